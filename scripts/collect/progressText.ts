/** What a step's meter logged, in a few words. */
import type {
  EndedProgress,
  Progress,
  RunningProgress,
  TypeCounts,
} from '../../src/run/progress/meter';
import { formatCount, formatDuration, formatQuantity } from './numbers';

/** More would not fit into a line. */
const MAX_TYPES = 3;

/** `12,000 azure_user so far (1,430/s, 25 requests, paused 3.0 s)` */
export function describeRunning(progress: RunningProgress): string {
  const { entities, relationships, perSecond } = progress;
  const amounts = describeAmounts(entities, 'entities');
  const speed = amounts === '' ? perSecond.relationships : perSecond.entities;
  const details = [
    ...(speed > 0 ? [`${formatCount(speed)}/s`] : []),
    ...describeRequests(progress),
  ];
  const soFar =
    amounts || describeAmounts(relationships, 'relationships') || 'nothing';
  return `${soFar} so far${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

/** `10,240 azure_user, 10,240 microsoft_365_account_has_user in 14.2 s, 23 requests` */
export function describeEnded(progress: EndedProgress): string {
  const amounts = [
    describeAmounts(progress.entities, 'entities'),
    describeAmounts(progress.relationships, 'relationships'),
  ].filter(Boolean);
  const odd = Object.entries(progress.odd).map(
    ([kind, count]) => `${formatCount(count)} ${inWords(kind)}`,
  );
  return [
    `${amounts.join(', ') || 'nothing'} in ${formatDuration(progress.seconds)}`,
    ...describeRequests(progress),
    ...(odd.length > 0 ? [`odd: ${odd.join(', ')}`] : []),
  ].join(', ');
}

/** "" for none. */
function describeAmounts(types: TypeCounts, noun: string): string {
  const rows = Object.entries(types).filter(([, count]) => count > 0);
  if (rows.length > MAX_TYPES) {
    const sum = rows.reduce((total, [, count]) => total + count, 0);
    return `${formatCount(sum)} ${noun} of ${rows.length} types`;
  }
  return rows
    .map(([type, count]) => `${formatCount(count)} ${type}`)
    .join(', ');
}

function describeRequests({ requests, pausedSeconds }: Progress): string[] {
  return [
    ...(requests > 0 ? [formatQuantity(requests, 'request')] : []),
    ...(pausedSeconds > 0 ? [`paused ${formatDuration(pausedSeconds)}`] : []),
  ];
}

/** `unknownDevice`: `unknown device` */
function inWords(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Which findings an instance wants: the field and its names are those of the published integration. */
import { label, type IntegrationConfig } from './fields';
import { coded, type CodedText } from '../graph/basics/messageCodes';

const severityNames = [
  'informational',
  'low',
  'medium',
  'high',
  'critical',
  'unknown',
];

/** What is wrong with the list of severities; nothing when it is empty. */
export function severitiesProblems({
  vulnerabilitySeverities: value,
}: IntegrationConfig): CodedText[] {
  const text: unknown = value ?? '';
  const isValid =
    typeof text === 'string' &&
    (text.trim() === '' ||
      text
        .replace(/\s+/g, '')
        .split(',')
        .every((name) => severityNames.includes(name)));
  return isValid
    ? []
    : [
        coded(
          'M365-CONFIG-013',
          `${label('vulnerabilitySeverities')} must be a list, with commas between them, of ${severityNames.join(', ')}`,
        ),
      ];
}

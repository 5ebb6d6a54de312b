/** What `npm run matrix` prints: a row for each case, and how many came to what. */
import { markdownTable } from '../../../scripts/document/markers';
import type { CaseResult } from './runCase';
import { settingNames, settings } from './settings';

export function resultTable(results: readonly CaseResult[]): string {
  const place = (result: CaseResult) =>
    settingNames.indexOf(result.case.setting);
  const sorted = [...results].sort((one, other) => place(one) - place(other));
  const rows = sorted.map(({ case: each, outcome, events, complaints }) => [
    settings[each.setting].title,
    each.group,
    each.name,
    complaints.length > 0 ? `WRONG (${outcome})` : outcome,
    events.join(' '),
  ]);
  return [
    markdownTable(['Tenant', 'Group', 'Answers', 'Outcome', 'Events'], rows),
    '',
    summary(sorted),
  ].join('\n');
}

function summary(results: readonly CaseResult[]): string {
  const counts = new Map<string, number>();
  for (const { outcome, complaints } of results) {
    const kind = complaints.length > 0 ? 'wrong' : outcome.split(':')[0];
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const parts = [...counts].map(([kind, count]) => `${count} ${kind}`);
  return `${results.length} cases: ${parts.join(', ')}`;
}

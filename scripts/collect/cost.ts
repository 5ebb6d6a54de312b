/** What a run cost of each quota of Microsoft Graph, as a table. */
import type { CallSummary } from '../../src/graph/pacing/statistics';
import { formatCount } from './numbers';

type Workloads = CallSummary['workloads'];

const head = [
  'Cost by workload',
  'requests',
  'in batches',
  'refused',
  'resource units',
];

/**
 * A line for each workload that was used, in alphabetical order: HTTP requests,
 * requests inside batches, how many of both were refused because there were too
 * many, and resource units where Graph counts them.
 */
export function renderCost(workloads: Workloads): string {
  const body = Object.entries(workloads)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, { requests, batched, throttled, units }]) => [
      `  ${name}`,
      formatCount(requests),
      formatCount(batched),
      formatCount(throttled),
      units === undefined ? '' : formatCount(units),
    ]);
  const lines = [head, ...body];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column].length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

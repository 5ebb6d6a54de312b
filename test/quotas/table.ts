/** The simulated cells as tables of docs/quotas.md: how long each took against the floor, and how many requests were refused. */
import { markdownTable } from '../../scripts/document/markers';
import {
  groups,
  loadNames,
  type CellResult,
  type Group,
  type LoadName,
} from './cells';
import { countings } from './service';

/** Of all requests that were sent. */
export function refusedShare({ refused, granted }: CellResult): number {
  return refused / (refused + granted);
}

/** Walls below half a minute are mostly latency. */
const SHORT_MS = 30_000;
export const MOST_REFUSED = 0.1;
const MOST_FLOORS = 1.3;

export function meetsBounds(result: CellResult): boolean {
  return (
    refusedShare(result) <= MOST_REFUSED &&
    (result.floorMs < SHORT_MS || result.wallMs <= result.floorMs * MOST_FLOORS)
  );
}

/** `1.02 of 740 s, 1 %`; bold where a bound is missed. */
export function describe(result: CellResult): string {
  const floors = (result.wallMs / result.floorMs).toFixed(2);
  const seconds = Math.round(result.floorMs / 1_000).toLocaleString('en-US');
  const percent = (refusedShare(result) * 100).toFixed(1);
  const text = `${floors} of ${seconds} s, ${percent} %`;
  return meetsBounds(result) ? text : `**${text}**`;
}

/** The row of one group in the table of one load. */
function rowOf(
  { title }: Group,
  load: LoadName,
  results: readonly CellResult[],
): string[] {
  return [
    title,
    ...countings.map((counting) =>
      describe(
        results.filter(
          ({ cell }) => cell.load === load && cell.counting === counting,
        )[0],
      ),
    ),
  ];
}

export function tables(
  resultsOf: ReadonlyMap<Group, readonly CellResult[]>,
): string {
  return loadNames
    .map((load) => {
      const rows = groups.map((group) =>
        rowOf(group, load, resultsOf.get(group) ?? []),
      );
      const header = ['Granted', ...countings];
      return `#### ${load}\n\n${markdownTable(header, rows)}`;
    })
    .join('\n\n');
}

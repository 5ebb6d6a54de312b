/**
 * The cells that `npm test` runs: every fault on every way that requests are
 * sent, and for every request each outcome that it can have. The others differ
 * from these in nothing that decides: MATRIX=full runs them, too.
 */
import { runsAll } from '../../support/extent';
import type { Cell } from './cell';

export function cellsToRun(cells: readonly Cell[]): readonly Cell[] {
  return runsAll ? cells : covering(cells);
}

export function covering(cells: readonly Cell[]): Cell[] {
  const covered = new Set<string>();
  return inTurn(cells).filter((cell) => {
    const news = coveredBy(cell).filter((each) => !covered.has(each));
    news.forEach((each) => covered.add(each));
    return news.length > 0;
  });
}

/** By their faults, each of which begins with another request: else the first one would meet most of them. */
function inTurn(cells: readonly Cell[]): Cell[] {
  const faults = [...new Set(cells.map(({ fault }) => fault))];
  return faults.flatMap((fault, turn) => {
    const hit = cells.filter((cell) => cell.fault === fault);
    const start = turn % hit.length;
    return [...hit.slice(start), ...hit.slice(0, start)];
  });
}

function coveredBy({ fault, way, steps, request, expectation }: Cell) {
  return [
    JSON.stringify([fault, way]),
    JSON.stringify([steps, request, expectation.kind]),
  ];
}

/** Cells as a Markdown table: a row for each fault, a column for each step that one of them can hit. */
import { markdownTable } from '../../../scripts/document/markers';
import { integrationSteps } from '../../../src/steps';
import type { Cell } from './cell';

export function matrixTable(cells: readonly Cell[]): string {
  const faults = [...new Set(cells.map(({ fault }) => fault))];
  const steps = integrationSteps
    .map(({ id }) => id)
    .filter((id) => cells.some((cell) => cell.steps.includes(id)));
  return markdownTable(
    ['Fault', ...steps.map((id) => `\`${id}\``)],
    faults.map((fault) => [
      fault,
      ...steps.map((step) => outcomes(cells, fault, step)),
    ]),
  );
}

/** Several requests of a step may end differently. */
function outcomes(cells: readonly Cell[], fault: string, step: string): string {
  const hit = cells.filter(
    (cell) => cell.fault === fault && cell.steps.includes(step),
  );
  return [...new Set(hit.map(({ expectation }) => expectation.kind))].join(
    ', ',
  );
}

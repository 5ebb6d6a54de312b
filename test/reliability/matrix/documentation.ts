/** The generated parts about faults: a table for each group, and how often each outcome comes. */
import { replaceGenerated } from '../../../scripts/document/markers';
import { cellGroups, cellsInPart } from './';
import { matrixTable } from './table';

/**
 * In the page of the tables.
 *
 * @throws when a part is missing from the document
 */
export function withMatrix(markdown: string): string {
  return Object.entries(cellGroups).reduce(
    (text, [name, group]) =>
      replaceGenerated(text, `matrix-${name}`, matrixTable(group)),
    markdown,
  );
}

/**
 * In the summary.
 *
 * @throws when the part is missing from the document
 */
export function withCellCount(markdown: string): string {
  const cells = Object.values(cellGroups).flat();
  const count = (kind: string) =>
    cells.filter(({ expectation }) => expectation.kind === kind).length;
  const kinds = [...new Set(cells.map(({ expectation }) => expectation.kind))];
  const counts = kinds
    .sort((a, b) => count(b) - count(a))
    .map((kind) => `${count(kind)} ${kind}`);
  return replaceGenerated(
    markdown,
    'cell-count',
    `The matrix has ${cells.length} cells: ${counts.join(', ')}. ` +
      `\`npm test\` runs ${cellsInPart.length} of them.`,
  );
}

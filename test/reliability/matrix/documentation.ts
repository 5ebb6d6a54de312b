/** The generated parts of docs/reliability.md. */
import { replaceGenerated } from '../../../scripts/document/markers';
import { cellGroups, cellsInPart } from './';
import { matrixTable } from './table';

/** @throws when a part is missing from the document */
export function withMatrix(markdown: string): string {
  const cells = Object.values(cellGroups).flat();
  const parts: Readonly<Record<string, string>> = {
    'cell-count': `The matrix has ${cells.length} cells, of which \`npm test\` runs ${cellsInPart.length}.`,
    ...Object.fromEntries(
      Object.entries(cellGroups).map(([name, group]) => [
        `matrix-${name}`,
        matrixTable(group),
      ]),
    ),
  };
  return Object.entries(parts).reduce(
    (text, [name, content]) => replaceGenerated(text, name, content),
    markdown,
  );
}

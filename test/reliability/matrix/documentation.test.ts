import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cellGroups } from './';
import { nameOf } from './cell';
import { withCellCount, withMatrix } from './documentation';

const docs = path.join(__dirname, '..', '..', '..', 'docs');
const cells = Object.values(cellGroups).flat();

/** Prettier aligns tables; what they say is the same. */
const normalized = (markdown: string) =>
  markdown.replace(/-{3,}/g, '---').replace(/[ \n]+/g, ' ');

test.each([
  ['reliability-matrix.md', withMatrix],
  ['reliability.md', withCellCount],
] as const)(
  'docs/%s has the matrix as it is (npx ts-node scripts/reliability.ts)',
  (name, complete) => {
    const markdown = readFileSync(path.join(docs, name), 'utf8');
    expect(normalized(complete(markdown))).toBe(normalized(markdown));
  },
);

test('the matrix has at least 120 cells, each of a name of its own', () => {
  expect(cells.length).toBeGreaterThanOrEqual(120);
  const names = cells.map(nameOf);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  expect(repeated).toEqual([]);
});

test('what comes to less is told, or gone', () => {
  const untold = cells.filter(
    ({ fault, expectation }) =>
      expectation.kind === 'less' &&
      expectation.told === undefined &&
      !fault.includes('deleted'),
  );
  expect(untold.map(nameOf)).toEqual([]);
});

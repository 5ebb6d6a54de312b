/**
 * Each row of a Markdown table has as many cells as its head, and no row has got
 * into a table with another head, as an edit of several rows at once can do it.
 */
import { markdownFiles, proseOf } from './markdownFiles';

interface Table {
  readonly head: string;
  readonly rows: readonly string[];
}

/** Lines that begin with a pipe and follow each other, however far they are indented. */
function tablesOf(markdown: string): Table[] {
  return [...markdown.matchAll(/(?:^[ \t]*\|.*(?:\n|$))+/gm)].map(([text]) => {
    const lines = text.trim().split('\n');
    const [head, ...rows] = lines.map((line) => line.trim());
    return { head, rows };
  });
}

/** As GitHub splits a row: a pipe in code divides cells, too, unless it is escaped. */
function cellsOf(row: string): string[] {
  return row
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

const rowOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** What is wrong with the tables of a page. */
function damageOf(markdown: string): string[] {
  const tables = tablesOf(markdown);
  const heads = new Map<string, Set<string>>();
  for (const { head, rows } of tables) {
    for (const row of rows.slice(1).map((each) => rowOf(cellsOf(each)))) {
      const known = heads.get(row) ?? new Set();
      heads.set(row, known.add(rowOf(cellsOf(head))));
    }
  }
  const misplaced = [...heads]
    .filter(([, { size }]) => size > 1)
    .map(([row, { size }]) => `in tables with ${size} heads: ${row}`);
  return [...tables.flatMap(damageOfTable), ...misplaced];
}

function damageOfTable({ head, rows: [line = '', ...rows] }: Table): string[] {
  const { length } = cellsOf(head);
  const isLine = cellsOf(line).every((cell) => /^:?-+:?$/.test(cell));
  const uneven = [line, ...rows].filter(
    (row) => cellsOf(row).length !== length,
  );
  return [
    ...(isLine ? [] : [`no line below the head: ${head}`]),
    ...uneven.map((row) => `not ${length} cells: ${row}`),
  ];
}

describe('damage is found', () => {
  const table = (...rows: string[]) =>
    ['| A | B |', '| - | - |', ...rows].join('\n');

  test.each([
    ['a row with too few cells', '| 1 |'],
    ['a row with too many cells', '| 1 | 2 | 3 |'],
    ['a pipe in code', '| 1 | `a|b` |'],
  ])('%s', (_, row) => {
    expect(damageOf(table('| 1 | 2 |', row))).toEqual([`not 2 cells: ${row}`]);
  });

  test('a table without a line below its head', () => {
    expect(damageOf('| A | B |\n| 1 | 2 |\n')).toEqual([
      'no line below the head: | A | B |',
    ]);
  });

  test('a row that stands in tables with different heads', () => {
    const other = table('| 1 |  2 |').replace('B', 'C');
    expect(damageOf(`${table('| 1 | 2 |')}\n\n${other}`)).toEqual([
      'in tables with 2 heads: | 1 | 2 |',
    ]);
  });

  test('and nothing else', () => {
    expect(
      damageOf(
        `${table('| 1 | `a\\|b` |', '|  |  |')}\n\ntext\n\n${table('| 1 | `a\\|b` |')}`,
      ),
    ).toEqual([]);
  });
});

test.each(markdownFiles)('the tables of %s are whole', (file) => {
  expect(damageOf(proseOf(file))).toEqual([]);
});

import * as fc from 'fast-check';
import type { Column, ColumnKind, Value } from '../model/table';
import { codedTable, type CodedColumn } from './coded';
import { createTest, displayText, parseView } from './filters';
import { matchingRows } from './matching';

const column = (id: string, kind: ColumnKind): Column => ({
  ...{ id, kind },
  title: id,
  isShown: true,
});
const columns = [column('name', 'text'), column('days', 'number')];
const table = {
  columns,
  rows: 3,
  values: [
    ['Ann’s laptop', 'constructor', '__proto__'],
    [1, 40, undefined],
  ],
};

it.each([
  ['#t', [0, 1, 2]],
  ['#t?days=%3E30', [1]],
  ['#t?days=%3D', [2]],
  ['#t?search=LAPTOP+ann', [0]],
  ['#t?search=40', [1]],
  ['#t?name=%3D__proto__', [2]],
  ['#t?name=a&days=%3C30', [0]],
  ['#t?other=x', [0, 1, 2]],
])('%s shows %j', (address, rows) => {
  expect(matchingRows(codedTable(table), parseView(address))).toEqual(rows);
});

describe('any table', () => {
  // Letters that have another length in lower case, and line breaks, too.
  const text = fc.string({
    unit: fc.constantFrom('a', 'B', 'İ', 'ß', '\n', '1', '.'),
    maxLength: 4,
  });
  const value: fc.Arbitrary<Value[]> = fc.tuple(
    fc.option(text, { nil: undefined }),
    fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined }),
  );
  const rows = fc.array(value, { maxLength: 20 });

  /** Each value once, and the places of the rows among them. */
  const coded = (values: readonly Value[]): CodedColumn => {
    const distinct = [...new Set(values)];
    return {
      values: distinct,
      at: values.map((each) => distinct.indexOf(each)),
    };
  };

  it('shows the rows that pass each filter and have each word, however its columns are stored', () => {
    fc.assert(
      fc.property(
        rows,
        text,
        text,
        fc.array(text),
        (given, name, days, words) => {
          const values = columns.map((_, index) =>
            given.map((row) => row[index]),
          );
          const view = {
            ...{ table: 't', search: words.join(' ') },
            filters: new Map([
              ['name', name],
              ['days', days],
            ]),
          };
          const asked = words
            .join(' ')
            .toLowerCase()
            .split(/\s+/)
            .filter(Boolean);
          const expected = [...given.keys()].filter(
            (row) =>
              createTest(columns[0], name)(given[row][0]) &&
              createTest(columns[1], days)(given[row][1]) &&
              asked.every((word) =>
                columns.some((each, index) =>
                  displayText(each, given[row][index])
                    .toLowerCase()
                    .includes(word),
                ),
              ),
          );
          const plain = codedTable({ columns, values, rows: given.length });
          expect(matchingRows(plain, view)).toEqual(expected);
          expect(
            matchingRows({ ...plain, coded: values.map(coded) }, view),
          ).toEqual(expected);
        },
      ),
    );
  });
});

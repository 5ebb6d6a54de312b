import * as fc from 'fast-check';
import type { ColumnKind, Value } from '../model/table';
import { compareTexts, sortRows, sortTexts } from './order';

const sorted = (kind: ColumnKind, isDescending: boolean, values: Value[]) =>
  sortRows([...values.keys()], { kind }, { values }, isDescending).map(
    (row) => values[row],
  );

test.each([
  ['number', [10, undefined, 9, 100], [9, 10, 100, undefined]],
  ['time', [20, 3, undefined], [3, 20, undefined]],
  [
    'text',
    ['Device 10', undefined, 'device 9', 'Émile', 'Zoe'],
    ['device 9', 'Device 10', 'Émile', 'Zoe', undefined],
  ],
  ['reference', ['b', 'A', undefined], ['A', 'b', undefined]],
] as const)('a column of the kind %s', (kind, values, ascending) => {
  const known = ascending.filter((value) => value !== undefined);
  expect(sorted(kind, false, [...values])).toEqual(ascending);
  expect(sorted(kind, true, [...values])).toEqual([
    ...known.reverse(),
    undefined,
  ]);
});

test.each([
  [false, [3, 1, 2, 0]],
  [true, [2, 3, 1, 0]],
])(
  'some rows of a column with a dictionary: equal ones stay in the order of the table (descending: %s)',
  (isDescending, rows) => {
    const coded = { values: ['b', 'a', undefined], at: [2, 1, 0, 1] };
    const order = isDescending ? [2, 1, 3, 0] : [1, 3, 2, 0];
    expect(sortRows(rows, { kind: 'choice' }, coded, isDescending)).toEqual(
      order,
    );
  },
);

describe('sortTexts', () => {
  const unit = fc.oneof(
    fc.constantFrom(...'019aAzZ-_ .(#@/éßİ٣'),
    fc.string({ minLength: 1, maxLength: 1 }),
  );
  const text = fc.oneof(
    fc.string({ unit, maxLength: 24 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );

  it('has the order of compareTexts, by whichever collator', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        expect(sortTexts(texts)).toEqual([...texts].sort(compareTexts));
      }),
      { numRuns: 2_000 },
    );
  });
});

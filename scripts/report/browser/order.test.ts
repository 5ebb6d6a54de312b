import type { ColumnKind, Value } from '../model/table';
import { comparer } from './order';

const sorted = (kind: ColumnKind, isDescending: boolean, values: Value[]) =>
  // As in the page: `sort` of JavaScript would put undefined last by itself.
  values
    .map((value) => ({ value }))
    .sort((a, b) => comparer({ kind }, values, isDescending)(a.value, b.value))
    .map(({ value }) => value);

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

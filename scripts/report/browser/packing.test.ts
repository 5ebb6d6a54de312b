import * as fc from 'fast-check';
import type { Column, Table, Value } from '../model/table';
import { valueAt } from './coded';
import { packTable, unpackColumn } from './packing';

const columns: readonly Column[] = [
  { id: 'name', title: 'Name', kind: 'text', isShown: true },
  { id: 'choice', title: 'Choice', kind: 'choice', isShown: true },
  { id: 'number', title: 'Number', kind: 'number', isShown: true },
  { id: 'time', title: 'Time', kind: 'time', isShown: true },
  {
    ...{ id: 'other', title: 'Other', kind: 'reference' },
    ...{ target: 'users', isShown: true },
  },
  { id: 'id', title: 'Id', kind: 'text', isShown: false },
  { id: 'webLink', title: 'Link', kind: 'text', isShown: false },
];

const known = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '</script>'),
);

const row: fc.Arbitrary<Value[]> = fc
  .tuple(
    known(text),
    known(fc.constantFrom('Yes', 'No')),
    known(fc.integer()),
    known(fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1_000)),
    known(fc.oneof(fc.nat(), text)),
    known(fc.uuid()),
    known(fc.constantFrom('https://a.example/', 'https://b.example/#')),
  )
  .map(([...values]) => {
    const link =
      values[6] === undefined ? undefined : `${values[6]}${values[5]}`;
    return [...values.slice(0, 6), link];
  });

const table: fc.Arbitrary<Table> = fc.array(row).map((rows) => ({
  ...{ id: 'devices', title: 'Devices', singular: 'device', columns },
  values: columns.map((_, index) => rows.map((values) => values[index])),
  rows: rows.length,
}));

const range = (end: number) => Array.from({ length: end }, (_, at) => at);

describe('a packed table', () => {
  it('is unpacked as it was, after JSON', () => {
    fc.assert(
      fc.property(table, (given) => {
        const packed = packTable(given);
        const lines = packed.columns.map((column) => JSON.stringify(column));
        expect(lines.join('')).not.toContain('\n');
        const unpacked = columns.map((_, index) => {
          const column = unpackColumn(columns, index, (each) =>
            JSON.parse(lines[each]),
          );
          return range(given.rows).map((row) => valueAt(column, row));
        });
        expect({ ...packed.head, values: unpacked }).toEqual(given);
      }),
    );
  });
});

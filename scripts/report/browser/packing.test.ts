import * as fc from 'fast-check';
import { RelationBuilder } from '../model/relation';
import type { Column, Table, Value } from '../model/table';
import {
  packPairs,
  packTable,
  relationHead,
  reversed,
  unpackPairs,
  unpackTable,
} from './packing';

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

describe('a packed table', () => {
  it('is unpacked as it was, after JSON', () => {
    fc.assert(
      fc.property(table, (given) => {
        const json = JSON.stringify(packTable(given));
        expect(unpackTable(JSON.parse(json))).toEqual(given);
      }),
    );
  });
});

const pairs = fc.array(
  fc.tuple(
    fc.nat(6),
    fc.nat(300),
    fc.constantFrom('', 'error', '1.2', '__proto__'),
  ),
);

function build(given: readonly (readonly [number, number, string])[]) {
  const builder = new RelationBuilder({
    ...{ id: 'states', left: 'policies', right: 'devices' },
  });
  given.forEach(([left, right, label]) => builder.add(left, right, label));
  return builder.build(7);
}

describe('a relation', () => {
  const sorted = (rows: readonly (readonly [number, number, string])[]) =>
    rows.map((each) => each.join(' ')).sort();

  it('is unpacked as it was', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const relation = build(given);
        const head = JSON.parse(JSON.stringify(relationHead(relation)));
        expect(unpackPairs(head, packPairs(relation))).toEqual(relation);
      }),
    );
  });

  it('has the same pairs from either side', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const relation = build(given);
        const { starts, rights, labels } = reversed(relation, 301);
        const found: (readonly [number, number, string])[] = [];
        for (let right = 0; right < 301; right += 1) {
          for (let at = starts[right]; at < starts[right + 1]; at += 1) {
            found.push([rights[at], right, relation.texts[labels[at]]]);
          }
        }
        expect(sorted(found)).toEqual(sorted(given));
      }),
    );
  });

  it('is not taken for whole when it is cut off', () => {
    const relation = build([
      [0, 5, 'a'],
      [3, 299, 'b'],
    ]);
    const bytes = packPairs(relation).slice(0, -1);
    expect(() => unpackPairs(relationHead(relation), bytes)).toThrow('cut off');
  });
});

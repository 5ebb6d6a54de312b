import * as fc from 'fast-check';
import type { Column, ColumnKind, Value } from '../model/table';
import {
  createTest,
  formatRow,
  formatView,
  parseRow,
  parseView,
  unknownFilters,
  type View,
} from './filters';

const column = (id: string, kind: ColumnKind): Column => ({
  ...{ id, kind },
  title: id,
  isShown: true,
});

const JUNE = Date.UTC(2025, 5, 30, 12);

describe('the address of a view', () => {
  const id = fc.stringMatching(/^[a-z][A-Za-z]{0,12}$/);
  const columnId = id.filter(
    (name) => !['search', 'sort', 'columns'].includes(name),
  );
  const text = fc.string({ unit: 'binary', minLength: 1 });
  const view: fc.Arbitrary<View> = fc.record(
    {
      table: id,
      search: fc.string({ unit: 'binary' }),
      filters: fc
        .array(fc.tuple(columnId, text), { maxLength: 4 })
        .map((entries) => new Map(entries)),
      sort: fc.record({ column: columnId, isDescending: fc.boolean() }),
      columns: fc.array(columnId, { minLength: 1, maxLength: 5 }),
    },
    { requiredKeys: ['table', 'search', 'filters'] },
  );

  it('says everything that the view is', () => {
    fc.assert(
      fc.property(view, (given) => {
        expect(parseView(formatView(given))).toEqual(given);
      }),
    );
  });

  it('can hold any address without an error', () => {
    fc.assert(
      fc.property(fc.string(), (address) => {
        expect(typeof parseView(address).table).toBe('string');
      }),
    );
  });

  it('is one that people can read', () => {
    const address = '#devices?compliant=%3DNo&sort=-lastSeenOn';
    expect(formatView(parseView(address))).toBe(address);
  });
});

describe('the address of a row', () => {
  it('says which', () => {
    const address = { table: 'devices', row: 12 };
    expect(parseRow(formatRow(address))).toEqual(address);
  });

  it.each(['#devices', '#devices/', '#devices/-1', '#devices/1/2', '#/1', ''])(
    'is not %s',
    (address) => {
      expect(parseRow(address)).toBeUndefined();
    },
  );
});

describe('createTest', () => {
  it.each<[ColumnKind, string, Value, boolean]>([
    ['choice', '=No', 'No', true],
    ['choice', '=No', 'Not', false],
    ['choice', '=', undefined, true],
    ['choice', '=', 'No', false],
    ['choice', '!=No', 'Yes', true],
    ['choice', '!=No', undefined, true],
    ['choice', '!=No', 'No', false],
    ['text', 'desk', 'DESKTOP-1', true],
    ['text', 'desk', undefined, false],
    ['text', '>a', 'b', false],
    ['number', '>30', 31, true],
    ['number', '>30', 30, false],
    ['number', '>30', undefined, false],
    ['number', '<= 30', 30, true],
    ['number', '=0', 0, true],
    ['number', '=0', undefined, false],
    ['number', '2..7', 7, true],
    ['number', '2..7', 8, false],
    ['number', '2..7', undefined, false],
    ['number', '3', 13, true],
    ['time', '<2025-07-01', JUNE, true],
    ['time', '>=2025-07-01', JUNE, false],
    ['time', '2025-06-01..2025-06-30', JUNE, true],
    ['time', '2025-06', JUNE, true],
    ['time', '=2025-06-30', JUNE, true],
    ['time', '=', 9e15, true],
    ['reference', '=Ann', 'Ann', true],
  ])('of a %s: %s of %s is %s', (kind, expression, value, expected) => {
    expect(createTest(column('c', kind), expression)(value)).toBe(expected);
  });

  it('takes any expression', () => {
    const kinds = ['text', 'choice', 'number', 'time', 'reference'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string(),
        fc.option(fc.string(), { nil: undefined }),
        (kind, expression, value) => {
          const test = createTest(column('c', kind), expression);
          expect(typeof test(value)).toBe('boolean');
        },
      ),
    );
  });
});

describe('unknownFilters', () => {
  it('are those of columns that are not there', () => {
    const columns = [column('name', 'text'), column('days', 'number')];
    const view = parseView('#t?other=x&days=1&__proto__=y');
    expect(unknownFilters(columns, view)).toEqual(['other', '__proto__']);
  });
});

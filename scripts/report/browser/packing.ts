/**
 * How tables stand in the page: columns with dictionaries as JSON, a line each,
 * which is compressed. `pack…` makes them, `unpack…` is for the page's script,
 * which reads a column when it is looked at first.
 */
import type { Column, Table, Value } from '../model/table';
import { valueAt, type CodedColumn } from './coded';

/** null stands for undefined. */
type Packed = string | number | null;

export type PackedValues =
  | { readonly values: readonly Packed[] }
  /** Each value is an index in the dictionary. */
  | { readonly dictionary: readonly Packed[]; readonly indexes: number[] }
  /** Each value is a prefix and the value of another column of the same row. */
  | {
      readonly before: number;
      readonly dictionary: readonly Packed[];
      readonly indexes: number[];
    };

/** What of a table stands beside its columns. */
export type TableHead = Omit<Table, 'values'>;

export interface PackedTable {
  readonly head: TableHead;
  readonly columns: readonly PackedValues[];
}

/** A time to the second is enough. */
const SECOND = 1_000;
/** More values than that share of the rows are no dictionary. */
const DICTIONARY = 0.5;

export function packTable(table: Table): PackedTable {
  const { values, ...head } = table;
  return { head, columns: values.map((_, index) => packColumn(table, index)) };
}

function packColumn({ columns, values }: Table, index: number): PackedValues {
  const column = columns[index];
  const packed = values[index].map((value) => packValue(column, value));
  const prefixed = packPrefixes(columns, values, index);
  if (prefixed) {
    return prefixed;
  }
  const numbers = new Map<Packed, number>();
  for (const value of packed) {
    if (!numbers.has(value)) {
      numbers.set(value, numbers.size);
    }
  }
  return numbers.size > packed.length * DICTIONARY
    ? { values: packed }
    : {
        dictionary: [...numbers.keys()],
        indexes: packed.map((value) => numbers.get(value) ?? 0),
      };
}

/** Links end with the id that has a column of its own. */
function packPrefixes(
  columns: readonly Column[],
  values: Table['values'],
  index: number,
): PackedValues | undefined {
  const before = columns.findIndex(({ id }) => id === 'id');
  if (columns[index].id !== 'webLink' || before < 0) {
    return undefined;
  }
  const prefixes = new Map<Packed, number>();
  const indexes: number[] = [];
  for (const [row, value] of values[index].entries()) {
    const id = values[before][row];
    const isPrefixed =
      typeof value === 'string' && typeof id === 'string' && value.endsWith(id);
    if (value !== undefined && !isPrefixed) {
      return undefined;
    }
    const prefix = isPrefixed ? value.slice(0, -id.length) : null;
    const number = prefixes.get(prefix) ?? prefixes.size;
    prefixes.set(prefix, number);
    indexes.push(number);
  }
  return { before, dictionary: [...prefixes.keys()], indexes };
}

function packValue({ kind }: Column, value: Value): Packed {
  if (value === undefined) {
    return null;
  }
  return kind === 'time' && typeof value === 'number'
    ? Math.floor(value / SECOND)
    : value;
}

/** @param dataOf what `packTable` made of a column, by its number */
export function unpackColumn(
  columns: readonly Column[],
  index: number,
  dataOf: (index: number) => PackedValues,
): CodedColumn {
  const { kind } = columns[index];
  const data = dataOf(index);
  if ('values' in data) {
    return { values: data.values.map((value) => unpackValue(kind, value)) };
  }
  const values = data.dictionary.map((value) => unpackValue(kind, value));
  if (!('before' in data)) {
    return { values, at: data.indexes };
  }
  const ends = unpackColumn(columns, data.before, dataOf);
  return {
    values: data.indexes.map((place, row) => {
      const prefix = values[place];
      return prefix === undefined
        ? undefined
        : `${prefix}${valueAt(ends, row)}`;
    }),
  };
}

function unpackValue(kind: Column['kind'], value: Packed): Value {
  if (value === null) {
    return undefined;
  }
  return kind === 'time' && typeof value === 'number' ? value * SECOND : value;
}

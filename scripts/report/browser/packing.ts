/**
 * How tables stand in the page: columns with dictionaries as JSON, which is
 * compressed. `pack…` makes them, `unpack…` is for the page's script.
 */
import type { Column, Table, Value } from '../model/table';

/** null stands for undefined. */
type Packed = string | number | null;

type PackedValues =
  | { readonly values: readonly Packed[] }
  /** Each value is an index in the dictionary. */
  | { readonly dictionary: readonly Packed[]; readonly indexes: number[] }
  /** Each value is a prefix and the value of another column of the same row. */
  | {
      readonly before: number;
      readonly dictionary: readonly Packed[];
      readonly indexes: number[];
    };

export interface PackedTable extends Omit<Table, 'values'> {
  readonly values: readonly PackedValues[];
}

/** A time to the second is enough. */
const SECOND = 1_000;
/** More values than that share of the rows are no dictionary. */
const DICTIONARY = 0.5;

export function packTable(table: Table): PackedTable {
  return {
    ...table,
    values: table.values.map((_, index) => packColumn(table, index)),
  };
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

export function unpackTable(packed: PackedTable): Table {
  const values: Value[][] = packed.values.map((data, index) => {
    const { kind } = packed.columns[index];
    if ('values' in data) {
      return data.values.map((value) => unpackValue(kind, value));
    }
    const dictionary = data.dictionary.map((value) => unpackValue(kind, value));
    return data.indexes.map((at) => dictionary[at]);
  });
  packed.values.forEach((data, index) => {
    if ('before' in data) {
      values[index] = values[index].map((prefix, row) =>
        prefix === undefined
          ? undefined
          : `${prefix}${values[data.before][row]}`,
      );
    }
  });
  return { ...packed, values };
}

function unpackValue(kind: Column['kind'], value: Packed): Value {
  if (value === null) {
    return undefined;
  }
  return kind === 'time' && typeof value === 'number' ? value * SECOND : value;
}

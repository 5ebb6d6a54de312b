/**
 * How tables and relations stand in the page: columns with dictionaries as JSON,
 * pairs of rows as small numbers; both are compressed. `pack…` makes them,
 * `unpack…` is for the page's script.
 */
import type { Column, Relation, Table, Value } from '../model/table';

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

/** What of a relation stands in the JSON: its numbers follow in `packPairs`. */
export interface RelationHead extends Pick<
  Relation,
  'id' | 'left' | 'right' | 'texts'
> {
  readonly rows: number;
  readonly pairs: number;
}

export function relationHead(relation: Relation): RelationHead {
  const { id, left, right, texts, starts, rights } = relation;
  return {
    ...{ id, left, right, texts },
    rows: starts.length - 1,
    pairs: rights.length,
  };
}

/**
 * The number of pairs of each left row; then how far each right row is from the
 * one before it; then the labels, as numbers in the order in which the left row
 * has them first: nearly all are small.
 */
export function packPairs({ starts, rights, labels }: Relation): Uint8Array {
  const counts = new Writer();
  const distances = new Writer();
  const places = new Writer();
  const own = new Writer();
  for (let left = 0; left + 1 < starts.length; left += 1) {
    counts.write(starts[left + 1] - starts[left]);
    const known = new Map<number, number>();
    let previous = 0;
    for (let at = starts[left]; at < starts[left + 1]; at += 1) {
      distances.write(rights[at] - previous);
      previous = rights[at];
      const place = known.get(labels[at]) ?? known.size;
      places.write(place);
      if (place === known.size) {
        known.set(labels[at], place);
        own.write(labels[at]);
      }
    }
  }
  return Writer.join([counts, distances, places, own]);
}

/** @throws RangeError when there are fewer bytes than the head says */
export function unpackPairs(head: RelationHead, bytes: Uint8Array): Relation {
  const reader = new Reader(bytes);
  const starts = new Uint32Array(head.rows + 1);
  for (let left = 0; left < head.rows; left += 1) {
    starts[left + 1] = starts[left] + reader.read();
  }
  const rights = new Uint32Array(head.pairs);
  for (let left = 0; left < head.rows; left += 1) {
    let previous = 0;
    for (let at = starts[left]; at < starts[left + 1]; at += 1) {
      previous += reader.read();
      rights[at] = previous;
    }
  }
  const labels = new Uint32Array(head.pairs);
  for (let at = 0; at < head.pairs; at += 1) {
    labels[at] = reader.read();
  }
  for (let left = 0; left < head.rows; left += 1) {
    const known: number[] = [];
    for (let at = starts[left]; at < starts[left + 1]; at += 1) {
      if (labels[at] === known.length) {
        known.push(reader.read());
      }
      labels[at] = known[labels[at]];
    }
  }
  const { id, left, right, texts } = head;
  return { id, left, right, texts, starts, rights, labels };
}

/** The same pairs, from the other side. */
export function reversed(
  { starts, rights, labels }: Relation,
  rows: number,
): Pick<Relation, 'starts' | 'rights' | 'labels'> {
  const ends = new Uint32Array(rows + 1);
  for (const right of rights) {
    ends[right + 1] += 1;
  }
  for (let row = 0; row < rows; row += 1) {
    ends[row + 1] += ends[row];
  }
  const next = ends.slice();
  const lefts = new Uint32Array(rights.length);
  const turned = new Uint32Array(rights.length);
  for (let left = 0; left + 1 < starts.length; left += 1) {
    for (let at = starts[left]; at < starts[left + 1]; at += 1) {
      const place = next[rights[at]]++;
      lefts[place] = left;
      turned[place] = labels[at];
    }
  }
  return { starts: ends, rights: lefts, labels: turned };
}

/** Numbers of seven bits a byte, the lowest first; the high bit says that more follow. */
class Writer {
  #bytes = new Uint8Array(1_024);
  #length = 0;

  write(number: number): void {
    let rest = number;
    while (rest > 0x7f) {
      this.#push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.#push(rest);
  }

  static join(writers: readonly Writer[]): Uint8Array {
    const length = writers.reduce((sum, writer) => sum + writer.#length, 0);
    const joined = new Uint8Array(length);
    let at = 0;
    for (const writer of writers) {
      joined.set(writer.#bytes.subarray(0, writer.#length), at);
      at += writer.#length;
    }
    return joined;
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}

class Reader {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  read(): number {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      if (this.#at >= this.bytes.length) {
        throw new RangeError('The data of the report are cut off');
      }
      const byte = this.bytes[this.#at];
      this.#at += 1;
      number |= (byte & 0x7f) << shift;
      if (byte <= 0x7f) {
        return number >>> 0;
      }
    }
  }
}

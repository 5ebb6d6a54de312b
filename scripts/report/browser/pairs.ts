/** How relations stand in the page: pairs of rows as small numbers, which compress well. */
import type { Relation } from '../model/table';

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

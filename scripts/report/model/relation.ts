/** Collects pairs of rows in any order, and sorts them by the left one. */
import type { Relation } from './table';

type Ends = Pick<Relation, 'id' | 'left' | 'right'>;

export class RelationBuilder {
  readonly #lefts: number[] = [];
  readonly #rights: number[] = [];
  readonly #labels: number[] = [];
  readonly #texts = new Map<string, number>();

  constructor(readonly ends: Ends) {}

  /** @param text says more of the pair; empty when there is nothing to say */
  add(left: number, right: number, text = ''): void {
    const label = this.#texts.get(text) ?? this.#texts.size;
    this.#texts.set(text, label);
    this.#lefts.push(left);
    this.#rights.push(right);
    this.#labels.push(label);
  }

  /** @param rows of the left table */
  build(rows: number): Relation {
    const starts = new Uint32Array(rows + 1);
    for (const left of this.#lefts) {
      starts[left + 1] += 1;
    }
    for (let row = 0; row < rows; row += 1) {
      starts[row + 1] += starts[row];
    }
    const rights = new Uint32Array(this.#lefts.length);
    const labels = new Uint32Array(this.#lefts.length);
    const next = starts.slice();
    // In the order of the right rows, so that each list is in that order.
    for (const pair of this.#byRight()) {
      const at = next[this.#lefts[pair]]++;
      rights[at] = this.#rights[pair];
      labels[at] = this.#labels[pair];
    }
    return {
      ...this.ends,
      starts,
      rights,
      labels,
      texts: [...this.#texts.keys()],
    };
  }

  #byRight(): Uint32Array {
    const rights = this.#rights;
    return Uint32Array.from(rights.keys()).sort(
      (a, b) => rights[a] - rights[b] || a - b,
    );
  }
}

/** Each pair of a relation. */
export function forEachPair(
  { starts, rights, labels, texts }: Relation,
  take: (left: number, right: number, text: string) => void,
): void {
  for (let left = 0; left + 1 < starts.length; left += 1) {
    for (let at = starts[left]; at < starts[left + 1]; at += 1) {
      take(left, rights[at], texts[labels[at]]);
    }
  }
}

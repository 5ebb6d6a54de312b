/**
 * A covering array: rows that together have every pair of answers to two
 * doubts. Greedy: each row is the best of some that are drawn, and each of them
 * takes its doubts in an order of its own, with the answer that has most pairs
 * that no row had before.
 */
import { createRandom, type Random } from '../../emulator/tenant/random';

/** Each doubt by the number of its answers. */
type Counts = readonly number[];

/** The number of an answer to each doubt. */
export type Row = readonly number[];

/** An answer among those to all doubts. */
type AnswerId = number;

/** More of them make fewer rows, and take longer. */
const DRAWN = 12;

export function coveringArray(counts: Counts, seed: number): Row[] {
  const random = createRandom(seed);
  const open = new OpenPairs(counts);
  const rows: Row[] = [];
  while (open.size > 0) {
    const drawn = Array.from({ length: DRAWN }, () => drawRow(open, random));
    const gains = drawn.map((ids) => open.countOf(ids));
    const best = drawn[gains.indexOf(Math.max(...gains))];
    open.remove(best);
    rows.push(best.map((id, doubt) => id - open.firstAnswers[doubt]));
  }
  return rows;
}

/** Begins with a pair that is open, so that each row brings something. */
function drawRow(open: OpenPairs, random: Random): AnswerId[] {
  const chosen = [...open.any(random)];
  const row = new Map(chosen.map((id) => [open.doubtOf(id), id]));
  for (const doubt of random.shuffle([...open.firstAnswers.keys()])) {
    if (!row.has(doubt)) {
      const answers = random.shuffle(open.answersTo(doubt));
      const gains = answers.map((id) => open.gainOf(id, chosen));
      const best = answers[gains.indexOf(Math.max(...gains))];
      chosen.push(best);
      row.set(doubt, best);
    }
  }
  return [...row].sort(([one], [other]) => one - other).map(([, id]) => id);
}

/** The pairs that no row has yet. */
class OpenPairs {
  /** The first answer to each doubt. */
  readonly firstAnswers: readonly AnswerId[];
  readonly #doubts: readonly number[];
  readonly #counts: Counts;
  /** 1 for an open pair, once with each of its answers first. */
  readonly #isOpen: Uint8Array;
  #size = 0;

  constructor(counts: Counts) {
    this.#counts = counts;
    this.#doubts = counts.flatMap((count, doubt) =>
      Array.from({ length: count }, () => doubt),
    );
    this.firstAnswers = counts.map((_, doubt) => this.#doubts.indexOf(doubt));
    this.#isOpen = new Uint8Array(this.#doubts.length ** 2);
    this.#doubts.forEach((doubt, one) =>
      this.#doubts.forEach((other, id) => {
        this.#isOpen[this.#place(one, id)] = doubt === other ? 0 : 1;
        this.#size += doubt < other ? 1 : 0;
      }),
    );
  }

  get size(): number {
    return this.#size;
  }

  doubtOf(id: AnswerId): number {
    return this.#doubts[id];
  }

  answersTo(doubt: number): AnswerId[] {
    const first = this.firstAnswers[doubt];
    return Array.from({ length: this.#counts[doubt] }, (_, it) => first + it);
  }

  any(random: Random): readonly [AnswerId, AnswerId] {
    const start = random.integer(0, this.#isOpen.length - 1);
    const behind = this.#isOpen.indexOf(1, start);
    const place = behind === -1 ? this.#isOpen.indexOf(1) : behind;
    const { length } = this.#doubts;
    return [Math.floor(place / length), place % length];
  }

  /** How many pairs an answer makes with others that no row has. */
  gainOf(id: AnswerId, others: readonly AnswerId[]): number {
    return others.reduce(
      (gain, other) => gain + this.#isOpen[this.#place(id, other)],
      0,
    );
  }

  countOf(row: readonly AnswerId[]): number {
    return row.reduce((sum, id) => sum + this.gainOf(id, row), 0) / 2;
  }

  remove(row: readonly AnswerId[]): void {
    this.#size -= this.countOf(row);
    for (const one of row) {
      row.forEach((other) => (this.#isOpen[this.#place(one, other)] = 0));
    }
  }

  #place(one: AnswerId, other: AnswerId): number {
    return one * this.#doubts.length + other;
  }
}

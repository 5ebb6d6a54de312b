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

/** More of them make fewer rows, and take longer. */
const DRAWN = 12;

export function coveringArray(counts: Counts, seed: number): Row[] {
  const random = createRandom(seed);
  const open = new OpenPairs(counts);
  const rows: Row[] = [];
  while (open.size > 0) {
    const drawn = Array.from({ length: DRAWN }, () =>
      drawRow(counts, open, random),
    );
    const best = drawn.reduce((one, other) =>
      open.countOf(other) > open.countOf(one) ? other : one,
    );
    open.remove(best);
    rows.push(best);
  }
  return rows;
}

/** Begins with a pair that is open, so that each row brings something. */
function drawRow(counts: Counts, open: OpenPairs, random: Random): Row {
  const row: (number | undefined)[] = counts.map(() => undefined);
  const [one, other] = open.any(random);
  row[one.doubt] = one.answer;
  row[other.doubt] = other.answer;
  const rest = counts.map((_, doubt) => doubt);
  for (const doubt of random.shuffle(rest)) {
    row[doubt] ??= bestAnswer(counts[doubt], doubt, row, open, random);
  }
  return row.map((answer) => answer ?? 0);
}

function bestAnswer(
  count: number,
  doubt: number,
  row: readonly (number | undefined)[],
  open: OpenPairs,
  random: Random,
): number {
  const answers = random.shuffle(Array.from({ length: count }, (_, it) => it));
  const gains = answers.map((answer) =>
    row.reduce<number>(
      (gain, theirs, other) =>
        theirs !== undefined &&
        open.has({ doubt, answer }, { doubt: other, answer: theirs })
          ? gain + 1
          : gain,
      0,
    ),
  );
  return answers[gains.indexOf(Math.max(...gains))];
}

interface Place {
  readonly doubt: number;
  readonly answer: number;
}

/** The pairs that no row has yet. */
class OpenPairs {
  readonly #pairs = new Map<string, readonly [Place, Place]>();

  constructor(counts: Counts) {
    for (const [one, other] of pairsOf(counts.map((_, doubt) => doubt))) {
      for (let first = 0; first < counts[one]; first += 1) {
        for (let second = 0; second < counts[other]; second += 1) {
          const pair = [
            { doubt: one, answer: first },
            { doubt: other, answer: second },
          ] as const;
          this.#pairs.set(keyOf(...pair), pair);
        }
      }
    }
  }

  get size(): number {
    return this.#pairs.size;
  }

  has(one: Place, other: Place): boolean {
    return this.#pairs.has(
      one.doubt < other.doubt ? keyOf(one, other) : keyOf(other, one),
    );
  }

  any(random: Random): readonly [Place, Place] {
    return random.pick([...this.#pairs.values()]);
  }

  countOf(row: Row): number {
    return placesOf(row).filter((pair) => this.has(...pair)).length;
  }

  remove(row: Row): void {
    placesOf(row).forEach((pair) => this.#pairs.delete(keyOf(...pair)));
  }
}

function keyOf(one: Place, other: Place): string {
  return `${one.doubt}=${one.answer} ${other.doubt}=${other.answer}`;
}

export function placesOf(row: Row): (readonly [Place, Place])[] {
  const places = row.map((answer, doubt) => ({ doubt, answer }));
  return pairsOf(places);
}

function pairsOf<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((one, index) =>
    items.slice(index + 1).map((other) => [one, other] as const),
  );
}

/** Rows of policies and applications: held, or made whenever they are asked for. */
import { createRandom } from '../random';
import type { Seed } from '../seed';

/** Makes the rows of one policy or application. */
export interface RowMaker<Row> {
  readonly parentId: string;
  readonly make: (seed: Seed) => readonly Row[];
}

/** All draw from the same source, one after the other. */
export function heldRows<Row>(
  makers: readonly RowMaker<Row>[],
  seed: Seed,
): Row[] {
  return makers.flatMap(({ make }) => make(seed));
}

/** The rows of one parent are there at a time, and the same each time: every parent draws from a source of its own. */
export class RowStream<Row> implements Iterable<Row> {
  readonly #makers = new Map<string, () => readonly Row[]>();

  constructor(makers: readonly RowMaker<Row>[], seed: Seed) {
    const { random } = seed;
    for (const { parentId, make } of makers) {
      const own = random.integer(0, 2 ** 31);
      this.#makers.set(parentId, () =>
        make({ ...seed, random: createRandom(own, random.today) }),
      );
    }
  }

  of(parentId: string): readonly Row[] {
    return this.#makers.get(parentId)?.() ?? [];
  }

  *[Symbol.iterator](): Iterator<Row> {
    for (const rows of this.#makers.values()) {
      yield* rows();
    }
  }
}

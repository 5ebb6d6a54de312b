/**
 * Pairs, each once, for relationships that a source may repeat: ids of the one
 * end, numbers for the other. A large tenant has millions of them: what is kept
 * of each is a number.
 */

/** From so many on, looking through a list takes longer than asking a set. */
const MANY = 64;

export class DistinctPairs {
  readonly #byFirst = new Map<string, number[] | Set<number>>();

  add(first: string, second: number): void {
    const seconds = this.#byFirst.get(first);
    if (seconds === undefined) {
      this.#byFirst.set(first, [second]);
    } else if (seconds instanceof Set) {
      seconds.add(second);
    } else if (!seconds.includes(second) && seconds.push(second) > MANY) {
      this.#byFirst.set(first, new Set(seconds));
    }
  }

  /** In the order in which they came. */
  secondsOf(first: string): Iterable<number> {
    return this.#byFirst.get(first) ?? [];
  }
}

/**
 * Which pairs came before, for relationships that a source may repeat: ids of the
 * one end, numbers for the other. To ask the SDK for the key of each of millions
 * takes longer than to make it, and needs all keys where this needs a few numbers.
 */

/** From so many on, looking through a list takes longer than asking a set. */
const MANY = 64;

export class SeenPairs {
  readonly #byFirst = new Map<string, number[] | Set<number>>();

  /** @returns whether this is the first time */
  add(first: string, second: number): boolean {
    const seconds = this.#byFirst.get(first);
    if (seconds === undefined) {
      this.#byFirst.set(first, [second]);
      return true;
    }
    if (seconds instanceof Set) {
      return seconds.size < seconds.add(second).size;
    }
    if (seconds.includes(second)) {
      return false;
    }
    if (seconds.push(second) > MANY) {
      this.#byFirst.set(first, new Set(seconds));
    }
    return true;
  }
}

/**
 * Tells which whole numbers, from 0 on, have not come before; it can start over
 * at no cost. For the ends of relationships that a source may repeat, group by
 * group: a set for each group takes ten times the memory and several times the
 * time.
 */
export class DistinctNumbers {
  /** By number: the round in which it came last. */
  #lastRounds = new Uint32Array(64);
  #round = 1;

  /** @returns whether it is new since the beginning, or since `startOver` */
  add(number: number): boolean {
    if (number >= this.#lastRounds.length) {
      this.#grow(number);
    }
    const isNew = this.#lastRounds[number] !== this.#round;
    this.#lastRounds[number] = this.#round;
    return isNew;
  }

  /** Forgets all numbers; up to 2³² times. */
  startOver(): void {
    this.#round += 1;
  }

  #grow(number: number): void {
    const larger = new Uint32Array(2 * number);
    larger.set(this.#lastRounds);
    this.#lastRounds = larger;
  }
}

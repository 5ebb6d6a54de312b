/**
 * Whole numbers, each once, in the order in which they came. For the ends of
 * relationships that a source may repeat: a large tenant has millions of them,
 * so what is kept of each is a number.
 */

/** From so many on, looking through a list takes longer than asking a set. */
const MANY = 64;

export class DistinctNumbers implements Iterable<number> {
  #numbers: number[] | Set<number> = [];

  /** @returns whether it is new */
  add(number: number): boolean {
    const numbers = this.#numbers;
    if (numbers instanceof Set) {
      return numbers.size < numbers.add(number).size;
    }
    if (numbers.includes(number)) {
      return false;
    }
    if (numbers.push(number) > MANY) {
      this.#numbers = new Set(numbers);
    }
    return true;
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#numbers[Symbol.iterator]();
  }
}

/**
 * How many batches are under way at once. A slow Graph needs many, and a slow
 * reader few, because answers that wait for it fill the memory. The pacer sees to
 * the quota.
 */
const FIRST = 8;
/** One to be read, one to come. */
const LEAST = 2;
/** Items of answers that may wait for the reader; they take some 5 MB. Fewer would leave quota unused while the reader has other work. */
const MOST_UNTAKEN_ITEMS = 10_000;

export class BatchConcurrency {
  #most = FIRST;
  #allowed = 1;
  #untaken = 0;
  #untakenItems = 0;

  /** Batches that may be under way, or be answered and not taken. */
  get allowed(): number {
    return this.#allowed;
  }

  /** Sets how many there may ever be, before anything is sent. */
  allowUpTo(most: number): void {
    this.#most = most;
    this.#allowed = Math.min(FIRST, most);
  }

  /** A batch was answered with so many items. */
  answered(items: number): void {
    this.#untaken += 1;
    this.#untakenItems += items;
  }

  /** The reader took an answer of so many items. */
  taken(items: number): void {
    this.#untaken -= 1;
    this.#untakenItems -= items;
  }

  /** To be called when the reader wants the next answer: allows one more when there is none yet, and one less when too much waits. */
  adapt(): void {
    if (this.#untaken === 0) {
      this.#allowed = Math.min(this.#most, this.#allowed + 1);
    } else if (this.#untakenItems > MOST_UNTAKEN_ITEMS) {
      this.#allowed = Math.max(Math.min(LEAST, this.#most), this.#allowed - 1);
    }
  }
}

/**
 * How many batches are under way at once. A slow Graph wants many, a slow reader
 * few: answers that nobody takes yet fill the memory. What the quota allows is
 * the pacer's matter.
 */
const FIRST_LENGTH = 8;
/** One to be read, one to come. */
const LEAST_LENGTH = 2;
/** Items of answers that may wait for the reader: some 5 MB. Fewer would leave quota unused while the reader has other work. */
const MOST_UNTAKEN_ITEMS = 10_000;

export class BatchLine {
  #most = FIRST_LENGTH;
  #length = 1;
  #untaken = 0;
  #untakenItems = 0;

  /** Batches that may be under way, or be answered and not taken. */
  get length(): number {
    return this.#length;
  }

  /** Says how long the line may become, before anything is sent. */
  extend(most: number): void {
    this.#most = most;
    this.#length = Math.min(FIRST_LENGTH, most);
  }

  /** A batch was answered with so many items. */
  answered(items: number): void {
    this.#untaken += 1;
    this.#untakenItems += items;
  }

  /** The reader took it. */
  taken(items: number): void {
    this.#untaken -= 1;
    this.#untakenItems -= items;
  }

  /** Called when the reader wants the next answer: longer when there is none yet, shorter when too much waits. */
  adapt(): void {
    if (this.#untaken === 0) {
      this.#length = Math.min(this.#most, this.#length + 1);
    } else if (this.#untakenItems > MOST_UNTAKEN_ITEMS) {
      this.#length = Math.max(
        Math.min(LEAST_LENGTH, this.#most),
        this.#length - 1,
      );
    }
  }
}

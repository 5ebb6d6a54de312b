/**
 * How many batches are under way at once. A slow Graph wants many, a slow reader
 * few: answers that nobody takes yet fill the memory. What the quota allows is
 * the pacer's matter.
 */
const FIRST_LENGTH = 8;
/** One to be read, one to come. */
const LEAST_LENGTH = 2;

export class BatchLine {
  #most = FIRST_LENGTH;
  #length = 1;
  #untaken = 0;

  /** Batches that may be under way, or be answered and not taken. */
  get length(): number {
    return this.#length;
  }

  /** Says how long the line may become, before anything is sent. */
  extend(most: number): void {
    this.#most = most;
    this.#length = Math.min(FIRST_LENGTH, most);
  }

  answered(): void {
    this.#untaken += 1;
  }

  taken(): void {
    this.#untaken -= 1;
  }

  /** Called when the reader wants the next answer: longer when there is none yet, shorter when several wait. */
  adapt(): void {
    if (this.#untaken === 0) {
      this.#length = Math.min(this.#most, this.#length + 1);
    } else if (this.#untaken > 1) {
      this.#length = Math.max(
        Math.min(LEAST_LENGTH, this.#most),
        this.#length - 1,
      );
    }
  }
}

/**
 * The cells of one column, each different text once. What V8 cuts out of a text
 * keeps all of that text in memory: a device's id in a relationship that waits to
 * be written would keep its whole piece of the file. And the same few thousand
 * texts come a million times.
 */

/** Different texts after which it is judged whether they repeat. */
const ENOUGH = 1_000;
/** A column with more is read on with an empty memory. */
const MOST_TEXTS = 20_000;

export class DistinctTexts {
  readonly #texts = new Map<string, string>();
  #repeats = 0;
  #areDistinct = false;

  /** The text as a copy of its own, the same for all that are equal; as it is in a column of texts that do not repeat. */
  of(text: string): string {
    if (this.#areDistinct) {
      return text;
    }
    const known = this.#texts.get(text);
    if (known !== undefined) {
      this.#repeats += 1;
      return known;
    }
    return this.#remember(text);
  }

  #remember(text: string): string {
    const { size } = this.#texts;
    this.#areDistinct = size === ENOUGH && this.#repeats < ENOUGH;
    if (this.#areDistinct || size >= MOST_TEXTS) {
      this.#texts.clear();
    }
    const copy = Buffer.from(text).toString();
    this.#texts.set(copy, copy);
    return copy;
  }
}

/**
 * Where a window grants a single unit, it may be longer than documented: then each
 * request that waits for the documented time is refused first. A `Retry-After`
 * tells how far apart granted requests have to be.
 */

/** A `Retry-After` of whole seconds, or a date, is so much later at most. */
const ROUNDING_MS = 1_500;
/** Of a window: what is longer has another cause, such as another client. */
const LONGEST = 1.25;

/** All times are in milliseconds of a monotonic clock. */
export class Spacing {
  readonly #windowMs: number;
  #lastGrantAt = -Infinity;
  #apartMs = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  granted(at: number): void {
    this.#lastGrantAt = Math.max(this.#lastGrantAt, at);
  }

  /** @param roomAt when Graph says that it has room again */
  refused(roomAt: number | undefined): void {
    const apartMs = (roomAt ?? -Infinity) - this.#lastGrantAt;
    const isLonger = apartMs > this.#windowMs + ROUNDING_MS;
    if (isLonger && apartMs <= this.#windowMs * LONGEST) {
      this.#apartMs = apartMs;
    }
  }

  /** In how many milliseconds a window has room again that grants a single unit. */
  until(now: number): number {
    return Math.max(0, this.#lastGrantAt + this.#apartMs - now);
  }
}

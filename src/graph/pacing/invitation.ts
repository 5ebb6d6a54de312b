/**
 * With a `Retry-After`, Graph says when it has room for the refused request. After
 * the first refusals, one request that costs no more is sent then, even where our
 * window would have it wait longer, because the service's own window may be shorter.
 * It is the only one, because some services mean less by a `Retry-After`.
 */

/** All times are in milliseconds of a monotonic clock. */
export class Invitation {
  #at = Infinity;
  #cost = 0;
  #isAccepted = false;

  /** @param at when Graph says that it has room for so much; undefined when it says nothing */
  refused(cost: number, at: number | undefined): void {
    if (at !== undefined) {
      this.#at = this.#at === Infinity ? at : Math.max(this.#at, at);
      this.#cost = cost;
    }
  }

  /** In how many milliseconds the request may be sent; Infinity when Graph does not say so. */
  until(cost: number, now: number): number {
    return !this.#isAccepted && cost <= this.#cost
      ? Math.max(0, this.#at - now)
      : Infinity;
  }

  /** A request is sent: the room that there is from then on is that of this one, whichever it is. */
  sent(now: number): void {
    this.#isAccepted ||= now >= this.#at;
  }
}

/**
 * What requests take from one quota. Graph counts a request at some moment
 * between its sending and the head of its answer, so it is charged from sending
 * until one window after the answer began.
 */

interface Charge {
  /** When the answer began. */
  readonly at: number;
  readonly cost: number;
}

/** All times are in milliseconds of a monotonic clock. */
export class Charges {
  readonly #windowMs: number;
  /** The cost of requests that are not answered yet. */
  underWay = 0;
  /** What was granted to requests that were answered within the last window. */
  granted = 0;
  /** The same one by one, the first one first. */
  #charges: Charge[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** When the first charge is forgotten; undefined when there is none. */
  get firstEnd(): number | undefined {
    const first = this.#charges.at(0);
    return first && first.at + this.#windowMs;
  }

  /** A request that was expected to take `cost` units was answered at that time. */
  answered(cost: number, granted: number, at: number): void {
    this.underWay -= cost;
    this.granted += granted;
    // Long answers end after others that began later.
    let before = this.#charges.length;
    while (before > 0 && this.#charges[before - 1].at > at) {
      before -= 1;
    }
    this.#charges.splice(before, 0, { at, cost: granted });
  }

  grantedSince(time: number): number {
    return this.#charges
      .filter(({ at }) => at > time)
      .reduce((sum, { cost }) => sum + cost, 0);
  }

  forget(now: number): void {
    const isOld = (charge: Charge) => charge.at + this.#windowMs <= now;
    const firstKept = this.#charges.findIndex((charge) => !isOld(charge));
    const gone = firstKept === -1 ? this.#charges.length : firstKept;
    for (const charge of this.#charges.splice(0, gone)) {
      this.granted -= charge.cost;
    }
  }
}

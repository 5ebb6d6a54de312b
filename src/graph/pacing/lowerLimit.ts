/**
 * A lower limit with a longer window, which holds once a request was refused. What
 * was sent before counts for so long, too, so it is charged from the beginning.
 */
import { Charges } from './charges';
import { QuotaWindow } from './quotaWindow';
import type { Limit } from './workloads';

export class LowerLimit {
  readonly #limit: Limit;
  readonly #charges: Charges;

  constructor(limit: Limit) {
    this.#limit = limit;
    this.#charges = new Charges(limit.windowMs);
  }

  get windowMs(): number {
    return this.#limit.windowMs;
  }

  sent(cost: number, now: number): void {
    this.#charges.forget(now);
    this.#charges.sent(cost);
  }

  answered(cost: number, at: number, charged: number): void {
    this.#charges.answered(cost, charged, at);
  }

  /** The window of the lower limit, after a request of that cost was refused. It is expected to be granted, and learns if it is not. */
  begin(refusedCost: number, now: number): QuotaWindow {
    this.#charges.refused(refusedCost);
    return new QuotaWindow(this.#limit, now, 1, this.#charges);
  }
}

/**
 * How much of one quota may be used now. Charges are kept for one window, so no
 * window, wherever it begins, holds more than the allowance.
 *
 * The allowance starts at 80 % of the documented limit, grows while nothing is
 * throttled and is halved when something is: others may use the same tenant.
 */
import type { Quota } from './workloads';

const START = 0.8;
const LEAST = 0.05;
const GROWTH_PER_WINDOW = 0.05;

interface Charge {
  readonly at: number;
  readonly cost: number;
}

export class QuotaWindow {
  #limit: number;
  #share = START;
  #changedAt: number;
  readonly #windowMs: number;
  #charges: Charge[] = [];
  #used = 0;

  constructor(quota: Quota, now: number) {
    this.#limit = quota.limit;
    this.#windowMs = quota.windowMs;
    this.#changedAt = now;
  }

  /** Units that one window may hold at the moment. */
  get allowance(): number {
    return Math.max(1, Math.floor(this.#limit * this.#share));
  }

  /** Takes `cost` units and returns 0, or takes nothing and returns the milliseconds to wait. */
  take(cost: number, now: number): number {
    this.#grow(now);
    this.#forget(now);
    // What costs more than a whole window's allowance gets a window of its own.
    const fits =
      this.#used + cost <= this.allowance || this.#charges.length === 0;
    if (!fits) {
      return this.#charges[0].at + this.#windowMs - now;
    }
    this.#charges.push({ at: now, cost });
    this.#used += cost;
    return 0;
  }

  /** Something was throttled: use half from now on. */
  halve(now: number): void {
    this.#share = Math.max(LEAST, this.#share / 2);
    this.#changedAt = now;
  }

  /** The limit is known better now; it never shrinks. */
  raiseLimit(limit: number): void {
    this.#limit = Math.max(this.#limit, limit);
  }

  #grow(now: number): void {
    const windows = Math.floor((now - this.#changedAt) / this.#windowMs);
    if (windows > 0) {
      this.#share = Math.min(1, this.#share + windows * GROWTH_PER_WINDOW);
      this.#changedAt += windows * this.#windowMs;
    }
  }

  #forget(now: number): void {
    const isOld = (charge: Charge) => charge.at + this.#windowMs <= now;
    const firstKept = this.#charges.findIndex((charge) => !isOld(charge));
    const gone = firstKept === -1 ? this.#charges.length : firstKept;
    for (const charge of this.#charges.splice(0, gone)) {
      this.#used -= charge.cost;
    }
  }
}

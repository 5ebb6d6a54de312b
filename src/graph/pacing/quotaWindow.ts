/**
 * How much of one quota may be used now, so that no window of Graph's, wherever
 * it begins, holds more than the allowance. Graph counts a request at some
 * moment between its sending and the head of its answer: it is charged from the
 * one until a whole window after the other.
 *
 * The allowance starts at 80 % of the documented limit, because another run of
 * the same application may have used some of it. After a quiet window it is all
 * of it. It is halved when something is throttled, and recovers slowly then.
 */
import type { Quota } from './workloads';

const START = 0.8;
const LEAST = 0.05;
/** In each quiet window. */
const GROWTH = 0.2;
const GROWTH_ONCE_THROTTLED = 0.05;

interface Charge {
  /** When the answer began. */
  readonly at: number;
  readonly cost: number;
}

/** All times are in milliseconds of a monotonic clock. */
export class QuotaWindow {
  #limit: number;
  #share = START;
  #changedAt: number;
  #halvedAt = -Infinity;
  readonly #windowMs: number;
  /** The cost of requests that are not answered yet. */
  #underWay = 0;
  /** Of requests that were answered within the last window, the first one first. */
  #charges: Charge[] = [];
  #charged = 0;

  constructor(quota: Quota, now: number) {
    this.#limit = quota.limit;
    this.#windowMs = quota.windowMs;
    this.#changedAt = now;
  }

  /** Units that one window may hold at the moment. */
  get allowance(): number {
    return Math.max(1, Math.floor(this.#limit * this.#share));
  }

  /**
   * Takes `cost` units for a request and returns 0; or takes nothing and returns
   * the milliseconds to wait, Infinity when a request has to be answered first.
   *
   * @param keptShare of the allowance, which is left to others
   */
  take(cost: number, now: number, keptShare = 0): number {
    this.#grow(now);
    this.#forget(now);
    const used = this.#underWay + this.#charged;
    // What costs more than a whole window's allowance gets a window of its own.
    if (used === 0 || used + cost <= this.allowance * (1 - keptShare)) {
      this.#underWay += cost;
      return 0;
    }
    const first = this.#charges.at(0);
    return first ? first.at + this.#windowMs - now : Infinity;
  }

  /** A request that took `cost` units was answered at that time, or never will be. */
  answered(cost: number, at: number): void {
    this.#underWay -= cost;
    this.#charged += cost;
    // Long answers end after others that began later.
    let before = this.#charges.length;
    while (before > 0 && this.#charges[before - 1].at > at) {
      before -= 1;
    }
    this.#charges.splice(before, 0, { at, cost });
  }

  /**
   * A request that was sent at `sentAt` was throttled: the allowance is halved.
   * Not by one sent less than a window after the last time: what was sent before
   * that still counts at Graph then, and a short Retry-After would take the
   * allowance to its least within seconds.
   */
  throttled(sentAt: number, now: number): void {
    if (sentAt >= this.#halvedAt + this.#windowMs) {
      this.#share = Math.max(LEAST, this.#share / 2);
      this.#halvedAt = now;
    }
    this.#changedAt = now;
  }

  /** The limit is known better now; it never shrinks. */
  raiseLimit(limit: number): void {
    this.#limit = Math.max(this.#limit, limit);
  }

  #grow(now: number): void {
    const windows = Math.floor((now - this.#changedAt) / this.#windowMs);
    if (windows > 0) {
      const wasThrottled = this.#halvedAt > -Infinity;
      const growth = wasThrottled ? GROWTH_ONCE_THROTTLED : GROWTH;
      this.#share = Math.min(1, this.#share + windows * growth);
      this.#changedAt += windows * this.#windowMs;
    }
  }

  #forget(now: number): void {
    const isOld = (charge: Charge) => charge.at + this.#windowMs <= now;
    const firstKept = this.#charges.findIndex((charge) => !isOld(charge));
    const gone = firstKept === -1 ? this.#charges.length : firstKept;
    for (const charge of this.#charges.splice(0, gone)) {
      this.#charged -= charge.cost;
    }
  }
}

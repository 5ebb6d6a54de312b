/**
 * How much of one quota may be used now, so that no window of Graph's, wherever
 * it begins, holds more than the allowance. Graph counts a request at some
 * moment between its sending and the head of its answer: it is therefore
 * charged from its sending until one window after the head of its answer came.
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

interface AnsweredCall {
  /** When the answer began. */
  readonly answeredAt: number;
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
  #costUnderWay = 0;
  /** Of requests that were answered within the last window, the first one first. */
  #answeredCalls: AnsweredCall[] = [];
  #answeredCost = 0;

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
   * Charges `cost` units for a request and returns 0; or charges nothing and returns
   * the milliseconds to wait, Infinity when a request has to be answered first.
   *
   * @param keptShare the share of the allowance that is left to others
   */
  charge(cost: number, now: number, keptShare = 0): number {
    this.#grow(now);
    this.#forget(now);
    const used = this.#costUnderWay + this.#answeredCost;
    // What costs more than a whole window's allowance gets a window of its own.
    if (used === 0 || used + cost <= this.allowance * (1 - keptShare)) {
      this.#costUnderWay += cost;
      return 0;
    }
    const first = this.#answeredCalls.at(0);
    return first ? first.answeredAt + this.#windowMs - now : Infinity;
  }

  /** A request that was charged `cost` units was answered at that time, or never will be. */
  answered(cost: number, answeredAt: number): void {
    this.#costUnderWay -= cost;
    this.#answeredCost += cost;
    // Long answers end after others that began later.
    let before = this.#answeredCalls.length;
    while (
      before > 0 &&
      this.#answeredCalls[before - 1].answeredAt > answeredAt
    ) {
      before -= 1;
    }
    this.#answeredCalls.splice(before, 0, { answeredAt, cost });
  }

  /**
   * A request that was sent at `sentAt` was throttled: the allowance is halved.
   * A request that was sent less than a window after the last halving changes nothing:
   * what was sent before still counts at Graph then, and a short Retry-After would
   * take the allowance to its minimum within seconds.
   */
  throttled(sentAt: number, now: number): void {
    if (sentAt >= this.#halvedAt + this.#windowMs) {
      this.#share = Math.max(LEAST, this.#share / 2);
      this.#halvedAt = now;
    }
    this.#changedAt = now;
  }

  /** A better estimate of the limit; it never shrinks. */
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
    const isOld = (call: AnsweredCall) =>
      call.answeredAt + this.#windowMs <= now;
    const firstKept = this.#answeredCalls.findIndex((call) => !isOld(call));
    const gone = firstKept === -1 ? this.#answeredCalls.length : firstKept;
    for (const call of this.#answeredCalls.splice(0, gone)) {
      this.#answeredCost -= call.cost;
    }
  }
}

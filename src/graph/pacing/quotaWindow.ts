/**
 * How much of one quota may be used now. Microsoft documents a limit, and a
 * tenant may grant less of it: other applications share some quotas, and some
 * limits are lower than documented. What is granted can only be learned from
 * what was granted:
 *
 * - The allowance of a window begins small and grows with each answer, so that
 *   the first overshoot is at most a third of what was sent. It reaches the
 *   documented limit within a dozen answers, and never exceeds it.
 * - After a 429, the allowance is what was granted in the last window. Requests
 *   that were refused do not count.
 * - After some windows that were full and had no 429, a little more is tried,
 *   and the allowance grows again with each answer. When that is refused at
 *   once, the next try waits twice as long.
 *
 * Services count in different ways, and Microsoft does not publish which: some
 * refill the quota all the time, some begin a new window. The first refusal is
 * followed by one request that only a service that refills has room for.
 *
 * `npm run simulate:quotas` shows what comes of this: docs/quotas.md.
 */
import { Charges } from './charges';
import type { Quota } from './workloads';

/** Of the documented limit: where the allowance begins, but for two units at least. */
const FIRST_SHARE = 0.005;
const FIRST_LEAST = 2;
/**
 * Units by which the allowance grows for each unit that was granted beyond what
 * was known. Where a window grants few requests, each one that is refused counts.
 */
const GROWTH = 1.4;
const GROWTH_OF_SMALL = 1.2;
const SMALL = 200;
/** Of the allowance: how much more is tried at first. */
const TRIED_SHARE = 0.05;
/** Full windows without a 429 before more is tried; twice as many each time it is refused. */
const WINDOWS_BEFORE_TRY = 2;
const WINDOWS_BEFORE_TRY_OF_FEW = 4;
const FEW = 5;
const MOST_WINDOWS_BEFORE_TRY = 64;
/** Of what was known: more than that is not believed after a refusal, because two windows of the service may have been counted as one. */
const MOST_LEARNED = 1.1;
/** A pause that is longer than the quota needs to refill by this is about a window. */
const TRIAL_MS = 1_500;

/** Whether the service refills its quota all the time. */
type Refill =
  | { readonly kind: 'unknown' | 'no' | 'onTrial' }
  /** A request is to find out, when a service that refills would have room for it. */
  | { readonly kind: 'toTry'; readonly since: number }
  | { readonly kind: 'yes'; readonly units: number; readonly at: number };

function firstGap(known: number): number {
  return known < FEW ? WINDOWS_BEFORE_TRY_OF_FEW : WINDOWS_BEFORE_TRY;
}

/** All times are in milliseconds of a monotonic clock. */
export class QuotaWindow {
  #documented: number;
  readonly #windowMs: number;
  readonly #charges: Charges;
  /** What one window is known to grant. */
  #known: number;
  /** The most that one window granted since more than that is tried. */
  #peak: number;
  #isTrying = true;
  #refill: Refill = { kind: 'unknown' };
  /** When the first request was refused that nothing was learned from yet. */
  #refusedAt?: number;
  #learnedAt = -Infinity;
  /** Refused units of requests whose answers are not charged yet. */
  #refusedUnderWay = 0;
  /** When the window began in which it is seen whether somebody has to wait. */
  #beganAt: number;
  #isFull = false;
  #fullWindows = 0;
  #windowsBeforeTry = WINDOWS_BEFORE_TRY;

  /** @param expectedShare of the documented limit, if other workloads of the tenant tell what to expect */
  constructor(quota: Quota, now: number, expectedShare = 0) {
    this.#documented = quota.limit;
    this.#windowMs = quota.windowMs;
    this.#charges = new Charges(quota.windowMs);
    this.#beganAt = now;
    this.#known = quota.limit * expectedShare;
    this.#peak = this.#known;
  }

  /** Units that one window may hold at the moment; one at least. */
  get allowance(): number {
    return Math.max(1, Math.floor(this.#allowance));
  }

  /** What is known to be granted, of the documented limit; undefined while nothing was refused. */
  get grantedShare(): number | undefined {
    return this.#known === 0 ? undefined : this.#known / this.#documented;
  }

  /**
   * Takes `cost` units for a request and returns 0; or takes nothing and returns
   * the milliseconds to wait, Infinity when a request has to be answered first.
   *
   * @param keptShare of the allowance, which is left to others
   */
  take(cost: number, now: number, keptShare = 0): number {
    this.#learn(now);
    this.#charges.forget(now);
    this.#endWindow(now);
    const wait =
      this.#refill.kind === 'yes'
        ? this.#takeRefilled(this.#refill, cost, now, keptShare)
        : Math.min(
            this.#untilWindowHasRoom(cost, now, keptShare),
            this.#untilTrial(cost, now),
          );
    if (wait > 0) {
      this.#isFull = true;
      return wait;
    }
    if (this.#refill.kind === 'toTry' && this.#charges.granted > 0) {
      this.#refill = { kind: 'onTrial' };
    }
    this.#charges.underWay += cost;
    return 0;
  }

  /**
   * A request that took `cost` units was answered at that time, or never will be.
   *
   * @param charged what Graph says that it cost
   */
  answered(cost: number, at: number, charged = cost): void {
    const refused = Math.min(this.#refusedUnderWay, charged);
    const granted = charged - refused;
    this.#refusedUnderWay -= refused;
    this.#charges.answered(cost, granted, at);
    if (this.#refill.kind === 'onTrial') {
      this.#refill =
        refused > 0 ? { kind: 'no' } : { kind: 'yes', units: 0, at };
    }
    if (this.#isTrying && this.#refusedAt === undefined) {
      this.#peak = Math.max(this.#peak, this.#charges.granted);
      if (this.#refill.kind === 'yes') {
        // One after the other, until one is refused.
        const units = this.#refill.units + granted;
        this.#refill = { ...this.#refill, units };
      }
    }
  }

  /**
   * A request of `cost` units was refused, because the quota was used up. Its
   * answer is not charged yet.
   */
  refused(cost: number, sentAt: number, now: number): void {
    this.#refusedUnderWay += cost;
    // What was sent before the allowance was lowered says nothing about the lower one.
    if (sentAt >= this.#learnedAt) {
      this.#refusedAt ??= now;
    }
  }

  /** Graph says that the quota is nearly used up: nothing more is tried. */
  nearlyUsedUp(): void {
    if (this.#isTrying) {
      this.#known = this.#peak;
      this.#isTrying = false;
    }
    this.#fullWindows = 0;
  }

  /** The limit is known better now; it never shrinks. */
  raiseLimit(limit: number): void {
    this.#documented = Math.max(this.#documented, limit);
  }

  get #allowance(): number {
    if (!this.#isTrying) {
      return this.#known;
    }
    const more =
      this.#known > 0
        ? Math.max(1, this.#known * TRIED_SHARE)
        : Math.max(FIRST_LEAST, this.#documented * FIRST_SHARE);
    const grown =
      this.#known +
      more +
      (this.#peak - this.#known) *
        (this.#documented < SMALL ? GROWTH_OF_SMALL : GROWTH);
    return Math.min(grown, this.#documented);
  }

  #untilWindowHasRoom(cost: number, now: number, keptShare: number): number {
    const { underWay, granted, firstEnd } = this.#charges;
    const used = underWay + granted;
    // What costs more than a whole window's allowance gets a window of its own.
    if (used === 0 || used + cost <= this.allowance * (1 - keptShare)) {
      return 0;
    }
    // One call at a time is never too much to begin with.
    if (
      this.#known === 0 &&
      underWay === 0 &&
      used + cost <= this.#documented
    ) {
      return 0;
    }
    const mayGrow = this.#isTrying && underWay > 0;
    return mayGrow || firstEnd === undefined ? Infinity : firstEnd - now;
  }

  #untilTrial(cost: number, now: number): number {
    const { underWay } = this.#charges;
    return this.#refill.kind === 'toTry' && underWay === 0
      ? Math.max(0, this.#refill.since + this.#msFor(cost) - now)
      : Infinity;
  }

  #takeRefilled(
    { units, at }: Extract<Refill, { kind: 'yes' }>,
    cost: number,
    now: number,
    keptShare: number,
  ): number {
    const { allowance } = this;
    const back = ((now - at) * allowance) / this.#windowMs;
    const held = Math.min(allowance, units + back);
    const needed = Math.min(cost + allowance * keptShare, allowance);
    const left = held < needed ? held : held - cost;
    this.#refill = { kind: 'yes', units: left, at: now };
    return held < needed ? Math.ceil(this.#msFor(needed - held)) : 0;
  }

  /** In how many milliseconds so many units come back. */
  #msFor(units: number): number {
    return (units * this.#windowMs) / this.allowance;
  }

  /** After a refusal, once what was sent before is answered: what is under way may be granted as well. */
  #learn(now: number): void {
    if (this.#refusedAt === undefined) {
      return;
    }
    const since = this.#refusedAt - this.#windowMs;
    const granted = this.#charges.grantedSince(since) + this.#charges.underWay;
    const learned = Math.max(1, Math.min(granted, this.#allowance));
    this.#learnLimit(learned);
    this.#isTrying = false;
    this.#learnRefill(this.#refusedAt, now);
    this.#refusedAt = undefined;
    this.#learnedAt = now;
    this.#beganAt = now;
    this.#isFull = false;
    this.#fullWindows = 0;
  }

  #learnLimit(learned: number): void {
    const known = this.#known;
    const isLittleMore = learned < known + Math.max(3, known / 8);
    const isRefusedTry = this.#isTrying && known > 0 && isLittleMore;
    this.#windowsBeforeTry = isRefusedTry
      ? Math.min(MOST_WINDOWS_BEFORE_TRY, this.#windowsBeforeTry * 2)
      : firstGap(learned);
    if (known === 0) {
      this.#known = learned;
    } else if (isLittleMore) {
      this.#known = Math.min(learned, known);
    } else {
      const isSure = this.#refill.kind === 'yes';
      this.#known = isSure ? learned : Math.min(learned, known * MOST_LEARNED);
    }
  }

  #learnRefill(refusedAt: number, now: number): void {
    if (this.#refill.kind === 'yes') {
      this.#refill = { kind: 'yes', units: 0, at: now };
    } else if (this.#refill.kind === 'unknown') {
      // After a long pause a window may have begun: then a grant tells nothing.
      const isPauseShort = now < refusedAt + this.#msFor(1) + TRIAL_MS;
      this.#refill = isPauseShort
        ? { kind: 'toTry', since: refusedAt }
        : { kind: 'no' };
    }
  }

  #endWindow(now: number): void {
    if (now < this.#beganAt + this.#windowMs) {
      return;
    }
    this.#fullWindows += this.#isFull ? 1 : 0;
    this.#beganAt = now;
    this.#isFull = false;
    if (!this.#isTrying && this.#fullWindows >= this.#windowsBeforeTry) {
      this.#isTrying = true;
      this.#peak = this.#known;
      this.#fullWindows = 0;
    }
  }
}

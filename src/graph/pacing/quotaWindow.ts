/**
 * How much of one quota may be used now. Microsoft documents a limit, and a
 * tenant may grant less of it: other applications share some quotas, and some
 * limits are lower than documented. Nothing but the answers tells what is granted.
 *
 * `Allowance` learns how much one window grants, `Refill` whether that comes back
 * all the time, and `Charges` knows what was used. `npm run simulate:quotas` shows
 * what comes of it: docs/quotas.md.
 */
import { Allowance } from './allowance';
import { Charges } from './charges';
import { Invitation } from './invitation';
import { Refill } from './refill';
import { Spacing } from './spacing';
import type { Limit } from './workloads';

/** Of a window. */
const MUCH = 0.5;
/** Of the allowance: so much earlier than it comes back a first request is sent that tries more. */
const FIRST_MORE = 0.05;

/** All times are in milliseconds of a monotonic clock. */
export class QuotaWindow {
  readonly #windowMs: number;
  readonly #charges: Charges;
  readonly #allowance: Allowance;
  readonly #refill: Refill;
  readonly #invitation = new Invitation();
  readonly #spacing: Spacing;
  /** When the first request was refused that nothing was learned from yet. */
  #refusedAt?: number;
  #learnedAt: number;
  /** When the window began in which it is seen whether somebody has to wait. */
  #beganAt: number;
  #isFull = false;
  /** Units that may be used although they have not come back, for a try: twice as many after each that is granted. */
  #more = 0;

  /**
   * @param expectedShare of the documented limit, if it is known what to expect
   * @param charges what was used before, by windows of the same length
   */
  constructor(
    { limit, windowMs }: Limit,
    now: number,
    expectedShare = 0,
    charges = new Charges(windowMs),
  ) {
    this.#windowMs = windowMs;
    this.#charges = charges;
    this.#allowance = new Allowance(limit, limit * expectedShare);
    this.#refill = new Refill(windowMs);
    this.#spacing = new Spacing(windowMs);
    this.#learnedAt = now;
    this.#beganAt = now;
  }

  /** Units that one window may hold at the moment; one at least. */
  get allowance(): number {
    return this.#allowance.units;
  }

  /** What one window grants, of the documented limit; undefined while that is unknown. */
  get grantedShare(): number | undefined {
    return this.#allowance.grantedShare;
  }

  /** The same, with what a refusal tells that nothing was learned from yet, because answers are still to come. */
  get expectedShare(): number | undefined {
    const share = this.grantedShare;
    const granted = this.#grantedBeforeRefusal;
    return granted > 0
      ? Math.min(granted / this.#allowance.documented, share ?? 1)
      : share;
  }

  /**
   * Takes `cost` units for a request and returns 0; or takes nothing and returns
   * the milliseconds to wait, Infinity when a request has to be answered first.
   * An answer may make room earlier: it raises the allowance, or cost less.
   *
   * @param keptShare of the allowance, which is left to others
   */
  take(cost: number, now: number, keptShare = 0): number {
    this.#learn(now);
    this.#charges.forget(now);
    this.#endWindow(now);
    const kept = Math.floor(this.allowance * keptShare);
    const wait = this.#wait(cost, kept, now);
    if (wait > 0) {
      this.#isFull = true;
      return wait;
    }
    this.#charges.sent(cost);
    return 0;
  }

  /**
   * A request that took `cost` units was answered at that time, or never will be.
   *
   * @param charged what Graph says that it cost, refused parts at what they were expected to cost
   */
  answered(cost: number, at: number, charged = cost): void {
    const granted = this.#charges.answered(cost, charged, at);
    this.#refill.add(cost - charged);
    this.#refill.answered(granted >= charged, at);
    if (granted > 0) {
      this.#spacing.granted(at);
      this.#refill.granted(at);
    }
    if (this.#allowance.isTrying && this.#refusedAt === undefined) {
      this.#charges.forget(at);
      this.#allowance.grow(this.#charges.granted);
      // One after the other, until one is refused.
      this.#more = Math.max(1, this.allowance * FIRST_MORE, this.#more * 2);
      this.#refill.add(Math.min(granted, this.#more));
    } else {
      this.#more = 0;
    }
  }

  /** A request of `cost` units got no answer: it may count at Graph, and tells nothing of what is granted. */
  lost(cost: number, now: number): void {
    this.#charges.lost(cost, now);
    this.#refill.lost(now);
  }

  /** So much of what is under way was not carried out, for another reason than the quota. Its answer follows. */
  notCharged(cost: number): void {
    this.#charges.refused(cost);
  }

  /**
   * A request of `cost` units was refused, because the quota was used up. Its
   * answer is not charged yet.
   *
   * @param roomAt when Graph says that it has room for the request
   */
  refused(cost: number, sentAt: number, now: number, roomAt?: number): void {
    this.#charges.refused(cost);
    this.#invitation.refused(cost, roomAt);
    this.#spacing.refused(roomAt);
    // What was sent before the allowance was lowered says nothing about the lower one.
    if (sentAt >= this.#learnedAt) {
      this.#refusedAt ??= now;
    }
  }

  /** Graph says that the quota is nearly used up: nothing more is tried. */
  nearlyUsedUp(): void {
    this.#allowance.nearlyUsedUp();
  }

  /** The documented limit is known better now; it never shrinks. */
  raiseLimit(limit: number): void {
    this.#allowance.raise(limit);
  }

  #wait(cost: number, kept: number, now: number): number {
    const { documented, isUnknown, units } = this.#allowance;
    const isIdle = this.#charges.underWay === 0;
    const untilLimit = this.#untilRoom(cost, documented - kept, now);
    if (untilLimit > 0) {
      return untilLimit;
    }
    const apart = units > 1 ? 0 : this.#spacing.until(now);
    if (apart > 0) {
      return apart;
    }
    if (this.#refill.isKnown) {
      return this.#refill.take(cost, kept, units, now);
    }
    // One call at a time is never too much to begin with.
    if (isUnknown && isIdle) {
      return 0;
    }
    const untilRoom = this.#untilRoom(cost, units - kept, now);
    const untilTrial = isIdle
      ? this.#refill.untilTrial(cost, units, now)
      : Infinity;
    const untilInvited = this.#untilInvited(cost, untilRoom, isIdle, now);
    if (untilRoom === 0 || untilInvited === 0) {
      this.#invitation.sent(now);
      this.#refill.used(now);
    } else if (untilTrial === 0) {
      this.#refill.try();
    }
    return Math.min(untilRoom, untilTrial, untilInvited);
  }

  /** Only a request that would otherwise wait much longer is sent because Graph says that it has room. */
  #untilInvited(
    cost: number,
    untilRoom: number,
    isIdle: boolean,
    now: number,
  ): number {
    const untilInvited = isIdle ? this.#invitation.until(cost, now) : Infinity;
    return untilRoom - untilInvited > this.#windowMs * MUCH
      ? untilInvited
      : Infinity;
  }

  /** In how many milliseconds a window that may hold so many units has room. */
  #untilRoom(cost: number, units: number, now: number): number {
    const { used, underWay, firstEnd } = this.#charges;
    // What costs more than a whole window may hold gets a window of its own.
    if (used === 0 || used + cost <= units) {
      return 0;
    }
    if (firstEnd === undefined) {
      return Infinity;
    }
    // An answer that tells whether a try is granted is waited for, but not for ever.
    const isTold = this.#allowance.isTrying && underWay > 0;
    return isTold ? this.#windowMs : firstEnd - now;
  }

  /** What is under way may be granted as well; 0 when nothing was refused since the last lesson. */
  get #grantedBeforeRefusal(): number {
    return this.#refusedAt === undefined
      ? 0
      : this.#charges.mayBeGrantedSince(this.#refusedAt - this.#windowMs);
  }

  #learn(now: number): void {
    if (this.#refusedAt === undefined) {
      return;
    }
    this.#allowance.learn(this.#grantedBeforeRefusal, this.#refill.isKnown);
    this.#refill.learn(this.#refusedAt, this.allowance, now);
    this.#refusedAt = undefined;
    this.#learnedAt = now;
    this.#beginWindow(now);
  }

  #endWindow(now: number): void {
    if (now >= this.#beganAt + this.#windowMs) {
      this.#allowance.endWindow(this.#isFull, this.#refill.isKnown);
      this.#beginWindow(now);
    }
  }

  #beginWindow(now: number): void {
    this.#beganAt = now;
    this.#isFull = false;
  }
}

/**
 * Lets the calls of one workload through: pages before batches, each in the
 * order in which they came, within the quota, so many at once, and none during
 * a pause that Graph asks for. A waiting request uses no slot and no connection.
 */
import type { Clock } from '../basics/clock';
import type { CallCounts } from './statistics';
import { unlessAborted } from '../basics/unlessAborted';
import { LowerLimit } from './lowerLimit';
import { QuotaWindow } from './quotaWindow';
import type { Quota } from './workloads';

export interface Pause {
  readonly delayMs: number;
  /** Whether Graph asked for just that delay. */
  readonly isAsked?: boolean;
  /** When the request was sent that asks for the pause, by the monotonic clock. */
  readonly sentAt: number;
  /** What it would have taken of the quota, when it was refused because the quota is used up; not when the service is busy. */
  readonly refusedCost?: number;
}

/**
 * Pages come one after the other, and a run takes as long as its longest chain
 * of them. Batches have thousands of requests, which could wait in any order.
 */
export type Lane = 'pages' | 'batches';

/** Of the allowance: batches leave it to the chains of pages that are being read. */
const KEPT_FOR_PAGES = 0.02;

export class WorkloadPacer {
  readonly #clock: Clock;
  #window: QuotaWindow;
  /** Until it holds. */
  #lowerLimit?: LowerLimit;
  readonly #counts: CallCounts;
  #windowMs: number;
  #freeSlots: number;
  #callEnded: (() => void)[] = [];
  #pausedUntil = -Infinity;
  #pageWantedAt = -Infinity;
  readonly #lastAdmission: Record<Lane, Promise<void>> = {
    pages: Promise.resolve(),
    batches: Promise.resolve(),
  };

  /** @param grantedShare see `QuotaWindow` */
  constructor(
    quota: Quota,
    clock: Clock,
    counts: CallCounts,
    grantedShare?: number,
  ) {
    this.#clock = clock;
    this.#windowMs = quota.windowMs;
    this.#window = new QuotaWindow(quota, clock.monotonic(), grantedShare);
    this.#lowerLimit = quota.onceRefused && new LowerLimit(quota.onceRefused);
    this.#counts = counts;
    this.#freeSlots = quota.inFlight;
  }

  /**
   * Runs `send` when its turn comes; its slot is free again when it ends.
   *
   * @param send may tell when the answer began, else that is when it ends, and
   *   what Graph says that it cost, else that is `cost`
   * @throws the signal's reason; then `send` was not run
   */
  async run(
    cost: number,
    send: (answered: () => void) => Promise<number | void>,
    signal: AbortSignal,
    lane: Lane = 'pages',
  ): Promise<void> {
    const admission = this.#lastAdmission[lane].then(() =>
      this.#admit(cost, signal, lane),
    );
    // Who gives up makes room for the next one.
    this.#lastAdmission[lane] = admission.catch(() => undefined);
    await admission;
    let answeredAt = Infinity;
    let end = () => this.#end(cost, answeredAt);
    try {
      const charged = await send(() => (answeredAt = this.#clock.monotonic()));
      end = () => this.#end(cost, answeredAt, charged ?? cost);
    } catch (error) {
      if (answeredAt === Infinity) {
        end = () => this.#lose(cost);
      }
      throw error;
    } finally {
      // A turn later: first the answer is judged, and may ask for a pause.
      setImmediate(() => end());
    }
  }

  /**
   * Waits for the end of a pause that began after the admission.
   *
   * @returns the time of the monotonic clock
   * @throws the signal's reason
   */
  async untilPauseEnds(signal: AbortSignal): Promise<number> {
    for (let wait = this.#pauseMs(); wait > 0; wait = this.#pauseMs()) {
      await this.#clock.sleep(wait, signal);
    }
    signal.throwIfAborted();
    return this.#clock.monotonic();
  }

  /** Graph was too busy for us: nothing more is sent for `delayMs`. */
  pause({ delayMs, isAsked, sentAt, refusedCost = 0 }: Pause): void {
    const now = this.#clock.monotonic();
    const longer = now + delayMs - Math.max(now, this.#pausedUntil);
    if (refusedCost > 0) {
      const roomAt = isAsked ? now + delayMs : undefined;
      this.#refused(refusedCost, sentAt, now, roomAt);
    }
    this.#counts.pausedMs += Math.max(0, longer);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + delayMs);
  }

  /** So much of what was just answered was not carried out, for another reason than the quota. */
  notCharged(cost: number): void {
    this.#window.notCharged(cost);
  }

  /** Graph says that the quota is nearly used up: nothing more is tried. */
  nearlyUsedUp(): void {
    this.#window.nearlyUsedUp();
  }

  raiseLimit(limit: number): void {
    this.#window.raiseLimit(limit);
  }

  /** See `QuotaWindow`. */
  get expectedShare(): number | undefined {
    return this.#window.expectedShare;
  }

  /**
   * The most that a batch should cost, so that whole batches use the allowance up:
   * with 30 units a window, two batches of 15 are granted, and the second of two
   * with 20 is refused in part.
   */
  batchCost(most: number): number {
    const { allowance, grantedShare } = this.#window;
    return grantedShare === undefined
      ? most
      : allowance / Math.ceil(allowance / most);
  }

  #refused(cost: number, sentAt: number, now: number, roomAt?: number): void {
    if (!this.#lowerLimit) {
      this.#window.refused(cost, sentAt, now, roomAt);
      return;
    }
    this.#window = this.#lowerLimit.begin(cost, now);
    this.#windowMs = this.#lowerLimit.windowMs;
    this.#lowerLimit = undefined;
  }

  #end(cost: number, answeredAt: number, charged = cost): void {
    const now = this.#clock.monotonic();
    const isCost = Number.isFinite(charged) && charged >= 0;
    const at = Math.min(answeredAt, now);
    this.#window.answered(cost, at, isCost ? charged : cost);
    this.#lowerLimit?.answered(cost, at, isCost ? charged : cost);
    this.#wake();
  }

  /** A call ended without an answer. */
  #lose(cost: number): void {
    const now = this.#clock.monotonic();
    this.#window.lost(cost, now);
    this.#lowerLimit?.answered(cost, now, cost);
    this.#wake();
  }

  #wake(): void {
    this.#freeSlots += 1;
    const waiting = this.#callEnded;
    this.#callEnded = [];
    waiting.forEach((wake) => wake());
  }

  async #admit(cost: number, signal: AbortSignal, lane: Lane): Promise<void> {
    for (;;) {
      if (lane === 'batches') {
        await unlessAborted(() => this.#lastAdmission.pages, signal);
      }
      signal.throwIfAborted();
      const wait = this.#wait(cost, lane);
      if (wait === 0) {
        this.#freeSlots -= 1;
        this.#lowerLimit?.sent(cost, this.#clock.monotonic());
        return;
      }
      await this.#nextEnd(wait, signal);
    }
  }

  /** Milliseconds; Infinity when a call has to end first. */
  #wait(cost: number, lane: Lane): number {
    if (this.#freeSlots === 0) {
      return Infinity;
    }
    const now = this.#clock.monotonic();
    const pause = this.#pauseMs();
    if (pause > 0) {
      return pause;
    }
    if (lane === 'pages') {
      this.#pageWantedAt = now;
      return this.#window.take(cost, now);
    }
    const areRead = now < this.#pageWantedAt + this.#windowMs;
    return this.#window.take(cost, now, areRead ? KEPT_FOR_PAGES : 0);
  }

  #pauseMs(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.monotonic());
  }

  /**
   * Waits until a call ends, which may make room, but no longer than `mostMs`.
   * Only the first one of each lane waits here: the others wait for its admission.
   */
  async #nextEnd(mostMs: number, signal: AbortSignal): Promise<void> {
    const waking = new AbortController();
    const wake = () => waking.abort();
    const ended = new Promise<void>((resolve) => {
      waking.signal.addEventListener('abort', () => resolve());
    });
    signal.addEventListener('abort', wake);
    this.#callEnded.push(wake);
    await (mostMs === Infinity
      ? ended
      : this.#clock.sleep(mostMs, waking.signal).catch(() => undefined));
    signal.removeEventListener('abort', wake);
    this.#callEnded = this.#callEnded.filter((other) => other !== wake);
  }
}

/**
 * Lets the calls of one workload through: in the order in which they came,
 * within the quota, so many at once, and none during the pause that follows a
 * 429. What waits holds no slot and no connection.
 */
import type { Clock } from '../clock';
import type { CallCounts } from '../statistics';
import { unlessAborted } from '../unlessAborted';
import { QuotaWindow } from './quotaWindow';
import type { Quota } from './workloads';

export interface Pause {
  readonly delayMs: number;
  /** True when Graph said that we are too fast. */
  readonly isThrottling: boolean;
  /** When the request was sent that asks for the pause, by the monotonic clock. */
  readonly sentAt: number;
}

export class WorkloadPacer {
  readonly #clock: Clock;
  readonly #window: QuotaWindow;
  readonly #counts: CallCounts;
  #freeSlots: number;
  #callEnded: () => void = () => undefined;
  #pausedUntil = -Infinity;
  #lastAdmission: Promise<void> = Promise.resolve();

  constructor(quota: Quota, clock: Clock, counts: CallCounts) {
    this.#clock = clock;
    this.#window = new QuotaWindow(quota, clock.monotonic());
    this.#counts = counts;
    this.#freeSlots = quota.inFlight;
  }

  /**
   * Runs `send` when its turn comes; its slot is free again when it ends.
   *
   * @throws the signal's reason; then `send` was not run
   */
  async run(
    cost: number,
    send: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const admission = this.#lastAdmission.then(() => this.#admit(cost, signal));
    // Who gives up makes room for the next one.
    this.#lastAdmission = admission.catch(() => undefined);
    await admission;
    try {
      await send();
    } finally {
      // A turn later: first the answer is judged, and may ask for a pause.
      setImmediate(() => this.#end(cost));
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

  /** Nothing more is sent for `delayMs`; throttling may also halve the allowance. */
  pause({ delayMs, isThrottling, sentAt }: Pause): void {
    const now = this.#clock.monotonic();
    const longer = now + delayMs - Math.max(now, this.#pausedUntil);
    if (isThrottling) {
      this.#window.throttled(sentAt, now);
      this.#counts.pausedMs += Math.max(0, longer);
    }
    this.#pausedUntil = Math.max(this.#pausedUntil, now + delayMs);
  }

  raiseLimit(limit: number): void {
    this.#window.raiseLimit(limit);
  }

  #end(cost: number): void {
    this.#freeSlots += 1;
    this.#window.answered(cost, this.#clock.monotonic());
    this.#callEnded();
  }

  async #admit(cost: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const wait = this.#wait(cost);
      if (wait === 0) {
        this.#freeSlots -= 1;
        return;
      }
      await (wait === Infinity
        ? unlessAborted(() => this.#nextEnd(), signal)
        : this.#clock.sleep(wait, signal));
    }
  }

  /** Milliseconds; Infinity when a call has to end first. */
  #wait(cost: number): number {
    if (this.#freeSlots === 0) {
      return Infinity;
    }
    const pause = this.#pauseMs();
    return pause > 0 ? pause : this.#window.take(cost, this.#clock.monotonic());
  }

  #pauseMs(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.monotonic());
  }

  /** Only one at a time waits for it: the others wait for that one's admission. */
  #nextEnd(): Promise<void> {
    return new Promise((resolve) => (this.#callEnded = resolve));
  }
}

/**
 * Lets the calls of one workload through: in the order in which they came,
 * within the quota, so many at once, and none during the pause that follows a
 * 429. What waits holds no connection.
 */
import type { Clock } from '../clock';
import { QuotaWindow } from './quotaWindow';
import type { Quota } from './workloads';

export interface Pause {
  readonly delayMs: number;
  /** True when Graph said that we are too fast. */
  readonly isThrottling: boolean;
}

export class WorkloadPacer {
  readonly #clock: Clock;
  readonly #window: QuotaWindow;
  #freeSlots: number;
  #slotFreed: () => void = () => undefined;
  #pausedUntil = 0;
  #lastAdmission: Promise<void> = Promise.resolve();

  constructor(quota: Quota, clock: Clock) {
    this.#clock = clock;
    this.#window = new QuotaWindow(quota, clock.now());
    this.#freeSlots = quota.inFlight;
  }

  /** Runs `send` when its turn comes; its slot is free again when it ends. */
  async run(cost: number, send: () => Promise<void>): Promise<void> {
    const admission = this.#lastAdmission.then(() => this.#admit(cost));
    this.#lastAdmission = admission;
    await admission;
    try {
      await send();
    } finally {
      // A turn later: first the answer is judged, and may ask for a pause.
      setImmediate(() => this.#freeSlot());
    }
  }

  /**
   * Nothing more is sent for `delayMs`. Throttling also halves the allowance,
   * once a pause: calls that were under way together are refused together.
   */
  pause({ delayMs, isThrottling }: Pause): void {
    const now = this.#clock.now();
    if (isThrottling && now >= this.#pausedUntil) {
      this.#window.halve(now);
    }
    this.#pausedUntil = Math.max(this.#pausedUntil, now + delayMs);
  }

  raiseLimit(limit: number): void {
    this.#window.raiseLimit(limit);
  }

  #freeSlot(): void {
    this.#freeSlots += 1;
    this.#slotFreed();
  }

  async #admit(cost: number): Promise<void> {
    while (this.#freeSlots === 0) {
      await new Promise<void>((resolve) => (this.#slotFreed = resolve));
    }
    for (let wait = this.#wait(cost); wait > 0; wait = this.#wait(cost)) {
      await this.#clock.sleep(wait);
    }
    this.#freeSlots -= 1;
  }

  #wait(cost: number): number {
    const now = this.#clock.now();
    const pause = this.#pausedUntil - now;
    return pause > 0 ? pause : this.#window.take(cost, now);
  }
}

/**
 * A service that grants so much of a quota, in each of the ways that services
 * count. Microsoft does not publish which one Graph uses.
 */

/** `fixed`: windows begin at certain times. `sliding`: any window. `bucket`: a burst of the limit, and then its rate. */
export const countings = ['fixed', 'sliding', 'bucket'] as const;
export type Counting = (typeof countings)[number];

/** What a refusal says: whole seconds, a date, nothing, or 1 second whatever the load. */
export const retryAfters = ['seconds', 'date', 'none', 'always 1'] as const;
export type RetryAfter = (typeof retryAfters)[number];

export interface ServiceOptions {
  readonly counting: Counting;
  readonly windowMs: number;
  /** Units that one window grants at that time; one at least. */
  readonly limitAt: (now: number) => number;
  readonly retryAfter: RetryAfter;
  /** Of the limit, that another client takes whenever it can. */
  readonly otherShare: number;
}

interface Grant {
  readonly at: number;
  readonly cost: number;
}

/** How often the other client comes in each window. */
const OTHER_STEPS = 40;
/** Where a fixed window stands when the client begins. */
const PHASE = 0.37;

export class QuotaService {
  readonly #options: ServiceOptions;
  /** In the order of their times. */
  #grants: Grant[] = [];
  /** What `#grants` cost together. */
  #used = 0;
  #held: number;
  #refilledAt = 0;
  #otherAt = 0;

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#held = options.limitAt(0);
  }

  /** Whether a request is granted, which takes its cost. Times never go back. */
  ask(cost: number, now: number): boolean {
    this.#letOtherAsk(now);
    return this.#take(cost, now);
  }

  hasRoom(cost: number, now: number): boolean {
    return this.#waitMs(cost, now) <= 0;
  }

  /** Milliseconds that a refusal asks for; undefined when it does not say. */
  retryAfterMs(cost: number, now: number): number | undefined {
    const seconds = Math.max(1, Math.ceil(this.#waitMs(cost, now) / 1_000));
    switch (this.#options.retryAfter) {
      case 'seconds':
        return seconds * 1_000;
      case 'date':
        // Dates have no fractions: up to a second more.
        return seconds * 1_000 + 500;
      case 'none':
        return undefined;
      case 'always 1':
        return 1_000;
    }
  }

  #letOtherAsk(now: number): void {
    const { otherShare, windowMs, limitAt } = this.#options;
    const stepMs = windowMs / OTHER_STEPS;
    for (; otherShare > 0 && this.#otherAt <= now; this.#otherAt += stepMs) {
      const cost = (limitAt(this.#otherAt) * otherShare) / OTHER_STEPS;
      this.#take(cost, this.#otherAt);
    }
  }

  #take(cost: number, now: number): boolean {
    if (this.#waitMs(cost, now) > 0) {
      return false;
    }
    this.#grants.push({ at: now, cost });
    this.#used += cost;
    this.#held -= cost;
    return true;
  }

  #waitMs(cost: number, now: number): number {
    const { counting, windowMs, limitAt } = this.#options;
    const limit = limitAt(now);
    const needed = Math.min(cost, limit);
    switch (counting) {
      case 'fixed': {
        const begin =
          Math.floor(now / windowMs + PHASE) * windowMs - PHASE * windowMs;
        this.#keepThose(({ at }) => at >= begin);
        return this.#used + needed <= limit ? 0 : begin + windowMs - now;
      }
      case 'sliding': {
        this.#keepThose(({ at }) => at > now - windowMs);
        let used = this.#used;
        if (used + needed <= limit) return 0;
        const last = this.#grants.find(({ cost: freed }) => {
          used -= freed;
          return used + needed <= limit;
        });
        return last ? last.at + windowMs - now : 0;
      }
      case 'bucket': {
        this.#keepThose(() => false);
        const rate = limit / windowMs;
        this.#held = Math.min(
          limit,
          this.#held + (now - this.#refilledAt) * rate,
        );
        this.#refilledAt = now;
        return Math.max(0, (needed - this.#held) / rate);
      }
    }
  }

  /** Forgets the older ones. Nearly every call finds none, and costs one look. */
  #keepThose(isInWindow: (grant: Grant) => boolean): void {
    if (this.#grants.length === 0 || isInWindow(this.#grants[0])) return;
    this.#grants = this.#grants.filter(isInWindow);
    this.#used = this.#grants.reduce((sum, { cost }) => sum + cost, 0);
  }
}

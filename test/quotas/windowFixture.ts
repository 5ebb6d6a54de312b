/** Requests that go through a quota window one after the other, to a service that decides which are granted. */
import { QuotaWindow } from '../../src/graph/pacing/quotaWindow';
import type { Quota } from '../../src/graph/pacing/workloads';

/** What comes of one request. */
export interface Happening {
  /** Before it is asked for. */
  readonly pauseMs: number;
  readonly cost: number;
  readonly takesMs: number;
  /** When Graph counts the request: 0 for its sending, 1 for its answer. */
  readonly arrival: number;
  /** How long the refusal asks everybody to wait; undefined when it is granted. */
  readonly refused?: (countedAt: number) => number | undefined;
  /** What Graph says that it cost. */
  readonly charged?: number;
}

export interface Granted {
  readonly at: number;
  readonly cost: number;
}

interface Call {
  readonly sentAt: number;
  readonly endsAt: number;
  readonly event: Happening;
  readonly pauseMs?: number;
}

/** More waits than that for one request are a dead end. */
const MOST_WAITS = 100_000;

export class WindowRun {
  readonly window: QuotaWindow;
  readonly granted: Granted[] = [];
  now = 0;
  #pausedUntil = 0;
  #underWay: Call[] = [];

  constructor(quota: Quota, expectedShare?: number) {
    this.window = new QuotaWindow(quota, 0, expectedShare);
  }

  /** Lets the request through as soon as it may be; returns whether it is granted. */
  send(event: Happening): boolean {
    this.#passTo(this.now + event.pauseMs);
    for (let waits = 0; !this.#mayBeSent(event.cost); waits += 1) {
      if (waits > MOST_WAITS) {
        throw new Error('The request waits for ever');
      }
    }
    const countedAt = this.now + event.takesMs * event.arrival;
    const pauseMs = event.refused?.(countedAt);
    if (pauseMs === undefined) {
      this.granted.push({ at: countedAt, cost: event.charged ?? event.cost });
    }
    this.#underWay.push({
      sentAt: this.now,
      endsAt: this.now + event.takesMs,
      event,
      pauseMs,
    });
    return pauseMs === undefined;
  }

  /** Takes the cost, or lets time pass until something may have changed. */
  #mayBeSent(cost: number): boolean {
    this.#passTo(Math.max(this.now, this.#pausedUntil));
    const wait = this.window.take(cost, this.now);
    if (wait > 0) {
      const firstEnd = Math.min(...this.#underWay.map(({ endsAt }) => endsAt));
      const until = Math.min(this.now + wait, firstEnd);
      if (!Number.isFinite(until)) {
        throw new Error(`Nothing is under way, and the wait is ${wait}`);
      }
      this.#passTo(until);
    }
    return wait === 0;
  }

  #passTo(time: number): void {
    const ended = this.#underWay
      .filter(({ endsAt }) => endsAt <= time)
      .sort((a, b) => a.endsAt - b.endsAt);
    this.#underWay = this.#underWay.filter(({ endsAt }) => endsAt > time);
    for (const { sentAt, endsAt, event, pauseMs } of ended) {
      if (pauseMs !== undefined) {
        this.window.refused(event.cost, sentAt, endsAt);
        this.#pausedUntil = Math.max(this.#pausedUntil, endsAt + pauseMs);
      }
      this.window.answered(event.cost, endsAt, event.charged);
    }
    this.now = Math.max(this.now, time);
  }
}

/** The most that any window holds; it is enough to look at those that begin with a grant. */
export function fullestWindow(
  granted: readonly Granted[],
  windowMs: number,
): number {
  return Math.max(
    0,
    ...granted.map(({ at: begin }) =>
      granted
        .filter(({ at }) => at >= begin && at < begin + windowMs)
        .reduce((sum, { cost }) => sum + cost, 0),
    ),
  );
}

/**
 * A clock for tests: a sleep ends as soon as nothing else can happen, and time
 * jumps to its end. With several sleepers the earliest wakes first, and gets
 * the time to act before the next one wakes.
 */
import type { Clock } from '../../src/graph/basics/clock';

interface Sleeper {
  readonly until: number;
  wake: () => void;
}

/** Turns of the event loop in which everything that needs no time has happened. */
const SETTLING_TURNS = 4;

export class FakeClock implements Clock {
  /** Every sleep that was asked for, in milliseconds. */
  readonly sleeps: number[] = [];
  #startedAt: number;
  #elapsed = 0;
  #sleepers: Sleeper[] = [];
  #isRunning = false;
  #asked = 0;

  constructor(now = Date.parse('2026-01-01T00:00:00Z')) {
    this.#startedAt = now;
  }

  /** How many sleep now. */
  get sleeperCount(): number {
    return this.#sleepers.length;
  }

  now(): number {
    return this.#startedAt + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    this.#asked += 1;
    signal?.throwIfAborted();
    const sleeper: Sleeper = {
      until: this.#elapsed + ms,
      wake: () => undefined,
    };
    const giveUp = () => sleeper.wake();
    signal?.addEventListener('abort', giveUp);
    this.#sleepers.push(sleeper);
    void this.#run();
    await new Promise<void>((resolve) => (sleeper.wake = resolve));
    signal?.removeEventListener('abort', giveUp);
    this.#remove(sleeper);
    signal?.throwIfAborted();
  }

  /** Lets time pass without anybody sleeping. */
  advance(ms: number): void {
    this.#elapsed += ms;
  }

  /** Somebody sets the system's time: dates jump, durations do not. */
  setBy(ms: number): void {
    this.#startedAt += ms;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) {
      return;
    }
    this.#isRunning = true;
    while (this.#sleepers.length > 0) {
      await this.#settle();
      this.#wakeFirst();
    }
    this.#isRunning = false;
  }

  /** Who falls asleep meanwhile does so because of something that goes on: it gets all its turns. */
  async #settle(): Promise<void> {
    for (let asked = -1; asked !== this.#asked;) {
      asked = this.#asked;
      await this.untilQuiet();
    }
  }

  /** Until nothing goes on but sleeps. */
  protected untilQuiet(): Promise<void> {
    return settle();
  }

  #wakeFirst(): void {
    const [first] = [...this.#sleepers].sort((a, b) => a.until - b.until);
    if (first) {
      this.#remove(first);
      this.#elapsed = Math.max(this.#elapsed, first.until);
      first.wake();
    }
  }

  #remove(gone: Sleeper): void {
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== gone);
  }
}

/** Waits until everything that needs no time has happened. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

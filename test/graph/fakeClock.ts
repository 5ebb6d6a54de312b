/**
 * A clock for tests: a sleep ends as soon as nothing else can happen, and time
 * jumps to its end. With several sleepers the earliest wakes first, and gets
 * the time to act before the next one wakes.
 */
import type { Clock } from '../../src/graph/clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Turns of the event loop in which everything that needs no time has happened. */
const SETTLING_TURNS = 4;

export class FakeClock implements Clock {
  /** Every sleep that was asked for, in milliseconds. */
  readonly sleeps: number[] = [];
  #now: number;
  #sleepers: Sleeper[] = [];
  #isRunning = false;

  constructor(now = Date.parse('2026-01-01T00:00:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((wake) => {
      this.#sleepers.push({ until: this.#now + ms, wake });
      void this.#run();
    });
  }

  /** Lets time pass without anybody sleeping. */
  advance(ms: number): void {
    this.#now += ms;
  }

  async #run(): Promise<void> {
    if (this.#isRunning) {
      return;
    }
    this.#isRunning = true;
    while (this.#sleepers.length > 0) {
      await settle();
      this.#wakeFirst();
    }
    this.#isRunning = false;
  }

  #wakeFirst(): void {
    const [first] = [...this.#sleepers].sort((a, b) => a.until - b.until);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== first);
    this.#now = Math.max(this.#now, first.until);
    first.wake();
  }
}

/** Waits until everything that needs no time has happened. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

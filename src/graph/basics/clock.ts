/** Time as the client sees it: injected, so that tests never sleep. */
import { setTimeout } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds since the Unix epoch. For dates only, because it jumps when the system's time is set. */
  now(): number;
  /** Milliseconds since some moment, which only ever grow. For durations. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

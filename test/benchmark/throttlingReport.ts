/** What the emulator's throttling tells of a run. */
import { quotaFloorMs, type Emulator } from '../emulator';

export interface Throttling {
  /** How long the requests of the run take at least under the emulated quotas, by quota. */
  readonly quotaFloorsMs: Readonly<Record<string, number>>;
  /** The largest of them: quotas are used at the same time. */
  readonly quotaFloorMs: number;
  /** Requests that came before their Retry-After ended. */
  readonly earlyRetries: number;
  /** What was charged (resource units of the directory, else requests), and how many calls were refused. */
  readonly buckets: readonly {
    readonly name: string;
    readonly charged: number;
    readonly refused: number;
  }[];
}

export function throttlingOf({ throttling }: Emulator): Throttling {
  if (throttling === undefined) {
    throw new Error('The emulator was started without throttling.');
  }
  const floor = quotaFloorMs(throttling);
  return {
    quotaFloorsMs: floor.buckets,
    quotaFloorMs: floor.largest,
    earlyRetries: throttling.early.length,
    buckets: throttling.buckets.map(({ name, charged, refused }) => ({
      name,
      charged,
      refused,
    })),
  };
}

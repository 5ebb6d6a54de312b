/** A workload's pacer on a clock that never waits, and what it lets through. */
import { WorkloadPacer, type Lane } from '../../src/graph/pacing/workloadPacer';
import type { Quota } from '../../src/graph/pacing/workloads';
import {
  createCounts,
  type CallCounts,
} from '../../src/graph/pacing/statistics';
import { FakeClock, settle } from './fakeClock';

/** 80 units a second are granted, which is known. */
export const QUOTA: Quota = { limit: 100, windowMs: 1_000, inFlight: 4 };

export interface PacerFixture {
  readonly clock: FakeClock;
  readonly pacer: WorkloadPacer;
  readonly counts: CallCounts;
  /** When each call was sent, in milliseconds after the start, by its name. */
  readonly sent: [name: string, at: number][];
  /** The most calls that were ever under way at once. */
  readonly most: () => number;
  /** Sends a call that takes so long. */
  run(
    name: string,
    cost?: number,
    takesMs?: number,
    signal?: AbortSignal,
    lane?: Lane,
  ): Promise<void>;
  /** Graph asks for a pause after a request that was sent just now, because it is busy. */
  throttle(delayMs: number): void;
  /** Graph refuses a request of so many units because the quota is used up, and asks for a pause. */
  refuse(cost: number, delayMs: number): Promise<void>;
}

/** For calls that are waited for. */
export const never: AbortSignal = new AbortController().signal;

export function pacerFixture(quota: Quota = QUOTA): PacerFixture {
  const clock = new FakeClock(0);
  const counts = createCounts();
  const pacer = new WorkloadPacer(quota, clock, counts, 0.8);
  // It does not try to get more.
  pacer.nearlyUsedUp();
  const sent: [string, number][] = [];
  let underWay = 0;
  let most = 0;
  const run: PacerFixture['run'] = (
    name,
    cost = 1,
    takesMs = 0,
    signal = never,
    lane = 'pages',
  ) =>
    pacer.run(
      cost,
      async () => {
        sent.push([name, clock.monotonic()]);
        underWay += 1;
        most = Math.max(most, underWay);
        if (takesMs > 0) {
          await clock.sleep(takesMs);
        }
        underWay -= 1;
      },
      signal,
      lane,
    );
  const throttle = (delayMs: number) => {
    const sentAt = clock.monotonic();
    pacer.pause({ delayMs, sentAt });
  };
  const refuse = async (cost: number, delayMs: number) => {
    let sentAt = 0;
    const send = () => Promise.resolve(void (sentAt = clock.monotonic()));
    await pacer.run(cost, send, never);
    pacer.pause({ delayMs, sentAt, refusedCost: cost });
    await settle();
  };
  return {
    clock,
    pacer,
    counts,
    sent,
    most: () => most,
    run,
    throttle,
    refuse,
  };
}

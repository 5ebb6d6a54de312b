/**
 * The real pacer and the real decisions about retries against a simulated
 * service, on a clock that never waits.
 */
import { setMaxListeners } from 'node:events';
import { GraphResponseError } from '../../src/graph/errors/errors';
import { decideRetry, pauseAfter } from '../../src/graph/http/retryDecision';
import { WorkloadPacer } from '../../src/graph/pacing/workloadPacer';
import type { Quota } from '../../src/graph/pacing/workloads';
import { createCounts } from '../../src/graph/pacing/statistics';
import { FakeClock, settle } from '../graph/fakeClock';
import { QuotaService, type ServiceOptions } from './service';

/** What is asked for, all of which could be sent at once. */
export interface Load {
  readonly quota: Quota;
  readonly requests: number;
  /** Units for each. */
  readonly cost: number;
  /** Requests in one HTTP call at most; 1 is no batch. */
  readonly perCall: number;
}

export interface Outcome {
  readonly wallMs: number;
  /** How long it takes somebody who knows what is granted. */
  readonly floorMs: number;
  readonly granted: number;
  readonly refused: number;
  /** The most times that one request was refused. */
  readonly mostRefusals: number;
}

const LATENCY_MS = 50;
const FLOOR_STEP_MS = 10;

export async function simulate(
  load: Load,
  options: ServiceOptions,
): Promise<Outcome> {
  const clock = new FakeClock(0);
  const pacer = new WorkloadPacer(load.quota, clock, createCounts());
  const service = new QuotaService(options);
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  const waiting: Error[][] = Array.from({ length: load.requests }, () => []);
  let granted = 0;
  let refused = 0;
  let mostRefusals = 0;

  const send = async (batch: readonly Error[][]) => {
    const sentAt = clock.monotonic();
    await clock.sleep(LATENCY_MS / 2, never);
    const answers = batch.map((failures) => {
      const now = clock.monotonic();
      if (service.ask(load.cost, now)) {
        return undefined;
      }
      return [...failures, refusal(service.retryAfterMs(load.cost, now))];
    });
    await clock.sleep(LATENCY_MS / 2, never);
    const again = answers.filter((answer) => answer !== undefined);
    granted += batch.length - again.length;
    refused += again.length;
    for (const failures of again) {
      const decision = decideRetry(failures, () => 0.5);
      const pause = pauseAfter(failures[failures.length - 1], decision);
      pacer.pause({ delayMs: 0, ...pause, sentAt, refusedCost: load.cost });
      mostRefusals = Math.max(mostRefusals, failures.length);
    }
    waiting.unshift(...again);
  };

  const underWay = new Set<Promise<void>>();
  while (waiting.length > 0 || underWay.size > 0) {
    while (waiting.length > 0 && underWay.size < load.quota.inFlight) {
      const most = pacer.batchCost(load.perCall * load.cost) / load.cost;
      const batch = waiting.splice(0, Math.max(1, Math.floor(most)));
      const sent: Promise<void> = pacer
        .run(batch.length * load.cost, () => send(batch), never, 'batches')
        .finally(() => underWay.delete(sent));
      underWay.add(sent);
    }
    await Promise.race(underWay);
  }
  await settle();
  return {
    wallMs: clock.monotonic(),
    floorMs: floorOf(load, options),
    granted,
    refused,
    mostRefusals,
  };
}

/**
 * Takes whatever is granted as soon as it is, but never more than the documented
 * limit in any window. Of a service with fixed windows nobody knows when they
 * begin, and who shares a quota leaves the other client its part.
 */
export function floorOf(load: Load, options: ServiceOptions): number {
  const { counting, otherShare, windowMs } = options;
  const own: ServiceOptions = {
    ...options,
    counting: counting === 'fixed' ? 'sliding' : counting,
    limitAt: (now) => Math.max(1, options.limitAt(now) * (1 - otherShare)),
    otherShare: 0,
  };
  const services = [
    new QuotaService(own),
    new QuotaService({
      ...own,
      windowMs,
      counting: 'sliding',
      limitAt: () => load.quota.limit,
    }),
  ];
  let left = load.requests;
  let now = 0;
  for (; left > 0; now += FLOOR_STEP_MS) {
    while (
      left > 0 &&
      services.every((service) => service.hasRoom(load.cost, now))
    ) {
      services.forEach((service) => service.ask(load.cost, now));
      left -= 1;
    }
  }
  return now + LATENCY_MS;
}

function refusal(retryAfterMs: number | undefined): Error {
  return new GraphResponseError('GET /simulated', {
    status: 429,
    code: 'TooManyRequests',
    message: '',
    retryAfterMs,
  });
}

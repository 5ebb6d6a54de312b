/** Counts what a client sent, for the line at the end of a run. */
import type { WorkloadName } from './workloads';

/** The last line of a run's log; it carries a `CallSummary`. */
export const REQUESTS_SUMMARY = 'Microsoft Graph requests of this run';

export interface CallCounts {
  /** HTTP requests, repeats included. */
  requests: number;
  /** Requests inside batches, repeats included. */
  batched: number;
  /** Answers, single or inside batches, that said that we are too fast. */
  throttled: number;
  /** Requests, single or inside batches, that were sent again. */
  retries: number;
  /** How long nothing was sent because we were too fast, in milliseconds. */
  pausedMs: number;
  /** Resource units that Graph charged; only of a workload whose answers are counted so. */
  units?: number;
}

/** The sums of all workloads, and each workload that was used. Workloads pause side by side. */
export interface CallSummary extends Readonly<CallCounts> {
  readonly workloads: Readonly<
    Partial<Record<WorkloadName, Readonly<CallCounts>>>
  >;
}

export function createCounts(): CallCounts {
  return { requests: 0, batched: 0, throttled: 0, retries: 0, pausedMs: 0 };
}

export class CallStatistics {
  readonly #counts = new Map<WorkloadName, CallCounts>();

  /** The counts of one workload, to be counted up. */
  of(workload: WorkloadName): CallCounts {
    const counts = this.#counts.get(workload) ?? createCounts();
    this.#counts.set(workload, counts);
    return counts;
  }

  summary(): CallSummary {
    const sum = createCounts();
    for (const counts of this.#counts.values()) {
      sum.requests += counts.requests;
      sum.batched += counts.batched;
      sum.throttled += counts.throttled;
      sum.retries += counts.retries;
      sum.pausedMs += counts.pausedMs;
    }
    const workloads = [...this.#counts].map(
      ([name, counts]) => [name, { ...counts }] as const,
    );
    return { ...sum, workloads: Object.fromEntries(workloads) };
  }
}

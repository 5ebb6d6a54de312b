/** One run of everything on a very bad day: a fifth of all requests fail, each kind in its own ways. */
import {
  startEmulator,
  transientFaults,
  type Emulator,
  type Tenant,
} from '../emulator';
import type { CollectedGraph } from './memoryStore';
import { differences, failedSteps, type Difference } from './outcome';
import { runIntegration, type Run } from './runIntegration';

export interface SoakOptions {
  readonly tenant: Tenant;
  readonly largestPage?: (path: string) => number | undefined;
}

export interface SoakResult {
  /** Requests that were made to fail. */
  readonly hits: number;
  /** HTTP requests in all. */
  readonly requests: number;
  readonly difference: Difference;
  /** Steps that failed, with their errors. */
  readonly failures: readonly string[];
}

/** Of all requests, those inside batches included. */
export const FAULTY_SHARE = 0.2;

/**
 * The client tries a request four times at least, whatever goes wrong, and a
 * login three times: with a fifth of all attempts failing, some request of
 * thousands would exhaust that by chance. So luck turns after so many.
 */
const MOST_IN_A_ROW = 3;

export interface Soak {
  /** The graph that every run must give. */
  readonly graph: CollectedGraph;
  run(seed: number): Promise<SoakResult>;
  end(): Promise<void>;
}

export async function startSoak(options: SoakOptions): Promise<Soak> {
  const emulator = await startEmulator({ ...options, exportPolls: 1 });
  const quiet = await runIntegration(emulator);
  refuseFailures(quiet);
  return {
    graph: quiet.graph,
    run: (seed) => runSeed(emulator, quiet.graph, seed),
    end: () => emulator.close(),
  };
}

async function runSeed(
  emulator: Emulator,
  graph: CollectedGraph,
  seed: number,
): Promise<SoakResult> {
  emulator.requests.length = 0;
  emulator.setFaults(
    transientFaults({ share: FAULTY_SHARE, seed, mostInARow: MOST_IN_A_ROW }),
  );
  const run = await runIntegration(emulator);
  return {
    hits: emulator.faultHits(),
    requests: emulator.requests.length,
    difference: differences(run.graph, graph),
    failures: failedSteps(run).map(
      (id) => `${id}: ${run.steps.get(id)?.error?.message}`,
    ),
  };
}

function refuseFailures(run: Run): void {
  const failed = failedSteps(run);
  if (failed.length > 0) {
    throw new Error(`Without any fault these steps fail: ${failed.join(', ')}`);
  }
}

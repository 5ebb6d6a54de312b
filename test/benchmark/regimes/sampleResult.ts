/** A result for tests: everything within its bounds. */
import type { RegimeResult, RegimeRun } from './regimeResult';

const GIBIBYTE = 1_024 ** 3;

export function sampleRun(changes: Partial<RegimeRun> = {}): RegimeRun {
  return {
    process: {
      wallMs: 6_000,
      startedAt: 0,
      cpuMs: 5_000,
      peakRssBytes: GIBIBYTE / 4,
    },
    firstRequestMs: 1_000,
    floors: { quotaMs: 0, pageChainMs: 500, exportMs: 3_200, storeMs: 3_000 },
    chargedFloorMs: 0,
    objects: { entities: 10, relationships: 20 },
    requests: { http: 100, inner: 1_000, refused: 0 },
    failedSteps: [],
    earlyRetries: 0,
    ...changes,
  };
}

/** Its wall times, in milliseconds. */
export const sampleRuns = (...wallMs: readonly number[]): RegimeRun[] =>
  wallMs.map((wall) =>
    sampleRun({ process: { ...sampleRun().process, wallMs: wall } }),
  );

export function sampleResult(
  changes: Partial<RegimeResult> = {},
): RegimeResult {
  return {
    regime: 'plain',
    size: 'm5k',
    seed: 1,
    commit: 'abc1234',
    node: 'v20.0.0',
    cpus: 2,
    machine: 'Some processor, 8 GiB, Linux 6.1',
    signInPages: 0,
    choice: { sources: [], quotas: [], waitingMs: 0 },
    runs: [sampleRun()],
    ...changes,
  };
}

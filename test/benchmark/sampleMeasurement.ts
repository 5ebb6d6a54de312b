/** A measurement for tests: everything within its bounds. */
import type { Measurement, Usage } from './measurement';

const MEBIBYTE = 1_024 * 1_024;

const usage: Usage = {
  wallMs: 10_000,
  cpuMs: 8_000,
  peakRssBytes: 300 * MEBIBYTE,
  startUp: { wallMs: 1_000, cpuMs: 900 },
};

export function sampleMeasurement(
  changes: Partial<Measurement> = {},
): Measurement {
  return {
    scenario: 'medium',
    size: 'medium',
    seed: 1,
    latencyMs: 50,
    commit: 'abc1234',
    node: 'v20.0.0',
    cpus: 2,
    objects: { entities: 20_000, relationships: 80_000 },
    collect: usage,
    steps: [{ id: 'account', fromMs: 0, toMs: 100 }],
    store: { ...usage, wallMs: 9_000, cpuMs: 6_000 },
    floors: { quotaMs: 1_000, pageChainMs: 500, storeMs: 9_000 },
    requests: {
      http: 100,
      inner: 1_000,
      throttled: 0,
      bundled: 50,
      bundledOneAtATime: 2_000,
      oneAtATime: 2_050,
    },
    throttling: {
      quotaFloorsMs: { directory: 1_000 },
      quotaFloorMs: 1_000,
      earlyRetries: 0,
      buckets: [{ name: 'directory', charged: 900, refused: 0 }],
    },
    emulatorCpuMs: 5_000,
    ...changes,
  };
}

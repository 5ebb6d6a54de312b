/**
 * A small tenant that grants 2 % of the documented quotas, and its neighbors:
 * everything comes, in minutes, and hardly anything is refused.
 */
import {
  generateTenant,
  startEmulator,
  type EmulatorOptions,
  type Tenant,
} from '../emulator';
import { differences } from './outcome';
import { runIntegration, type Run } from './runIntegration';
import { TimeLapse } from './timeLapse';

const LATENCY_MS = 50;
const MOST_REFUSED = 0.1;

const tenant = generateTenant({ size: 'scarce' });

type Variant = Partial<EmulatorOptions>;

/** @param share of the documented limits */
async function runGranted(share: number, variant: Variant) {
  const clock = new TimeLapse(Date.now());
  const emulator = await startEmulator({
    tenant,
    exportPolls: 0,
    throttling: {
      quotaScale: share,
      clock: { now: () => clock.monotonic() },
    },
    middleware: [clock.latency(LATENCY_MS)],
    ...variant,
  });
  try {
    const run: Run = await runIntegration(emulator, {
      clock,
      includeAdvancedDeviceDetails: false,
    });
    const refused = (emulator.throttling?.buckets ?? []).map(
      (bucket) => bucket.refused,
    );
    const asked = emulator.requests.flatMap(({ kind, batch }) =>
      kind === 'graph' ? [batch?.length ?? 1] : [],
    );
    const sum = (numbers: readonly number[]) =>
      numbers.reduce((total, number) => total + number, 0);
    return {
      run,
      seconds: clock.monotonic() / 1_000,
      refusedShare: sum(refused) / sum(asked),
      early: emulator.throttling?.early,
    };
  } finally {
    await emulator.close();
  }
}

function without(family: 'complianceCatalogPolicies' | 'intents'): Tenant {
  const { intune } = tenant;
  const data = intune && { ...intune.data, [family]: [] };
  return { ...tenant, intune: intune && data && { ...intune, data } };
}

test.each<[string, number, Variant, number]>([
  // 25 requests for reports, of which two are granted at once and the others 10 s apart.
  ['2 %', 0.02, {}, 240],
  ['1 %', 0.01, {}, 920],
  ['5 %', 0.05, {}, 225],
  ['20 %', 0.2, {}, 45],
  [
    '2 %, without compliance policies of the Settings Catalog',
    0.02,
    { tenant: without('complianceCatalogPolicies') },
    200,
  ],
  ['2 %, without intents', 0.02, { tenant: without('intents') }, 250],
  [
    '2 %, with states of the Settings Catalog in reports only',
    0.02,
    { catalogComplianceStates: 'reports' },
    280,
  ],
  ['2 %, without exports', 0.02, { exportPermission: 'nobody' }, 540],
])(
  'a tenant that grants %s gives what it gives where all is granted, and at most a tenth is refused',
  async (_, share, variant, mostSeconds) => {
    const scarce = await runGranted(share, variant);
    expect(scarce.early).toEqual([]);
    expect(scarce.refusedShare).toBeLessThanOrEqual(MOST_REFUSED);
    expect(scarce.seconds).toBeLessThanOrEqual(mostSeconds);
    const plenty = await runGranted(1, variant);
    expect(plenty.refusedShare).toBe(0);
    expect(scarce.run.partialTypes).toEqual(plenty.run.partialTypes);
    // Without exports, one policy's states are nowhere to be had.
    if (variant.exportPermission === undefined) {
      expect(scarce.run.partialTypes).toEqual([]);
    }
    expect(differences(scarce.run.graph, plenty.run.graph)).toEqual({
      missing: [],
      unexpected: [],
      changed: [],
    });
  },
);

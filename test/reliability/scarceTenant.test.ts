/** A small tenant that grants 2 % of the documented quotas: everything comes, in minutes, and hardly anything is refused. */
import { generateTenant, startEmulator } from '../emulator';
import type { CollectedGraph } from './memoryStore';
import { differences } from './outcome';
import { runIntegration, type Run } from './runIntegration';
import { TimeLapse } from './timeLapse';

/** Of the documented limits. */
const GRANTED = 0.02;
const LATENCY_MS = 50;
const MOST_SECONDS = 240;
const MOST_REFUSED = 0.1;

/** A device that is asked itself does not say how applications are on it for its other users: docs/reliability.md. */
function withoutInstallStates(graph: CollectedGraph): CollectedGraph {
  const isInstall = (type: string) =>
    type.endsWith('_assigned_intune_managed_application');
  return {
    ...graph,
    relationships: graph.relationships.map((each) =>
      isInstall(each._type) ? { ...each, installState: undefined } : each,
    ),
  };
}

const tenant = generateTenant({ size: 'scarce' });

async function runGranted(share: number) {
  const clock = new TimeLapse(Date.now());
  const emulator = await startEmulator({
    tenant,
    exportPolls: 0,
    throttling: {
      quotaScale: share,
      clock: { now: () => clock.monotonic() },
    },
    middleware: [clock.latency(LATENCY_MS)],
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

test('a tenant that grants 2 % is collected as a whole within four minutes, and at most a tenth is refused', async () => {
  const scarce = await runGranted(GRANTED);
  expect(scarce.run.partialTypes).toEqual([]);
  expect(scarce.early).toEqual([]);
  expect(scarce.refusedShare).toBeLessThanOrEqual(MOST_REFUSED);
  expect(scarce.seconds).toBeLessThanOrEqual(MOST_SECONDS);
  const plenty = await runGranted(1);
  expect(plenty.refusedShare).toBe(0);
  const [actual, expected] = [scarce, plenty].map(({ run }) =>
    withoutInstallStates(run.graph),
  );
  expect(differences(actual, expected)).toEqual({
    missing: [],
    unexpected: [],
    changed: [],
  });
});

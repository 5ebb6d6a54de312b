/** A small tenant that grants 2 % of the documented quotas: everything comes, in minutes, and hardly anything is refused. */
import { generateTenant, startEmulator } from '../emulator';
import { differences } from './outcome';
import { runIntegration, type Run } from './runIntegration';
import { TimeLapse } from './timeLapse';

/** Of the documented limits. */
const GRANTED = 0.02;
const LATENCY_MS = 50;
/** 25 requests for reports, of which the first two are granted at once, and the others 10 s apart: 1.04 of that. */
const MOST_SECONDS = 240;
const MOST_REFUSED = 0.1;

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

test('a tenant that grants 2 % is collected as a whole at the pace of its export jobs, and at most a tenth is refused', async () => {
  const scarce = await runGranted(GRANTED);
  expect(scarce.run.partialTypes).toEqual([]);
  expect(scarce.early).toEqual([]);
  expect(scarce.refusedShare).toBeLessThanOrEqual(MOST_REFUSED);
  expect(scarce.seconds).toBeLessThanOrEqual(MOST_SECONDS);
  const plenty = await runGranted(1);
  expect(plenty.refusedShare).toBe(0);
  expect(differences(scarce.run.graph, plenty.run.graph)).toEqual({
    missing: [],
    unexpected: [],
    changed: [],
  });
});

/** What `npm run check:tenant` says of a tenant, against a whole run of it. */
import { FakeClock } from '#test/graph/fakeClock';
import { checkEmulator } from '#test/support/checkedTenant';
import { firstOf } from '#test/support/extent';
import { expectNobodyIn } from '#test/support/namesOfTenant';
import {
  allRoles,
  generateTenant,
  startEmulator,
  type TenantSizeName,
} from '../emulator';
import { runIntegration } from './runIntegration';

jest.setTimeout(600_000);

describe.each(
  firstOf(2, [
    ['demo', 'read'],
    ['test', 'nobody'],
    ['test', 'read'],
    ['matrix', 'nobody'],
    ['matrix', 'read'],
    ['m5k', 'nobody'],
    ['m5k', 'read'],
  ] as const satisfies readonly (readonly [TenantSizeName, string])[]),
)('of the tenant %s, exports for %s', (size, exportPermission) => {
  test('requests and quotas are those of a run, within a factor of two', async () => {
    const emulator = await startEmulator({
      tenant: generateTenant({ size }),
      exportPolls: 1,
      exportPermission,
    });
    const { check } = await checkEmulator(emulator);
    emulator.requests.length = 0;
    const clock = new FakeClock(Date.now());
    await runIntegration(emulator, {
      clock,
      includeAdvancedDeviceDetails: false,
    });
    const made = emulator.requests.filter(({ kind }) => kind === 'graph');
    await emulator.close();

    const { requests = 0, workloads = {} } = check.estimate ?? {};
    expect(requests).toBeGreaterThan(made.length / 2);
    expect(requests).toBeLessThan(made.length * 2);
    // Nothing but quotas takes time here. Windows are whole, and a run begins with a small part of one.
    const waits = Object.values(workloads).map(({ seconds }) => seconds);
    const waited = clock.monotonic() / 1_000;
    const aWindow = 20;
    expect(Math.max(...waits)).toBeLessThan(waited * 2 + aWindow);
    expect(Math.max(...waits)).toBeGreaterThan(waited / 2 - aWindow);
  });
});

const tenant = generateTenant({ size: 'small' });

test.each(
  firstOf(3, [
    'DeviceManagementApps.Read.All',
    'AuditLog.Read.All',
    'Organization.Read.All',
    'Directory.Read.All',
    'DeviceManagementConfiguration.Read.All',
    'DeviceManagementManagedDevices.Read.All',
    'DeviceManagementServiceConfig.Read.All',
    'Member.Read.Hidden',
  ]),
)('without %s the check says what the run comes to', async (role) => {
  const emulator = await startEmulator({
    tenant,
    exportPolls: 0,
    roles: allRoles.filter((name) => name !== role),
  });
  const { check, output } = await checkEmulator(emulator);
  const run = await runIntegration(emulator, {
    includeAdvancedDeviceDetails: false,
  });
  await emulator.close();

  const failed = [...run.steps].filter(
    ([, { status }]) => status !== 'success',
  );
  expect(check.verdict).toBe(failed.length === 0 ? 'complete' : 'partial');
  const named = check.requests
    .filter(({ need, outcome }) => need === 'required' && outcome === 'refused')
    .flatMap(({ steps, stops }) => [...steps, ...stops]);
  for (const [id] of failed) {
    expect(named).toContain(id);
  }
  expectNobodyIn(output, tenant);
});

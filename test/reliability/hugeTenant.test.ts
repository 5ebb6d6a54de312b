/** The generator of large tenants: a large one as it is, and the huge one at a size that can be compared object by object. */
import { generateTenant, startEmulator, type Tenant } from '../emulator';
import { hugeSize } from '../emulator/tenant/hugeSize';
import { expectedGraph } from '../endToEnd/expectedGraph';
import { graphOf } from '../endToEnd/graphOf';
import { runIntegration } from './runIntegration';

jest.setTimeout(60_000);

const tenant = generateTenant({ size: hugeSize(0.001) });

/** The same tenant with its rows in arrays. */
function held(streamed: Tenant): Tenant {
  const { intune } = streamed;
  if (!intune?.data.streams) {
    throw new Error('Nothing is streamed.');
  }
  const { policyStatuses, installStatuses } = intune.data.streams;
  const data = {
    ...intune.data,
    policyStatuses: [...policyStatuses],
    installStatuses: [...installStatuses],
  };
  return { ...streamed, intune: { ...intune, data } };
}

test('a tenant whose rows are streamed gives the graph of one whose rows are held', async () => {
  const emulator = await startEmulator({ tenant, exportPolls: 1 });
  const { graph } = await runIntegration(emulator);
  await emulator.close();
  const { entities, relationships } = graph;
  expect(
    graphOf({ entities: [...entities], relationships: [...relationships] }),
  ).toEqual(expectedGraph(held(tenant)));
  const { policyStatuses, installStatuses } = held(tenant).intune?.data ?? {};
  expect(policyStatuses?.length).toBeGreaterThan(1_000);
  expect(installStatuses?.length).toBeGreaterThan(500);
});

test('the objects of each device are those of a large tenant', () => {
  const { intune: one } = hugeSize(1);
  const { intune: fifteen } = hugeSize(15);
  expect(fifteen.devices).toBe(90_000);
  expect(fifteen.statusesPerPolicy / one.statusesPerPolicy).toBeCloseTo(15, 1);
  expect(fifteen.appsPerDevice).toBe(one.appsPerDevice);
});

test('a large tenant is generated within seconds', () => {
  const large = generateTenant({ size: 'large' });
  const memberships = [...large.members.values()].reduce(
    (sum, members) => sum + members.length,
    0,
  );
  expect(large.users).toHaveLength(100_000);
  expect(large.groups).toHaveLength(20_000);
  expect(memberships).toBeGreaterThanOrEqual(500_000);
}, 15_000);

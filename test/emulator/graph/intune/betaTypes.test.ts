/**
 * Policies of types that only beta has. v1.0 was seen to leave such items out and to send them without their type:
 * https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/1020,
 * https://github.com/microsoft/Intune-PowerShell-SDK/issues/69. That a list does both at once, nobody has seen.
 */
import { generateTenant } from '../..';
import { isBetaOnly } from '../../tenant/intune/declaredTypes';
import { startTestClient, type TestClient } from '../../testClient';
import type { BetaTypesOnV1 } from '../behaviour';
import { getPages, items } from './pages';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const behaviours = ['hidden', 'untyped', 'mixed'] as const;
const clients = new Map<BetaTypesOnV1 | 'default', TestClient>();

beforeAll(async () => {
  clients.set('default', await startTestClient({ tenant }));
  for (const betaTypesOnV1 of behaviours) {
    clients.set(
      betaTypesOnV1,
      await startTestClient({ tenant, betaTypesOnV1 }),
    );
  }
}, 30_000);
afterAll(() =>
  Promise.all([...clients.values()].map((client) => client.close())),
);

function clientOf(behaviour: BetaTypesOnV1 | 'default'): TestClient {
  const client = clients.get(behaviour);
  if (client === undefined) throw new Error('There is no such client.');
  return client;
}

const sets = [
  ['deviceCompliancePolicies', 'compliancePolicies', 'DeviceCompliancePolicy'],
  ['deviceConfigurations', 'deviceConfigurations', 'DeviceConfiguration'],
] as const;

describe.each(sets)('%s', (set, kind, base) => {
  const all = data?.[kind] ?? [];
  const betaOnly = all.filter((policy) =>
    isBetaOnly(policy['@odata.type'], base),
  );
  const others = all.filter((policy) => !betaOnly.includes(policy));
  const path = `deviceManagement/${set}`;
  const list = async (behaviour: BetaTypesOnV1 | 'default', version: string) =>
    items(await getPages(clientOf(behaviour), `/${version}/${path}`));

  test('there are several of each', () => {
    const types = betaOnly.map((policy) => policy['@odata.type']);
    expect(new Set(types).size).toBeGreaterThan(3);
    expect(others.length).toBeGreaterThan(3);
  });

  test.each([...behaviours, 'default'] as const)(
    'beta lists all with their types (%s)',
    async (behaviour) => {
      expect(await list(behaviour, 'beta')).toEqual(all);
    },
  );

  test.each(['hidden', 'default'] as const)(
    'v1.0 leaves them out (%s)',
    async (behaviour) => {
      const listed = await list(behaviour, 'v1.0');
      expect(listed.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
    },
  );

  test('or v1.0 sends them without a type and what the type brings', async () => {
    const listed = await list('untyped', 'v1.0');
    expect(listed.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const untyped = listed.filter((item) => !('@odata.type' in item));
    expect(untyped.map(({ id }) => id)).toEqual(betaOnly.map(({ id }) => id));
    expect(Object.keys(untyped[0]).sort()).toEqual([
      'createdDateTime',
      'description',
      'displayName',
      'id',
      'lastModifiedDateTime',
      'version',
    ]);
  });

  test('a selection does not bring the type back', async () => {
    const [page] = await getPages(
      clientOf('untyped'),
      `/v1.0/${path}?$select=id,displayName`,
    );
    const untyped = page.value.find(({ id }) => id === betaOnly[0].id);
    expect(untyped).toEqual({
      id: betaOnly[0].id,
      displayName: betaOnly[0].displayName,
    });
  });

  test('or v1.0 does the one and the other', async () => {
    const listed = await list('mixed', 'v1.0');
    const untyped = listed.filter((item) => !('@odata.type' in item));
    expect(untyped.length).toBeGreaterThan(0);
    expect(untyped.length).toBeLessThan(betaOnly.length);
    expect(listed.length - untyped.length).toBe(others.length);
  });

  /** Nobody has been seen asking: inferred from what the lists do. */
  test.each(behaviours)(
    'on v1.0 nothing hangs on them, on beta it does (%s)',
    async (behaviour) => {
      const client = clientOf(behaviour);
      for (const navigation of ['deviceStatuses', 'deviceStatusOverview']) {
        const below = `${path}/${betaOnly[0].id}/${navigation}`;
        expect((await client.get(`/v1.0/${below}`)).status).toBe(404);
        expect((await client.get(`/beta/${below}`)).status).toBe(200);
        const other = `${path}/${others[0].id}/${navigation}`;
        expect((await client.get(`/v1.0/${other}`)).status).toBe(200);
      }
    },
  );
});

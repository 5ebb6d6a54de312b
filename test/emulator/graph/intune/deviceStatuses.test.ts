/** What devices reported about policies: shapes, pages, where the lists end, and what the overview counts. */
import type { DeviceComplianceDeviceOverview } from '@microsoft/microsoft-graph-types-beta';
import { generateTenant } from '../..';
import { startTestClient, type TestClient } from '../../testClient';
import { getPages, items, sizesOf } from './pages';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const [broad, , ordinary] = data?.compliancePolicies ?? [];
const [intent] = data?.intents ?? [];
const statusesOf = (policyId: string) =>
  data?.policyStatuses.filter((row) => row.policyId === policyId) ?? [];

const root = '/beta/deviceManagement';
const below = (navigation: string) => (id: string, version: string) =>
  `/${version}/deviceManagement/deviceCompliancePolicies/${id}/${navigation}`;
const pathOf = below('deviceStatuses');
const overviewOf = below('deviceStatusOverview');

/** Fewer than any of the lists below has. */
const few = { tenant, statusesBeforeCut: 20 } as const;

let client: TestClient;
let cutWithoutTop: TestClient;
let cutAlways: TestClient;
let neverCut: TestClient;
beforeAll(async () => {
  [client, cutWithoutTop, cutAlways, neverCut] = await Promise.all([
    startTestClient({ tenant }),
    startTestClient(few),
    startTestClient({ ...few, deviceStatusesCut: 'always' }),
    startTestClient({
      ...few,
      deviceStatusesCut: 'never',
      overviewUnit: 'rows',
    }),
  ]);
}, 30_000);
afterAll(() =>
  Promise.all(
    [client, cutWithoutTop, cutAlways, neverCut].map((each) => each.close()),
  ),
);

test('have an id without a user, so that rows may share it', async () => {
  const pages = await getPages(
    client,
    `${pathOf(ordinary.id, 'v1.0')}?$top=999`,
  );
  const rows = statusesOf(ordinary.id);
  expect(items(pages).map(({ id }) => id)).toEqual(
    rows.map(
      ({ policyId, deviceId }) =>
        `${tenant.intune?.accountId}_${policyId}_${deviceId}`,
    ),
  );
  expect(new Set(items(pages).map(({ id }) => id)).size).toBeLessThan(
    rows.length,
  );
});

test('come in pages of 1000', async () => {
  const pages = await getPages(client, `${pathOf(broad.id, 'beta')}?$top=1000`);
  expect(sizesOf(pages)).toEqual([1000, 450]);
});

test('have a platform on beta only', async () => {
  const [onBeta] = await getPages(client, pathOf(broad.id, 'beta'));
  const [onV1] = await getPages(client, pathOf(broad.id, 'v1.0'));
  expect(onBeta.value[0]).toHaveProperty('platform', 0);
  expect(onV1.value[0]).not.toHaveProperty('platform');
});

test('of nobody are an empty list that says so', async () => {
  const silent = data?.compliancePolicies.at(-1)?.id ?? '';
  const [page] = await getPages(client, pathOf(silent, 'beta'));
  expect(page).toMatchObject({ '@odata.count': 0, value: [] });
});

test('of an unknown policy are not found', async () => {
  expect((await client.get(pathOf(tenant.id, 'beta'))).status).toBe(404);
  const path = `${root}/intents/${broad.id}/deviceStates`;
  expect((await client.get(path)).status).toBe(404);
});

test('of an intent are called states', async () => {
  const path = `${root}/intents/${intent.id}/deviceStates?$top=999`;
  const pages = await getPages(client, path);
  expect(
    items(pages).map(({ deviceId, state }) => ({ deviceId, state })),
  ).toEqual(
    statusesOf(intent.id).map(({ deviceId, status }) => ({
      deviceId,
      state: status,
    })),
  );
});

/**
 * 51 rows of more than 100, and no next link: https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/4043.
 * No `$top` was sent there. Whether it lifts the cut, and whether the states of intents are cut too, nobody has seen.
 */
describe('where the lists end', () => {
  const lists = [
    [pathOf(broad.id, 'beta'), 1450],
    [pathOf(broad.id, 'v1.0'), 1450],
    [
      `${root}/deviceConfigurations/${data?.deviceConfigurations[0].id}/deviceStatuses`,
      1450,
    ],
    [`${root}/intents/${intent.id}/deviceStates`, statusesOf(intent.id).length],
  ] as const;

  test.each(lists)('%s ends early without $top', async (path, count) => {
    expect(sizesOf(await getPages(cutWithoutTop, path))).toEqual([20]);
    const whole = await getPages(cutWithoutTop, `${path}?$top=999`);
    expect(items(whole)).toHaveLength(count);
    const inPages = await getPages(cutWithoutTop, `${path}?$top=15`);
    expect(items(inPages)).toHaveLength(count);
  });

  test.each(lists)('%s ends early always, as an option', async (path) => {
    expect(sizesOf(await getPages(cutAlways, path))).toEqual([20]);
    const withTop = await getPages(cutAlways, `${path}?$top=15`);
    expect(sizesOf(withTop)).toEqual([15, 5]);
  });

  test.each(lists)('%s never ends early, as an option', async (path, count) => {
    expect(items(await getPages(neverCut, path))).toHaveLength(count);
  });

  test('by default after 51 rows', async () => {
    const [page, ...others] = await getPages(client, pathOf(broad.id, 'beta'));
    expect(page.value).toHaveLength(51);
    expect(page['@odata.nextLink']).toBeUndefined();
    expect(others).toEqual([]);
  });
});

/** Nobody has said whether it counts devices or the rows of their users; it is called an overview of devices. */
describe('the overview', () => {
  const fromBest =
    'notAssigned notApplicable compliant remediated unknown conflict error nonCompliant'.split(
      ' ',
    );
  const worstOf = (rows: ReturnType<typeof statusesOf>) => {
    const worst = new Map<string, string>();
    for (const { deviceId, status } of rows) {
      const known = worst.get(deviceId) ?? status;
      const isWorse = fromBest.indexOf(status) > fromBest.indexOf(known);
      worst.set(deviceId, isWorse ? status : known);
    }
    return [...worst.values()];
  };
  const ofDevices = worstOf(statusesOf(ordinary.id));
  const ofRows = statusesOf(ordinary.id).map(({ status }) => String(status));

  const countsOf = (overview: DeviceComplianceDeviceOverview) =>
    Object.fromEntries(
      Object.entries(overview).filter(([name]) => name.endsWith('Count')),
    );
  const expected = (states: readonly string[], version: string) => {
    const count = (...names: readonly string[]) =>
      states.filter((state) => names.includes(state)).length;
    const isBeta = version === 'beta';
    return {
      pendingCount: count('unknown', 'notAssigned'),
      notApplicableCount: count('notApplicable'),
      successCount: count('compliant', 'remediated'),
      failedCount: count('nonCompliant'),
      errorCount: count('error') + (isBeta ? 0 : count('conflict')),
      // By the metadata of the two versions.
      ...(isBeta && {
        conflictCount: count('conflict'),
        notApplicablePlatformCount: 0,
      }),
    };
  };

  test('differs by what it counts', () => {
    expect(ofDevices.length).toBeLessThan(ofRows.length);
  });

  test.each([
    ['devices', 'v1.0', ofDevices],
    ['devices', 'beta', ofDevices],
    ['rows', 'v1.0', ofRows],
    ['rows', 'beta', ofRows],
  ] as const)('counts %s on %s', async (unit, version, states) => {
    const asked = unit === 'rows' ? neverCut : client;
    const answer = await asked.get(overviewOf(ordinary.id, version));
    expect(countsOf(answer.json())).toEqual(expected(states, version));
  });

  /** Nobody has published an overview of either kind: the count lags behind, and nobody has shown the rows beside it. */
  test.each([
    ['goes on counting devices that have left', { overviewAge: 'stale' }],
    ['has devices of other platforms', { otherPlatforms: 'withRows' }],
    ['has others, without rows', { otherPlatforms: 'withoutRows' }],
  ] as const)('%s, as an option', async (_, options) => {
    const odd = await startTestClient({ tenant, ...options });
    const [usual, other] = await Promise.all(
      [client, odd].map(async (each) =>
        countsOf((await each.get(overviewOf(ordinary.id, 'beta'))).json()),
      ),
    );
    await odd.close();
    const { notApplicableCount, successCount } = usual;
    const changes = {
      stale: { successCount: successCount + ofRows.length + 2 },
      withRows: {
        notApplicableCount: 0,
        notApplicablePlatformCount: notApplicableCount,
      },
      withoutRows: { notApplicablePlatformCount: 30 },
    };
    const [option] = Object.values(options);
    expect(notApplicableCount).toBeGreaterThan(0);
    expect(other).toEqual({ ...usual, ...changes[option] });
  });

  test.each(['devices', 'rows'] as const)(
    'of an intent is a summary that counts %s, but none that have yet to report',
    async (unit) => {
      const asked = unit === 'rows' ? neverCut : client;
      const path = `${root}/intents/${intent.id}/deviceStateSummary`;
      const answer = await asked.get(path);
      const rows = statusesOf(intent.id);
      const states =
        unit === 'rows'
          ? rows.map(({ status }) => String(status))
          : worstOf(rows);
      const { pendingCount, ...counted } = expected(states, 'beta');
      expect(pendingCount).toBeGreaterThan(0);
      expect(countsOf(answer.json())).toEqual(counted);
    },
  );

  test('counts devices by default, however early the list ends', async () => {
    const answer = await client.get(overviewOf(broad.id, 'beta'));
    const counts: number[] = Object.values(countsOf(answer.json()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1450);
  });
});

/** Policies, their statuses and counts, managed applications: shapes, pages, refusals. */
import type { DeviceComplianceDeviceOverview } from '@microsoft/microsoft-graph-types-beta';
import { generateTenant } from '../..';
import { startTestClient, type TestClient } from '../../testClient';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const [broad, ordinary] = data?.compliancePolicies ?? [];
const statusesOf = (policyId: string) =>
  data?.policyStatuses.filter((row) => row.policyId === policyId) ?? [];

let client: TestClient;
let truncated: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
  truncated = await startTestClient({
    tenant,
    deviceStatusesCut: 'always',
    statusesBeforeCut: 3,
  });
});
afterAll(() => Promise.all([client.close(), truncated.close()]));

interface Item {
  readonly id: string;
  readonly [property: string]: unknown;
}

interface Page {
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Item[];
}

async function getPages(path: string, from = client): Promise<Page[]> {
  const pages: Page[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const answer = await from.get(next);
    expect(answer.status).toBe(200);
    pages.push(answer.json<Page>());
    next = pages[pages.length - 1]['@odata.nextLink'];
  }
  return pages;
}

const items = (pages: readonly Page[]) => pages.flatMap(({ value }) => value);
const root = '/beta/deviceManagement';
const apps = '/beta/deviceAppManagement/mobileApps';
const portalFilter = encodeURIComponent(
  "(isAssigned eq true or microsoft.graph.managedApp/appAvailability eq 'lineOfBusiness' or microsoft.graph.managedApp/appAvailability eq null)",
);

test.each([
  ['deviceCompliancePolicies', 'compliancePolicies', [14]],
  ['deviceConfigurations', 'deviceConfigurations', [10]],
  ['configurationPolicies', 'configurationPolicies', [25, 5]],
  ['groupPolicyConfigurations', 'groupPolicyConfigurations', [10]],
  ['intents', 'intents', [10]],
] as const)('%s lists all %s in pages of %j', async (set, kind, sizes) => {
  const pages = await getPages(`${root}/${set}`);
  expect(pages.map(({ value }) => value.length)).toEqual(sizes);
  expect(items(pages)).toEqual(data?.[kind]);
});

test.each(['configurationPolicies', 'groupPolicyConfigurations', 'intents'])(
  '%s is not on v1.0',
  async (set) => {
    const answer = await client.get(`/v1.0/deviceManagement/${set}`);
    expect(answer.status).toBe(400);
  },
);

test('v1.0 has no scope tags, a selection has the type still', async () => {
  const path = '/v1.0/deviceManagement/deviceCompliancePolicies';
  const [{ value }] = await getPages(path);
  const [{ value: selected }] = await getPages(`${path}?$select=id`);
  expect(value[0]).not.toHaveProperty('roleScopeTagIds');
  expect(value[0]).toHaveProperty('passwordRequired', true);
  expect(selected[0]).toEqual({
    '@odata.type': broad['@odata.type'],
    id: broad.id,
  });
});

test('the token of the settings catalogue must not be decoded', async () => {
  const [{ '@odata.nextLink': link = '' }] = await getPages(
    `${root}/configurationPolicies`,
  );
  expect(link).toContain('$skiptoken=%255Bcosmosdb%255D%255B%257B');
  const decoded = link.replaceAll('%25', '%');
  expect((await client.get(decoded)).status).toBe(400);
});

describe('device statuses', () => {
  const pathOf = (id: string, version = 'v1.0') =>
    `/${version}/deviceManagement/deviceCompliancePolicies/${id}/deviceStatuses`;

  test('have an id without a user, so that rows may share it', async () => {
    const pages = await getPages(pathOf(ordinary.id));
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
    const pages = await getPages(pathOf(broad.id));
    expect(pages.map(({ value }) => value.length)).toEqual([1000, 450]);
  });

  test('have a platform on beta only', async () => {
    const [onBeta] = await getPages(pathOf(broad.id, 'beta'));
    const [onV1] = await getPages(pathOf(broad.id));
    expect(onBeta.value[0]).toHaveProperty('platform', 0);
    expect(onV1.value[0]).not.toHaveProperty('platform');
  });

  test('of nobody are an empty list that says so', async () => {
    const silent = data?.compliancePolicies.at(-1)?.id ?? '';
    const [page] = await getPages(pathOf(silent));
    expect(page).toMatchObject({ '@odata.count': 0, value: [] });
  });

  test.each(['v1.0', 'beta'])(
    'the %s overview counts them',
    async (version) => {
      const path = pathOf(broad.id, version).replace(
        'Statuses',
        'StatusOverview',
      );
      const answer = await client.get(path);
      const overview = answer.json<DeviceComplianceDeviceOverview>();
      const counts = Object.entries(overview).filter(([name]) =>
        name.endsWith('Count'),
      );
      expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(
        statusesOf(broad.id).length,
      );
      expect(overview.failedCount).toBe(
        statusesOf(broad.id).filter(({ status }) => status === 'nonCompliant')
          .length,
      );
    },
  );

  test('may be incomplete while the overview is right', async () => {
    const [page] = await getPages(pathOf(broad.id), truncated);
    const path = pathOf(broad.id).replace('Statuses', 'StatusOverview');
    const full = await client.get(path);
    expect(page.value).toHaveLength(3);
    expect(page['@odata.nextLink']).toBeUndefined();
    expect((await truncated.get(path)).json()).toMatchObject({
      successCount: full.json<DeviceComplianceDeviceOverview>().successCount,
    });
  });

  test('of an unknown policy are not found', async () => {
    expect((await client.get(pathOf(tenant.id))).status).toBe(404);
    const path = `${root}/intents/${broad.id}/deviceStates`;
    expect((await client.get(path)).status).toBe(404);
  });

  test('of an intent are called states', async () => {
    const id = data?.intents[0].id ?? '';
    const pages = await getPages(`${root}/intents/${id}/deviceStates`);
    expect(
      items(pages).map(({ deviceId, state }) => ({ deviceId, state })),
    ).toEqual(
      statusesOf(id).map(({ deviceId, status }) => ({
        deviceId,
        state: status,
      })),
    );
  });
});

describe('managed applications', () => {
  test('are counted wrongly', async () => {
    const [page] = await getPages(apps);
    expect(page['@odata.count']).toBe(0);
    expect(page.value).toEqual(data?.mobileApps);
  });

  test("the portal's filter leaves unassigned store apps out", async () => {
    const shown = items(await getPages(`${apps}?$filter=${portalFilter}`));
    const hidden = data?.mobileApps.filter(
      ({ id }) => !shown.some((app) => app.id === id),
    );
    expect(hidden?.length).toBeGreaterThan(0);
    expect(hidden?.map((app) => app['@odata.type'])).toEqual(
      hidden?.map(() => expect.stringMatching(/managed\w+StoreApp/)),
    );
    expect(shown.some(({ isAssigned }) => isAssigned === false)).toBe(true);
  });

  test.each([
    [`${apps}?$filter=isAssigned%20eq%20true`, 400],
    [`${apps}?$filter=${portalFilter}&$top=999`, 500],
    [`${apps}?$filter=${portalFilter}&$top=10`, 200],
    ['/v1.0/deviceAppManagement/mobileApps', 400],
  ])('%s is answered with %i', async (path, status) => {
    expect((await client.get(path)).status).toBe(status);
  });
});

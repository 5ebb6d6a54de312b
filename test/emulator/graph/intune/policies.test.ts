/** Policies and managed applications: shapes, pages, refusals. */
import { generateTenant } from '../..';
import { startTestClient, type TestClient } from '../../testClient';
import { getPages as readPages, items } from './pages';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const [broad] = data?.compliancePolicies ?? [];

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

const getPages = (path: string) => readPages(client, path);
const root = '/beta/deviceManagement';
const apps = '/beta/deviceAppManagement/mobileApps';
const portalFilter = encodeURIComponent(
  "(isAssigned eq true or microsoft.graph.managedApp/appAvailability eq 'lineOfBusiness' or microsoft.graph.managedApp/appAvailability eq null)",
);

test.each([
  ['deviceCompliancePolicies', 'compliancePolicies', [14]],
  ['compliancePolicies', 'complianceCatalogPolicies', [4]],
  ['deviceConfigurations', 'deviceConfigurations', [15]],
  ['configurationPolicies', 'configurationPolicies', [25, 5]],
  ['groupPolicyConfigurations', 'groupPolicyConfigurations', [10]],
  ['intents', 'intents', [5]],
] as const)('%s lists all %s in pages of %j', async (set, kind, sizes) => {
  const pages = await getPages(`${root}/${set}`);
  expect(pages.map(({ value }) => value.length)).toEqual(sizes);
  expect(items(pages)).toEqual(data?.[kind]);
});

test.each([
  'compliancePolicies',
  'configurationPolicies',
  'groupPolicyConfigurations',
  'intents',
])('%s is not on v1.0', async (set) => {
  const answer = await client.get(`/v1.0/deviceManagement/${set}`);
  expect(answer.status).toBe(400);
});

// `$top=100` was recorded. Nobody has shown more than that on one page.
test.each([
  ['$top=100', [30]],
  ['$top=1000', [30]],
  ['$top=20', [20, 10]],
])('configurationPolicies with %s has pages of %j', async (top, sizes) => {
  const pages = await getPages(`${root}/configurationPolicies?${top}`);
  expect(pages.map(({ value }) => value.length)).toEqual(sizes);
});

test('the link to their next page is in another notation than the request', async () => {
  const path = `${root}/configurationPolicies?$select=id,name, platforms`;
  const [{ '@odata.nextLink': link }, second] = await getPages(path);
  expect(link).toContain('$select=id%2cname%2c+platforms&');
  expect(second.value[0]).toEqual({
    id: expect.any(String),
    name: 'macOS – Firewall and stealth mode (ring 3)',
    platforms: expect.any(String),
  });
});

/** Neither is in the metadata: https://github.com/microsoftgraph/msgraph-metadata */
test.each(['deviceStatuses', 'deviceStatusOverview'])(
  'compliancePolicies of the catalog have no %s',
  async (navigation) => {
    const id = data?.complianceCatalogPolicies[0].id ?? '';
    const path = `${root}/compliancePolicies/${id}/${navigation}`;
    expect((await client.get(path)).status).toBe(400);
  },
);

/** Nobody has published a call of this list with `$select`. */
test('the policies of the catalog refuse `$select`, as an option', async () => {
  const path = `${root}/compliancePolicies`;
  const refusing = await startTestClient({
    tenant,
    catalogPoliciesRefuseSelect: true,
  });
  const statuses = [
    await client.get(`${path}?$select=id`),
    await refusing.get(`${path}?$select=id`),
    await refusing.get(path),
    await refusing.get(`${root}/configurationPolicies?$select=id`),
  ].map(({ status }) => status);
  await refusing.close();
  expect(statuses).toEqual([200, 400, 200, 200]);
});

test('a policy of the catalog has a name and a platform, and no type', async () => {
  const [{ value }] = await getPages(`${root}/compliancePolicies?$top=1`);
  expect(value[0]).toMatchObject({
    platforms: 'linux',
    technologies: 'linuxMdm',
  });
  expect(Object.keys(value[0]).sort()).toEqual([
    'createdDateTime',
    'creationSource',
    'description',
    'id',
    'isAssigned',
    'lastModifiedDateTime',
    'name',
    'platforms',
    'roleScopeTagIds',
    'settingCount',
    'technologies',
  ]);
});

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

test('the token of the Settings Catalogue must not be decoded', async () => {
  const [{ '@odata.nextLink': link = '' }] = await getPages(
    `${root}/configurationPolicies`,
  );
  expect(link).toContain('$skiptoken=%255Bcosmosdb%255D%255B%257B');
  const decoded = link.replaceAll('%25', '%');
  expect((await client.get(decoded)).status).toBe(400);
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

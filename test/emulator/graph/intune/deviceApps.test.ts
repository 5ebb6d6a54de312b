/**
 * The applications of one device. The list is said to end at 50 whatever `$top` says
 * (https://github.com/realmjoin/SlimLib.Microsoft.Graph, a notice of 2020 that nobody has measured again); expanded, 87
 * and 326 were recorded, and a listing brings empty lists: https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2048
 */
import { generateTenant } from '../..';
import { startTestClient, type TestClient } from '../../testClient';
import { getPages, items, sizesOf } from './pages';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const root = '/beta/deviceManagement/managedDevices';
const appsOf = (id: string) => data?.detectedApps.get(id) ?? [];
const full =
  data?.managedDevices.find(({ id }) => appsOf(id).length === 230)?.id ?? '';
const several = (data?.managedDevices ?? [])
  .slice(0, 24)
  .map(({ id }) => id)
  .filter((id) => id !== full);

let client: TestClient;
let paging: TestClient;
let refusing: TestClient;
let empty: TestClient;
beforeAll(async () => {
  [client, paging, refusing, empty] = await Promise.all([
    startTestClient({ tenant }),
    startTestClient({ tenant, detectedAppsList: 'pages' }),
    startTestClient({ tenant, expandedDetectedApps: 'refused' }),
    startTestClient({ tenant, expandedDetectedApps: 'empty' }),
  ]);
}, 30_000);
afterAll(() =>
  Promise.all([client, paging, refusing, empty].map((each) => each.close())),
);

test.each(['', '?$top=100', '?$top=999', '?$select=id'])(
  'the list ends at 50 (%s)',
  async (query) => {
    const pages = await getPages(
      client,
      `${root}/${full}/detectedApps${query}`,
    );
    expect(sizesOf(pages)).toEqual([50]);
    expect(pages[0].value[49].id).toBe(appsOf(full)[49].id);
  },
);

test('a list of fewer is whole', async () => {
  for (const id of several) {
    const pages = await getPages(client, `${root}/${id}/detectedApps`);
    expect(items(pages)).toEqual(appsOf(id).slice(0, 50));
  }
});

/** That it has pages is claimed by callers who ask for 100 to 1,000; nobody has published a second page. */
test('as an option the list has pages of 100', async () => {
  const pages = await getPages(paging, `${root}/${full}/detectedApps`);
  expect(sizesOf(pages)).toEqual([100, 100, 30]);
  expect(items(pages)).toEqual(appsOf(full));
});

test.each([
  '$expand=detectedApps',
  '$select=id,deviceName&$expand=detectedApps',
  '$select=hardwareInformation,detectedApps&$expand=detectedApps',
])('a single device with %s has all', async (query) => {
  for (const id of [full, ...several]) {
    const answer = await client.get(`${root}/${id}?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ detectedApps: appsOf(id) });
  }
});

/** In public use, several tools. */
test('in a batch, beside the advanced details, too', async () => {
  const answer = await client.post('/beta/$batch', {
    requests: [full, ...several.slice(0, 10)].map((id) => ({
      id,
      method: 'GET',
      url: `/deviceManagement/managedDevices/${id}?$select=id,physicalMemoryInBytes&$expand=detectedApps`,
    })),
  });
  const { responses } = answer.json<{
    responses: { id: string; body: object }[];
  }>();
  expect(responses).toHaveLength(11);
  for (const { id, body } of responses) {
    expect(body).toMatchObject({
      id,
      physicalMemoryInBytes: expect.any(Number),
      detectedApps: appsOf(id),
    });
  }
});

/** Neither has been seen. */
test('as an option the expansion is refused, or brings nothing', async () => {
  const path = `${root}/${full}?$select=id&$expand=detectedApps`;
  expect((await refusing.get(path)).status).toBe(400);
  expect((await empty.get(path)).json()).toMatchObject({
    id: full,
    detectedApps: [],
  });
});

test('v1.0 has no such expansion', async () => {
  const path = `/v1.0/deviceManagement/managedDevices/${full}?$expand=detectedApps`;
  expect((await client.get(path)).status).toBe(400);
});

test.each(['$expand=detectedApps', '$select=id&$expand=detectedApps'])(
  'a listing with %s has none',
  async (query) => {
    const [{ value }] = await getPages(client, `${root}?${query}`);
    expect(value.every(({ detectedApps }) => Array.isArray(detectedApps))).toBe(
      true,
    );
    expect(value.flatMap(({ detectedApps }) => detectedApps)).toEqual([]);
  },
);

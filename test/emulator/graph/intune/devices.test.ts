/** Devices and their applications: paging, what a listing leaves out, and what is refused. */
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import { generateTenant } from '../..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../../testClient';
import { getPages as readPages, type Page } from './pages';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const devices = data?.managedDevices ?? [];
let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

const getPages = (path: string) => readPages(client, path);
const list = '/deviceManagement/managedDevices';
const byName = (deviceName: string) =>
  devices.find((device) => device.deviceName === deviceName)?.id ?? '';

async function getDevice(path: string) {
  const answer = await client.get(path);
  expect(answer.status).toBe(200);
  return answer.json<ManagedDevice>();
}

async function getListed(name: string, select: string) {
  const path = `/beta${list}?$select=id,${select}`;
  const pages = await getPages(path);
  const value: readonly ManagedDevice[] = pages.flatMap((page) => page.value);
  return value.find(({ id }) => id === byName(name));
}

describe('the listing of devices', () => {
  test.each([
    [`/v1.0${list}?$select=id`, [1000, 520]],
    [`/beta${list}?$select=id&$top=5000`, [1000, 520]],
    [`/beta${list}?$select=id&$top=600`, [600, 600, 320]],
  ])('%s has pages of %j and every device once', async (path, sizes) => {
    const pages = await getPages(path);
    expect(pages.map(({ value }) => value.length)).toEqual(sizes);
    expect(pages.map((page) => page['@odata.count'])).toEqual(sizes);
    expect(
      new Set(pages.flatMap(({ value }) => value.map(({ id }) => id))),
    ).toEqual(new Set(devices.map(({ id }) => id)));
  });

  test('a link names the last device', async () => {
    const [{ value, '@odata.nextLink': link = '' }] = await getPages(
      `/v1.0${list}`,
    );
    expect(new URL(link).searchParams.get('$skiptoken')).toBe(
      `LastDeviceName='${String(Reflect.get(value[999], 'deviceName')).replaceAll("'", "''")}',LastDeviceId='${value[999].id}'`,
    );
  });

  test.each([
    [`/v1.0${list}/$count`, 400],
    [`/v1.0${list}?$filter=id eq '1'`, 400],
    [`/beta${list}?$expand=hardwareInformation`, 400],
    [`/v1.0${list}?$select=deviceType`, 400],
    [`/v1.0${list}?$select=hardwareInformation`, 400],
    [`/v1.0${list}?$expand=detectedApps`, 400],
    [`/v1.0${list}?$skiptoken=nonsense`, 400],
    [`/v1.0${list}/${tenant.id}`, 404],
    [`/v1.0${list}/${devices[0].id}?$select=chassisType`, 400],
    [`/v1.0${list}/${devices[0].id}/detectedApps`, 400],
    [`/beta${list}/${tenant.id}/detectedApps`, 404],
  ])('%s is refused with %i', async (path, status) => {
    expect((await client.get(encodeURI(path))).status).toBe(status);
  });

  test('v1.0 has nothing that only beta knows', async () => {
    const { value } = (await client.get(`/v1.0${list}?$top=1`)).json<Page>();
    expect(value[0]).not.toHaveProperty('deviceType');
    expect(value[0]).toHaveProperty('managementState');
  });
});

describe('listed and single', () => {
  const select =
    'physicalMemoryInBytes,iccid,udid,ethernetMacAddress,hardwareInformation';

  test('a listing leaves most of the hardware out, selected or not', async () => {
    const listed = await getListed("Ann's iPhone", select);
    expect(listed).toMatchObject({
      physicalMemoryInBytes: 0,
      iccid: null,
      udid: null,
      ethernetMacAddress: null,
      hardwareInformation: { ipAddressV4: null, tpmVersion: null },
    });
    expect(Object.keys(listed?.hardwareInformation ?? {})).toHaveLength(40);
    expect(listed?.hardwareInformation?.serialNumber).toBeTruthy();
  });

  test('a selecting GET tells the truth', async () => {
    const id = byName('SHARED-WS');
    const truth = devices.find((device) => device.id === id);
    const path = `${list}/${id}?$select=physicalMemoryInBytes,iccid,ethernetMacAddress`;
    expect(await getDevice(`/v1.0${path},udid`)).toMatchObject({
      physicalMemoryInBytes: 128 * 1024 ** 3,
      iccid: truth?.iccid,
      udid: truth?.udid,
      ethernetMacAddress: truth?.ethernetMacAddress,
    });
    const { hardwareInformation } = await getDevice(
      `/beta${path},hardwareInformation`,
    );
    expect(hardwareInformation).toEqual(truth?.hardwareInformation);
  });

  test('a GET of everything is in between', async () => {
    const single = await getDevice(`/beta${list}/${byName('SHARED-WS')}`);
    expect(single).toMatchObject({
      physicalMemoryInBytes: 0,
      iccid: '',
      hardwareInformation: { serialNumber: null, tpmVersion: null },
    });
  });

  test.each([
    ['userId', '', '00000000-0000-0000-0000-000000000000'],
    ['userPrincipalName', '', null],
    ['deviceCategoryDisplayName', 'Unknown', ''],
    [
      'retireAfterDateTime',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59.9999999Z',
    ],
    // https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/9016
    ['chassisType', 'unknown', 'laptop'],
  ] as const)('%s is %j in a listing and %j alone', async (property, a, b) => {
    const name = '共有 iPad';
    const listed = await getListed(name, property);
    const single = await getDevice(
      `/beta${list}/${byName(name)}?$select=${property}`,
    );
    expect(listed?.[property]).toBe(a);
    expect(single[property]).toBe(b);
  });

  test('an attestation is in no listing', async () => {
    const name = 'RARE-PROPERTIES';
    const property = 'deviceHealthAttestationState';
    const listed = await getListed(name, property);
    expect(listed?.[property]).toBeNull();
    const path = `${list}/${byName(name)}?$select=${property}`;
    for (const version of ['v1.0', 'beta']) {
      const single = await getDevice(`/${version}${path}`);
      expect(single[property]).toMatchObject({
        lastUpdateDateTime: '2025-05-01T08:15:30.0000000Z',
      });
    }
  });

  // 24 of 24 recorded answers.
  test('a single device has wired addresses, and no other address or name', async () => {
    const path = `${list}/${byName('SHARED-WS')}?$select=hardwareInformation`;
    const { hardwareInformation } = await getDevice(`/beta${path}`);
    expect(hardwareInformation).toMatchObject({
      ipAddressV4: null,
      deviceFullQualifiedDomainName: null,
    });
    expect(hardwareInformation?.wiredIPv4Addresses?.[0]).toMatch(/^10\./);
    const listed = await getListed('SHARED-WS', 'hardwareInformation');
    expect(listed?.hardwareInformation?.wiredIPv4Addresses).toEqual([]);
  });

  test('a listing cuts the fractions of seconds', async () => {
    const listed = await getListed('KIOSK-01', 'lastSyncDateTime');
    expect(listed?.lastSyncDateTime).toMatch(/:\d\dZ$/);
  });
});

describe('detected applications', () => {
  test('of the tenant, in pages with $skip', async () => {
    const path = '/v1.0/deviceManagement/detectedApps';
    const pages = await getPages(path);
    const apps = [...(data?.detectedApps.values() ?? [])].flat();
    const shown = pages.flatMap(({ value }) => value);
    expect(shown.map(({ id }) => id)).toEqual([
      ...new Set(apps.map(({ id }) => id)),
    ]);
    expect(pages[0]['@odata.count']).toBe(shown.length);
    expect(pages[0]['@odata.nextLink']).toContain('$skip=100');
    const again = await client.get(`${path}?$skip=100&$top=7`);
    expect(again.json<Page>().value).toEqual(pages[1].value.slice(0, 7));
  });
});

test('the overview counts the devices', async () => {
  const answer = await client.get(
    '/v1.0/deviceManagement/managedDeviceOverview',
  );
  expect(answer.json()).toMatchObject({ enrolledDeviceCount: 1520 });
});

test('a batch reads single devices', async () => {
  const url = (id: string) => `${list}/${id}?$select=id,physicalMemoryInBytes`;
  const answer = await client.post('/beta/$batch', {
    requests: [
      { id: 'there', method: 'GET', url: url(byName('SHARED-WS')) },
      { id: 'gone', method: 'GET', url: url(tenant.id) },
    ],
  });
  const { responses } = answer.json<{
    responses: { id: string; status: number; body: ErrorBody }[];
  }>();
  expect(responses.map(({ id, status }) => `${id} ${status}`).sort()).toEqual([
    'gone 404',
    'there 200',
  ]);
});

/** Pages of report actions, their columns and their order. Each behaviour names who has seen it. */
import { generateTenant, type EmulatorOptions } from '../..';
import {
  askReport,
  policyFilter,
  reportPage,
  rowsOf,
  type ReportBody,
} from '../../reportClient';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../../testClient';
import type { ReportOrder } from '../behaviour';
import { repeatedRows } from './reportPages';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const [app] = data?.mobileApps ?? [];
const [device] = data?.managedDevices ?? [];
const [broad] = data?.deviceConfigurations ?? [];
/** 730 devices, and a second user on every twentieth of them. */
const installRows = 767;

const installs = 'retrieveDeviceAppInstallationStatusReport';
const policyDevices = 'getConfigurationPolicyDevicesReport';
const filter = `(ApplicationId eq '${app.id}')`;

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

async function withClient<T>(
  options: Omit<EmulatorOptions, 'tenant'>,
  use: (own: TestClient) => Promise<T>,
): Promise<T> {
  const own = await startTestClient({ tenant, ...options });
  return use(own).finally(() => own.close());
}

// With `top` 10000 each page of some 5,000 rows had 50: https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683
test.each([
  [{}, 50],
  [{ top: 1000 }, 50],
  [{ top: 0 }, 50],
  [{ top: 20 }, 20],
  [{ top: 1000, skip: 700 }, 50],
  [{ top: 1000, skip: 760 }, 7],
  [{ skip: 900 }, 0],
])('%j brings %i rows of all', async (fields, length) => {
  const page = await reportPage(client, installs, { filter, ...fields });
  expect([page.TotalRowCount, page.Values.length]).toEqual([
    installRows,
    length,
  ]);
});

test.each([{ top: -1 }, { skip: 'all' }, { select: ['Nonsense'] }])(
  '%j is refused',
  async (fields) => {
    const answer = await askReport(client, installs, { filter, ...fields });
    expect(answer.status).toBe(400);
  },
);

// A public caller that reads cells by their place shows it for two reports.
test('columns come in the order of the alphabet, texts unasked', async () => {
  const select = ['UserPrincipalName', 'DeviceId', 'AppInstallState'];
  const { Schema } = await reportPage(client, installs, { filter, select });
  expect(Schema).toEqual([
    { Column: 'AppInstallState', PropertyType: 'Int64' },
    { Column: 'AppInstallState_loc', PropertyType: 'String' },
    { Column: 'DeviceId', PropertyType: 'String' },
    { Column: 'UserPrincipalName', PropertyType: 'String' },
  ]);
});

test('no select, or an empty one, is every column', async () => {
  const all = await reportPage(client, installs, { filter });
  const empty = await reportPage(client, installs, { filter, select: [] });
  expect(empty.Schema).toEqual(all.Schema);
  const names = all.Schema.map(({ Column }) => Column);
  expect(names).toEqual([...names].sort());
});

// https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getcachedreport answers a stream.
test('it is JSON in a stream of bytes', async () => {
  const answer = await askReport(client, installs, { filter });
  expect(answer.headers['content-type']).toBe('application/octet-stream');
  expect(answer.json<ReportBody>().SessionId).toBe('');
});

// Microsoft's sample has it so (https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getcachedreport);
// nobody has published it of these reports.
test('or JSON in base 64 in JSON', () =>
  withClient({ base64Reports: true }, async (own) => {
    const plain = await askReport(client, installs, { filter });
    const answer = await askReport(own, installs, { filter });
    const { value } = answer.json<{ value: string }>();
    expect(Buffer.from(value, 'base64').toString()).toBe(plain.text);
  }));

describe('orderBy', () => {
  const policies = policyFilter(broad.id);
  const ofDevice = `(DeviceId eq '${device.id}')`;
  const ofIntuneDevice = `(IntuneDeviceId eq '${device.id}')`;
  let tenants: readonly TestClient[];
  beforeAll(async () => {
    const start = (reportOrder: ReportOrder) =>
      startTestClient({ tenant, reportOrder });
    tenants = await Promise.all([
      start('known'),
      start('every'),
      start('none'),
    ]);
  }, 30_000);
  afterAll(() => Promise.all(tenants.map((own) => own.close())));

  // Known good: https://github.com/realmjoin/SlimLib.Microsoft.Graph and the runbooks of realmjoin. Known bad:
  // https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/1073. Of all others nobody has published anything.
  test.each([
    [installs, filter, 'DeviceName asc', [200, 200, 400]],
    [installs, filter, 'DeviceName', [200, 200, 400]],
    [installs, filter, 'DeviceName desc', [400, 200, 400]],
    [installs, filter, 'DeviceId asc', [400, 200, 400]],
    [installs, filter, 'Nonsense', [400, 400, 400]],
    [installs, filter, '', [200, 200, 200]],
    [policyDevices, policies, 'IntuneDeviceId asc', [400, 200, 400]],
    [
      'getDevicePoliciesComplianceReport',
      ofDevice,
      'PolicyName asc',
      [200, 200, 400],
    ],
    [
      'getConfigurationPoliciesReportForDevice',
      ofIntuneDevice,
      'PolicyId',
      [400, 400, 400],
    ],
    [
      'getConfigurationPoliciesReportForDevice',
      ofIntuneDevice,
      'IntuneDeviceId asc',
      [400, 400, 400],
    ],
  ] as const)(
    '%s, %s, by %j: known, every, none',
    async (name, asked, order, expected) => {
      const statuses: number[] = [];
      for (const own of tenants) {
        const body = { filter: asked, orderBy: [order] };
        statuses.push((await askReport(own, name, body)).status);
      }
      expect(statuses).toEqual(expected);
    },
  );

  test('is obeyed, and brings each row once', async () => {
    const orderBy = ['DeviceName asc'];
    const rows = await pagesOf(client, { orderBy });
    const names = rows.map(({ DeviceName }) => String(DeviceName));
    expect(names).toEqual([...names].sort());
    expect(distinct(rows)).toBe(installRows);
  });

  async function pagesOf(own: TestClient, fields: object) {
    const pages: ReportBody[] = [];
    for (let skip = 0; skip < installRows; skip += 50) {
      const body = { filter, skip, top: 50, ...fields };
      pages.push(await reportPage(own, installs, body));
    }
    return pages.flatMap(rowsOf);
  }

  const distinct = (rows: readonly object[]) =>
    new Set(rows.map((row) => JSON.stringify(row))).size;

  // Rows that come again: https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683 and
  // https://github.com/ugurkocde/IntuneAssignmentChecker, which gives up when they do. How often, nobody has published.
  test.each([
    ['once', [false, true]],
    ['always', [false, false]],
    ['never', [true, true]],
  ] as const)('without one rows come again %s', async (repeats, expected) => {
    const repeated = {
      subject: `${installs} ${filter.toLowerCase()}`,
      top: 50,
    };
    const skips = Array.from({ length: 15 }, (_, index) => (index + 1) * 50);
    // Whether this tenant has such a page at all.
    expect(
      skips.some(
        (skip) => repeatedRows({ ...repeated, skip, isOrdered: false }) > 0,
      ),
    ).toBe(true);
    await withClient({ reportRepeats: repeats }, async (own) => {
      const readings = [await pagesOf(own, {}), await pagesOf(own, {})];
      const whole = readings.map((rows) => distinct(rows) === installRows);
      expect(whole).toEqual(expected);
      expect(readings.map((rows) => rows.length)).toEqual([
        installRows,
        installRows,
      ]);
    });
  });
});

// Two recorded rows of an export lack PspdpuLastModifiedTimeUtc, and a public caller asks for fewer columns where a tenant
// lacks some. No page with the answer of a report is known to us.
test('a column can be missing', () =>
  withClient({ missingColumns: ['PspdpuLastModifiedTimeUtc'] }, async (own) => {
    const asked = { filter: policyFilter(broad.id) };
    const { Schema, Values } = await reportPage(own, policyDevices, asked);
    const select = ['IntuneDeviceId', 'PspdpuLastModifiedTimeUtc'];
    const refused = await askReport(own, policyDevices, { ...asked, select });
    expect(Schema.map(({ Column }) => Column)).not.toContain(select[1]);
    expect(Values[0]).toHaveLength(Schema.length);
    expect(refused.status).toBe(400);
    expect(refused.json<ErrorBody>().error.message).toContain(select[1]);
  }));

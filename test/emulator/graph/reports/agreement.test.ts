/** The reports and the listings tell the same: what a client learns does not depend on whom it asks. */
import type {
  DetectedApp,
  DeviceComplianceDeviceStatus,
} from '@microsoft/microsoft-graph-types-beta';
import { generateTenant } from '../..';
import { exportRows, type CsvRow } from '../../exportClient';
import { startTestClient, type TestClient } from '../../testClient';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const statusNumbers = [
  'unknown',
  'notApplicable',
  'compliant',
  'remediated',
  'nonCompliant',
  'error',
  'conflict',
  'notAssigned',
];

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant, exportPolls: 1 });
});
afterAll(() => client.close());

async function getAll<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const answer = await client.get(next);
    const page: { value: T[]; '@odata.nextLink'?: string } = answer.json();
    items.push(...page.value);
    next = page['@odata.nextLink'];
  }
  return items;
}

const unique = (rows: readonly string[]) => [...new Set(rows)].sort();
const line = (...parts: readonly (string | null | undefined)[]) =>
  parts.map((part) => part ?? '').join('\t');
const isoTime = (text: string) => `${text.replace(' ', 'T')}Z`;

test('detected applications, but for their size', async () => {
  const exported = await exportRows(client, { reportName: 'AppInvRawData' });
  const ofExport = exported.map((row) =>
    line(
      row.DeviceId,
      row.ApplicationKey,
      row.ApplicationName,
      row.ApplicationVersion,
      row.ApplicationPublisher,
    ),
  );
  const checked = data?.managedDevices.slice(0, 60) ?? [];
  const ofDevices: string[] = [];
  for (const { id } of checked) {
    const path = `/beta/deviceManagement/managedDevices/${id}/detectedApps`;
    for (const app of await getAll<DetectedApp>(path)) {
      ofDevices.push(
        line(id, app.id, app.displayName, app.version, app.publisher),
      );
    }
  }
  const same = (row: string) => checked.some(({ id }) => row.startsWith(id));
  expect(unique(ofExport.filter(same))).toEqual(unique(ofDevices));
  expect(ofExport.length).toBeGreaterThan(unique(ofExport).length);
  expect(exported[0]).not.toHaveProperty('SizeInByte');
});

const ofExport = (deviceColumn: string, timeColumn: string) => (row: CsvRow) =>
  line(
    row.PolicyId,
    row[deviceColumn],
    statusNumbers[Number(row.PolicyStatus)],
    isoTime(row[timeColumn]),
  );

test.each([
  [
    'deviceCompliancePolicies',
    'compliancePolicies',
    'DevicePoliciesComplianceReportV3',
    'DeviceId',
    'LastContact',
  ],
  [
    'deviceConfigurations',
    'deviceConfigurations',
    'DeviceStatusesByConfigurationProfile',
    'IntuneDeviceId',
    'PspdpuLastModifiedTimeUtc',
  ],
] as const)(
  'the statuses of %s',
  async (set, kind, reportName, deviceColumn, timeColumn) => {
    const policies = new Set(data?.[kind].map(({ id }) => id));
    const ofPolicies: string[] = [];
    for (const id of policies) {
      const path = `/v1.0/deviceManagement/${set}/${id}/deviceStatuses`;
      for (const row of await getAll<DeviceComplianceDeviceStatus>(path)) {
        const [, policyId, deviceId] = row.id?.split('_') ?? [];
        const { status, lastReportedDateTime } = row;
        ofPolicies.push(line(policyId, deviceId, status, lastReportedDateTime));
      }
    }
    const rows = await exportRows(client, { reportName });
    const listed = rows.filter(({ PolicyId }) => policies.has(PolicyId));
    expect(listed.map(ofExport(deviceColumn, timeColumn)).sort()).toEqual(
      ofPolicies.sort(),
    );
  },
);

test('exports know policies that are not listed, and all kinds', async () => {
  const reported = async (reportName: string) =>
    new Set(
      (await exportRows(client, { reportName })).map(
        ({ PolicyId }) => PolicyId,
      ),
    );
  const all = new Set([
    ...(await reported('DevicePoliciesComplianceReport')),
    ...(await reported('DeviceStatusesByConfigurationProfile')),
  ]);
  expect(all).toEqual(
    new Set(data?.policyStatuses.map(({ policyId }) => policyId)),
  );
});

test('installations: both exports and the report', async () => {
  const [{ id }] = data?.mobileApps ?? [];
  const filter = `(ApplicationId eq '${id}')`;
  const select = [
    'DeviceId',
    'UserPrincipalName',
    'InstallState',
    'AppVersion',
  ];
  const answer = await client.post(
    '/beta/deviceManagement/reports/getDeviceInstallStatusReport',
    { filter, select, top: 1000 },
  );
  const { Values } = answer.json<{ Values: (string | number)[][] }>();
  const ofReport = Values.map((row) => line(...row.map(String))).sort();
  const ofRow = (row: CsvRow) => line(...select.map((name) => row[name]));
  const byApp = await exportRows(client, {
    reportName: 'DeviceInstallStatusByApp',
    filter,
  });
  const all = await exportRows(client, {
    reportName: 'OrgDeviceInstallStatus',
  });
  const ofApp = all.filter(({ ApplicationId }) => ApplicationId === id);
  expect(byApp.map(ofRow).sort()).toEqual(ofReport);
  expect(ofApp.map(ofRow).sort()).toEqual(ofReport);
  expect(all).toHaveLength(data?.installStatuses.length ?? 0);
});

test('the inventory of devices: card and cable, but no memory', async () => {
  const rows = await exportRows(client, {
    reportName: 'DevicesWithInventory',
    select: ['DeviceId', 'ICCID', 'EthernetMAC'],
  });
  expect(rows).toEqual(
    data?.managedDevices.map((device) => ({
      DeviceId: device.id,
      ICCID: device.iccid ?? '',
      EthernetMAC: device.ethernetMacAddress ?? '',
    })),
  );
});

test('the aggregate counts devices', async () => {
  const rows = await exportRows(client, { reportName: 'AppInvAggregate' });
  const apps = [...(data?.detectedApps.values() ?? [])].flat();
  const total = rows.reduce((sum, row) => sum + Number(row.DeviceCount), 0);
  expect(total).toBe(apps.length);
});

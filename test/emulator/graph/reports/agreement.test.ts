/** The reports and the listings tell the same: what a client learns does not depend on whom it asks. */
import type {
  DetectedApp,
  DeviceComplianceDeviceStatus,
} from '@microsoft/microsoft-graph-types-beta';
import { generateTenant } from '../..';
import { exportRows, type CsvRow } from '../../exportClient';
import { policyFilter, reportRows, type ReportRow } from '../../reportClient';
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
  client = await startTestClient({
    tenant,
    exportPolls: 1,
    detectedAppsList: 'pages',
    deviceStatusesCut: 'never',
  });
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
      const path = `/beta/deviceManagement/${set}/${id}/deviceStatuses`;
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

test.each([
  ['the policies', 'compliancePolicies', 'DevicePoliciesComplianceReportV3'],
  [
    'the configurations',
    'deviceConfigurations',
    'DeviceStatusesByConfigurationProfile',
  ],
  [
    'the catalog',
    'configurationPolicies',
    'DeviceStatusesByConfigurationProfile',
  ],
  [
    'the templates',
    'groupPolicyConfigurations',
    'DeviceStatusesByConfigurationProfile',
  ],
  ['the intents', 'intents', 'DeviceStatusesByConfigurationProfile'],
] as const)(
  '%s: the export and the reports of each one',
  async (_, kind, reportName) => {
    const ids = data?.[kind].slice(0, 4).map(({ id }) => id) ?? [];
    const deviceOf = (row: Readonly<Record<string, unknown>>) =>
      String(row.DeviceId ?? row.IntuneDeviceId);
    const of = (row: Readonly<Record<string, unknown>>) =>
      line(
        String(row.PolicyId),
        deviceOf(row),
        String(row.PolicyStatus),
        String(row.PspdpuLastModifiedTimeUtc ?? row.LastContact).replace(
          'T',
          ' ',
        ),
      );
    const exported = await exportRows(client, { reportName });
    const reported: ReportRow[] = [];
    for (const id of ids) {
      const isCompliance = kind === 'compliancePolicies';
      const name = isCompliance
        ? 'getDeviceStatusByCompliacePolicyReport'
        : 'getConfigurationPolicyDevicesReport';
      const filter = isCompliance ? `(PolicyId eq '${id}')` : policyFilter(id);
      const all = await reportRows(client, name, { filter });
      reported.push(...all);
    }
    const expected = exported.filter(({ PolicyId }) => ids.includes(PolicyId));
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.map(of).sort()).toEqual(expected.map(of).sort());
  },
);

test('installations: both exports and the report', async () => {
  const [{ id }] = data?.mobileApps ?? [];
  const filter = `(ApplicationId eq '${id}')`;
  const names = ['DeviceId', 'UserPrincipalName', 'InstallState', 'AppVersion'];
  const of = (row: Readonly<Record<string, unknown>>) =>
    line(...names.map((name) => String(row[name])));
  const reported = await reportRows(
    client,
    'retrieveDeviceAppInstallationStatusReport',
    { filter, orderBy: ['DeviceName asc'] },
  );
  const byApp = await exportRows(client, {
    reportName: 'DeviceInstallStatusByApp',
    filter,
  });
  const all = await exportRows(client, {
    reportName: 'OrgDeviceInstallStatus',
  });
  const ofApp = all.filter(({ ApplicationId }) => ApplicationId === id);
  const expected = reported.map(of).sort();
  expect(byApp.map(of).sort()).toEqual(expected);
  expect(ofApp.map(of).sort()).toEqual(expected);
  expect(all).toHaveLength(data?.installStatuses.length ?? 0);
});

test('counts of installations: the export and the report', async () => {
  const exported = await exportRows(client, {
    reportName: 'AppInstallStatusAggregate',
  });
  const reported = await reportRows(client, 'getAppsInstallSummaryReport', {});
  expect(
    reported.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, String(cell)]),
      ),
    ),
  ).toEqual(exported);
  expect(exported).toHaveLength(data?.mobileApps.length ?? 0);
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

/** How tenants write closed lists, ids and headers, in exports and in reports alike. */
import { generateTenant, type EmulatorOptions } from '../..';
import { exportRows } from '../../exportClient';
import { policyFilter, reportRows } from '../../reportClient';
import { startTestClient, type TestClient } from '../../testClient';

const tenant = generateTenant({ size: 'small' });
const data = tenant.intune?.data;
const [policy] = data?.compliancePolicies ?? [];
const [configuration] = data?.deviceConfigurations ?? [];
const [app] = data?.mobileApps ?? [];

async function withClient<T>(
  options: Omit<EmulatorOptions, 'tenant'>,
  use: (own: TestClient) => Promise<T>,
): Promise<T> {
  const own = await startTestClient({ tenant, exportPolls: 0, ...options });
  return use(own).finally(() => own.close());
}

const installs = 'retrieveDeviceAppInstallationStatusReport';
const ofApp = { filter: `(ApplicationId eq '${app.id}')` };
const ofPolicy = { filter: `(PolicyId eq '${policy.id}')` };

async function valuesOf(own: TestClient, column: string) {
  const rows = {
    PolicyStatus: [
      await exportRows(own, { reportName: 'DevicePoliciesComplianceReportV3' }),
      await exportRows(own, {
        reportName: 'DeviceStatusesByConfigurationProfile',
      }),
      await reportRows(own, 'getDeviceStatusByCompliacePolicyReport', ofPolicy),
      await reportRows(own, 'getConfigurationPolicyDevicesReport', {
        filter: policyFilter(configuration.id),
      }),
    ],
    InstallState: [
      await exportRows(own, { reportName: 'OrgDeviceInstallStatus' }),
      await exportRows(own, {
        reportName: 'DeviceInstallStatusByApp',
        ...ofApp,
      }),
      await reportRows(own, installs, ofApp),
    ],
    AppInstallState: [
      await exportRows(own, {
        reportName: 'DeviceInstallStatusByApp',
        ...ofApp,
      }),
      await reportRows(own, installs, ofApp),
    ],
  }[column];
  return rows?.map((each) => [
    ...new Set(each.map((row: object) => String(Reflect.get(row, column)))),
  ]);
}

// Numbers were recorded. Microsoft documents the columns as numbers, and texts where the localization replaces them:
// https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports and
// https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis. Nobody has published the third form.
describe.each([
  ['number', /^-?\d+$/, ['2', '1', '1']],
  ['name', /^[A-Z][A-Za-z]+$/, ['Compliant', 'Installed', 'Installed']],
  [
    'nameAndNumber',
    /^[A-Z][A-Za-z]+ \(-?\d+\)$/,
    ['Compliant (2)', 'Installed (1)', 'Installed (1)'],
  ],
] as const)('states as %s', (stateForm, pattern, examples) => {
  let own: TestClient;
  beforeAll(async () => {
    own = await startTestClient({ tenant, exportPolls: 0, stateForm });
  });
  afterAll(() => own.close());

  test.each([
    ['PolicyStatus', examples[0]],
    ['InstallState', examples[1]],
    ['AppInstallState', examples[2]],
  ])('%s like %j', async (column, example) => {
    const values = await valuesOf(own, column);
    expect(values?.length).toBeGreaterThan(1);
    for (const each of values ?? []) {
      expect(each).toContain(example);
      expect(each.filter((value) => !pattern.test(value))).toEqual([]);
    }
  });
});

// Intune's components differ among themselves: https://github.com/cartography-cncf/cartography compares ids in one case.
test.each(['lower', 'upper'] as const)('ids in %s case', (reportedIdCase) =>
  withClient({ reportedIdCase }, async (own) => {
    const rows = [
      ...(await exportRows(own, { reportName: 'AppInvRawData' })),
      ...(await exportRows(own, { reportName: 'DevicesWithInventory' })),
      ...(await exportRows(own, {
        reportName: 'DeviceStatusesByConfigurationProfile',
      })),
      ...(await reportRows(own, installs, ofApp)),
      ...(await reportRows(
        own,
        'getDeviceStatusByCompliacePolicyReport',
        ofPolicy,
      )),
    ];
    const ids = rows.flatMap((row: Readonly<Record<string, unknown>>) =>
      ['DeviceId', 'IntuneDeviceId', 'PolicyId', 'ApplicationId', 'UserId']
        .map((name) => row[name])
        .filter((id) => id !== undefined)
        .map(String),
    );
    const inCase = (id: string) =>
      reportedIdCase === 'upper' ? id.toUpperCase() : id.toLowerCase();
    expect(ids.length).toBeGreaterThan(100);
    expect(ids).toEqual(ids.map(inCase));
    // A hash, no GUID.
    expect(rows[0].ApplicationKey).toMatch(/^[0-9a-f]{64}$/);
  }),
);

// A public reader of exports expects `DeviceID`; no file with such a header has been published.
test.each([
  ['documented', ['DeviceId', 'PolicyId', 'PolicyStatus']],
  ['other', ['DeviceID', 'policyId', 'policyStatus']],
] as const)('headers of exports as %s', (exportHeaderCase, expected) =>
  withClient({ exportHeaderCase }, async (own) => {
    const [row] = await exportRows(own, {
      reportName: 'DevicePoliciesComplianceReportV3',
      select: ['DeviceId', 'PolicyId', 'PolicyStatus'],
      localizationType: 'ReplaceLocalizableValues',
    });
    expect(Object.keys(row)).toEqual(expected);
  }),
);

// Two recorded rows lack this one. No page that says so is known to us.
test('a column can be missing from an export', () =>
  withClient({ missingColumns: ['PspdpuLastModifiedTimeUtc'] }, async (own) => {
    const [row] = await exportRows(own, {
      reportName: 'DeviceStatusesByConfigurationProfile',
    });
    expect(row).toHaveProperty('PolicyStatus');
    expect(row).not.toHaveProperty('PspdpuLastModifiedTimeUtc');
  }));

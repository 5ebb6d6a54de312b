/**
 * Report actions: which there are on which version, what they take and what they refuse. Sources: Microsoft's metadata
 * (https://github.com/microsoftgraph/msgraph-metadata) and the public callers named below.
 */
import { generateTenant, type EmulatorOptions } from '../..';
import {
  askReport,
  policyFilter,
  reportPage,
  reportRows,
  rowsOf,
} from '../../reportClient';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../../testClient';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const [app] = data?.mobileApps ?? [];
const [device] = data?.managedDevices ?? [];
const [policy] = data?.compliancePolicies ?? [];
const [catalog] = data?.configurationPolicies ?? [];
const [intent] = data?.intents ?? [];

const ofApp = `(ApplicationId eq '${app.id}')`;
const ofPolicy = `(PolicyId eq '${policy.id}')`;
const ofDevice = `(DeviceId eq '${device.id}')`;
const ofIntuneDevice = `(IntuneDeviceId eq '${device.id}')`;
const complianceTypes =
  "(PolicyBaseTypeName eq 'Microsoft.Management.Services.Api.DeviceCompliancePolicy') or (PolicyBaseTypeName eq 'DeviceManagementCompliancePolicy')";

const installs = 'retrieveDeviceAppInstallationStatusReport';
const oldInstalls = 'getDeviceInstallStatusReport';
const policyDevices = 'getConfigurationPolicyDevicesReport';

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

/** With an emulator of its own. */
async function withClient<T>(
  options: Omit<EmulatorOptions, 'tenant'>,
  use: (own: TestClient) => Promise<T>,
): Promise<T> {
  const own = await startTestClient({ tenant, ...options });
  return use(own).finally(() => own.close());
}

const messageOf = (answer: { json<T>(): T }) =>
  answer.json<ErrorBody>().error.message;

// The metadata of 2026 has 19 of them on v1.0; those of single devices and policies are on beta only.
const actions = [
  [installs, ofApp, 200],
  ['getAppsInstallSummaryReport', '', 400],
  ['getDeviceStatusByCompliacePolicyReport', ofPolicy, 400],
  [policyDevices, policyFilter(catalog.id), 400],
  ['getDevicePoliciesComplianceReport', ofDevice, 400],
  ['getConfigurationPoliciesReportForDevice', ofIntuneDevice, 400],
  ['getPolicyNonComplianceSummaryReport', complianceTypes, 200],
] as const;

describe.each(actions)('%s', (name, filter, onV1) => {
  test('is on beta, with and without the namespace', async () => {
    const plain = await askReport(client, name, { filter });
    const named = await askReport(client, `microsoft.graph.${name}`, {
      filter,
    });
    expect([plain.status, named.status]).toEqual([200, 200]);
    expect(named.text).toBe(plain.text);
  });

  test(`is answered with ${onV1} on v1.0`, async () => {
    const answer = await askReport(client, name, { filter }, 'v1.0');
    expect(answer.status).toBe(onV1);
    if (onV1 === 400) {
      expect(messageOf(answer)).toBe(
        `Resource not found for the segment '${name}'.`,
      );
    }
  });
});

// https://github.com/microsoftgraph/microsoft-graph-devx-content lists any one of the three, for those that it lists.
test.each([
  ['DeviceManagementApps.Read.All', 200],
  ['DeviceManagementConfiguration.Read.All', 200],
  ['DeviceManagementManagedDevices.Read.All', 200],
  ['Directory.Read.All', 403],
])('with %s each of them is answered with %i', (role, status) =>
  withClient({ roles: [role] }, async (own) => {
    for (const [name, filter] of actions) {
      expect((await askReport(own, name, { filter })).status).toBe(status);
    }
  }),
);

// Some tenants answer the old name, others do not know it: https://github.com/KelvinTegelaar/CIPP-API still calls it.
describe.each([
  ['successor', 200, 400],
  ['both', 200, 200],
  ['old', 400, 200],
] as const)(
  'the report of installations by %s',
  (installReport, ...expected) => {
    test('answers to its names', () =>
      withClient({ installReport }, async (own) => {
        const answers = [
          await askReport(own, installs, { filter: ofApp }),
          await askReport(own, oldInstalls, { filter: ofApp }),
        ];
        expect(answers.map(({ status }) => status)).toEqual(expected);
        for (const [index, name] of [installs, oldInstalls].entries()) {
          if (expected[index] === 200) continue;
          expect(messageOf(answers[index])).toBe(
            `Resource not found for the segment '${name}'.`,
          );
        }
      }));
  },
);

// https://github.com/realmjoin/SlimLib.Microsoft.Graph and https://github.com/gilburns/Intuneomator write the qualified form.
test.each([
  ['both', 200, 200],
  ['qualified', 400, 200],
  ['unqualified', 200, 400],
] as const)(
  'the newer report of installations has a name of the form %s',
  (installReportForm, plain, qualified) =>
    withClient({ installReportForm, installReport: 'both' }, async (own) => {
      const answerTo = (name: string) =>
        askReport(own, name, { filter: ofApp });
      const name = `microsoft.graph.${installs}`;
      const answers = [await answerTo(installs), await answerTo(name)];
      expect(answers.map(({ status }) => status)).toEqual([plain, qualified]);
      const refused = answers.find(({ status }) => status !== 200);
      expect(refused && messageOf(refused)).toBe(
        refused &&
          `Resource not found for the segment '${plain === 200 ? name : installs}'.`,
      );
      for (const other of [oldInstalls, `microsoft.graph.${oldInstalls}`]) {
        expect((await answerTo(other)).status).toBe(200);
      }
    }),
);

describe('filters', () => {
  test.each([
    [installs, ''],
    // "DeviceId is not filterable", say public callers.
    [installs, `${ofApp} and ${ofDevice}`],
    ['getDeviceStatusByCompliacePolicyReport', ''],
    ['getDevicePoliciesComplianceReport', ''],
    ['getConfigurationPoliciesReportForDevice', ''],
    ['getPolicyNonComplianceSummaryReport', ''],
    // Seen once: https://github.com/gilburns/Intuneomator sends the kinds with each policy.
    [policyDevices, `(PolicyId eq '${catalog.id}')`],
    [policyDevices, "(PolicyBaseTypeName eq 'DeviceConfigurationAdmxPolicy')"],
    ['getAppsInstallSummaryReport', "(Nonsense eq '1')"],
    ['getAppsInstallSummaryReport', 'nonsense'],
  ])('%s refuses %j', async (name, filter) => {
    expect((await askReport(client, name, { filter })).status).toBe(400);
  });

  test('an unknown policy has no rows', async () => {
    const filter = policyFilter('ffffffff-0000-0000-0000-000000000000');
    const page = await reportPage(client, policyDevices, { filter });
    expect([page.TotalRowCount, page.Values]).toEqual([0, []]);
  });

  test('ids are found in either case', async () => {
    const filter = ofPolicy.replace(policy.id, policy.id.toUpperCase());
    const name = 'getDeviceStatusByCompliacePolicyReport';
    const upper = await reportPage(client, name, { filter });
    const lower = await reportPage(client, name, { filter: ofPolicy });
    expect(upper.TotalRowCount).toBe(lower.TotalRowCount);
    expect(lower.TotalRowCount).toBeGreaterThan(0);
  });

  test.each([
    ['Microsoft.Management.Services.Api.DeviceManagementIntent', true],
    ['DeviceManagementConfigurationPolicy', false],
    // As another public caller has it; the service is not known to.
    ['DeviceIntent', false],
  ])('an intent is of the kind %s: %s', async (type, expected) => {
    const filter = policyFilter(intent.id, [type]);
    const page = await reportPage(client, policyDevices, { filter });
    expect(page.TotalRowCount > 0).toBe(expected);
  });

  test('every family is of one of the five kinds', async () => {
    const policies = [
      data?.compliancePolicies,
      data?.deviceConfigurations,
      data?.configurationPolicies,
      data?.groupPolicyConfigurations,
      data?.intents,
    ].map((family) => family?.[0].id ?? '');
    for (const id of policies) {
      const filter = policyFilter(id);
      const page = await reportPage(client, policyDevices, { filter });
      const statuses = data?.policyStatuses.filter(
        ({ policyId }) => policyId === id,
      );
      expect(page.TotalRowCount).toBe(statuses?.length);
    }
  });

  // Nobody has published a row of an intent.
  test('intents may be left out, whatever the filter says', () =>
    withClient({ intentsInPolicyReports: false }, async (own) => {
      const filter = policyFilter(intent.id);
      const page = await reportPage(own, policyDevices, { filter });
      expect(page.TotalRowCount).toBe(0);
    }));
});

// In Intune's words where they are known; nobody has published such an answer of these reports.
test.each([
  ['forbidden', 403, 'must have one of the following scopes'],
  ['unsupported', 400, 'not supported'],
  ['needsFilter', 400, 'Restriction filter needed'],
] as const)('one report can be %s', (refusal, status, words) =>
  withClient({ refusedReports: { [policyDevices]: refusal } }, async (own) => {
    const refused = await askReport(own, policyDevices, {
      filter: policyFilter(catalog.id),
    });
    const other = await askReport(own, installs, { filter: ofApp });
    expect([refused.status, other.status]).toEqual([status, 200]);
    expect(messageOf(refused)).toContain(words);
  }),
);

describe('columns', () => {
  // The columns of the export of the same name: those of the report itself were not seen.
  test('of compliance', async () => {
    const name = 'getDeviceStatusByCompliacePolicyReport';
    const { Schema } = await reportPage(client, name, { filter: ofPolicy });
    expect(Schema.map(({ Column }) => Column)).toEqual([
      'AadDeviceId',
      'DeviceId',
      'DeviceName',
      'LastContact',
      'ManagementAgents',
      'OS',
      'PolicyId',
      'PolicyStatus',
      'PolicyStatus_loc',
      'UPN',
      'UserId',
      'UserName',
    ]);
  });

  // https://github.com/gilburns/Intuneomator
  test('of the devices of a policy', async () => {
    const { Schema } = await reportPage(client, policyDevices, {
      filter: policyFilter(catalog.id),
    });
    expect(Schema.map(({ Column }) => Column)).toEqual([
      'AssignmentFilterIds',
      'DeviceName',
      'IntuneDeviceId',
      'Manufacturer',
      'Model',
      'PolicyBaseTypeName',
      'PolicyId',
      'PolicyStatus',
      'PspdpuLastModifiedTimeUtc',
      'ReportStatus',
      'UPN',
      'UnifiedPolicyPlatformType',
      'UnifiedPolicyType',
      'UserId',
    ]);
  });

  test('of installations', async () => {
    const { Schema } = await reportPage(client, installs, { filter: ofApp });
    expect(Schema).toHaveLength(19);
    expect(Schema).toContainEqual({
      Column: 'InstallState',
      PropertyType: 'Int64',
    });
  });
});

test('all compliance policies, and all configurations, of one device', async () => {
  const statuses = data?.policyStatuses.filter(
    ({ deviceId }) => deviceId === device.id,
  );
  const rows = [
    ...(await reportRows(client, 'getDevicePoliciesComplianceReport', {
      filter: ofDevice,
    })),
    ...(await reportRows(client, 'getConfigurationPoliciesReportForDevice', {
      filter: ofIntuneDevice,
    })),
  ];
  expect(rows.map(({ PolicyId }) => PolicyId).sort()).toEqual(
    statuses?.map(({ policyId }) => policyId).sort(),
  );
});

// A public caller names both kinds of compliance policies in its filter.
test('the summary tells the policies that devices fail', async () => {
  const name = 'getPolicyNonComplianceSummaryReport';
  const rows = rowsOf(
    await reportPage(client, name, { filter: complianceTypes }),
  );
  const row = rows.find(({ PolicyId }) => PolicyId === policy.id);
  const failing = data?.policyStatuses.filter(
    ({ policyId, status }) =>
      policyId === policy.id && status === 'nonCompliant',
  );
  expect(row).toMatchObject({
    PolicyName: policy.displayName,
    NumberOfNonCompliantDevices: new Set(
      failing?.map(({ deviceId }) => deviceId),
    ).size,
  });
});

/** Intune through the real command line: the same graph from either source, and honest failures. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { exitCodes } from '../../scripts/exitCodes';
import {
  allRoles,
  generateTenant,
  startEmulator,
  withoutIntune,
  type Emulator,
  type EmulatorOptions,
  type Tenant,
} from '../emulator';
import { firstOf } from '../support/extent';
import { expectedGraph } from './expectedGraph';
import { graphOf } from './graphOf';
import { collectFrom, type Collected } from './workspace';

jest.setTimeout(180_000);

const demo = generateTenant({ size: 'demo' });
const test1500 = generateTenant({ size: 'test' });

let emulator: Emulator;

async function collect(
  options: EmulatorOptions,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Collected> {
  emulator = await startEmulator({ exportPolls: 0, ...options });
  return collectFrom(emulator, overrides);
}

afterEach(() => emulator.close());

function intuneOf({ intune }: Tenant) {
  if (!intune) {
    throw new TypeError('The tenant has no Intune');
  }
  return intune.data;
}

function statuses({ summary }: Collected): Record<string, string> {
  return Object.fromEntries(
    (summary?.integrationStepResults ?? []).map(({ id, status }) => [
      id,
      status,
    ]),
  );
}

/**
 * Without policies of the catalog that no device has a state of: where exports
 * are refused, nobody knows whether those have any. And with so few
 * configurations that their reports fit into one window of the quota.
 */
function readableWithoutExports(tenant: Tenant): Tenant {
  const { intune } = tenant;
  const data = intuneOf(tenant);
  const reported = new Set(data.policyStatuses.map(({ policyId }) => policyId));
  const complianceCatalogPolicies = data.complianceCatalogPolicies.filter(
    ({ id }) => reported.has(id),
  );
  return {
    ...tenant,
    intune: intune && {
      ...intune,
      data: {
        ...data,
        complianceCatalogPolicies,
        deviceConfigurations: data.deviceConfigurations.slice(-4),
        configurationPolicies: data.configurationPolicies.slice(-4),
        groupPolicyConfigurations: data.groupPolicyConfigurations.slice(-3),
      },
    },
  };
}

function detailBatches() {
  return emulator.requests.filter(({ batch }) =>
    batch?.some(({ url }) => url.includes('physicalMemoryInBytes')),
  );
}

/** How many entities have the property. */
function count({ entities }: Collected, property: keyof Entity): number {
  return entities.filter((entity) => entity[property] !== undefined).length;
}

describe('either source', () => {
  test('gives the same graph of few devices', async () => {
    const collected = await collect({ tenant: demo });

    expect(collected.exitCode).toBe(0);
    expect(graphOf(collected)).toEqual(expectedGraph(demo));
    // Advanced device details cost nothing when they are off.
    expect(detailBatches()).toEqual([]);
    expect(count(collected, 'totalPhysicalMemoryInBytes')).toBe(0);
    expect(count(collected, 'sizeInByte')).toBeGreaterThan(0);
  });

  test('gives the same graph of many devices when exports are refused', async () => {
    const tenant = readableWithoutExports(test1500);
    const collected = await collect({ tenant, exportPermission: 'readWrite' });

    expect(collected.exitCode).toBe(0);
    expect(graphOf(collected)).toEqual(expectedGraph(tenant));
    expect(collected.output).toMatch(
      /note +configuration-findings: .* needs no other permission/,
    );
  });

  // Exports that go wrong in other ways: test/reliability/matrix/exportFaults.ts.
  test('gives the same graph when lists are short, reports are refused and an export is damaged', async () => {
    const collected = await collect({
      tenant: demo,
      refusedReports: {
        getDeviceStatusByCompliacePolicyReport: 'forbidden',
        retrieveDeviceAppInstallationStatusReport: 'forbidden',
      },
      deviceStatusesCut: 'always',
      statusesBeforeCut: 5,
      exportOutcome: (reportName) =>
        reportName === 'OrgDeviceInstallStatus' ? 'corruptZip' : 'completed',
    });

    expect(collected.exitCode).toBe(0);
    expect(graphOf(collected)).toEqual(expectedGraph(demo));
  });
});

test('states that fall short everywhere fail the step, which emits the others', async () => {
  const collected = await collect({
    tenant: demo,
    exportPermission: 'readWrite',
    deviceStatusesCut: 'always',
    statusesBeforeCut: 1,
    refusedReports: { getDeviceStatusByCompliacePolicyReport: 'forbidden' },
  });

  expect(collected.exitCode).toBe(exitCodes.partial);
  expect(collected.output).toMatch(
    /compliance-findings: \d+ compliance policies whose states on devices are missing: .*Intune counts \d+/,
  );
  const { types } = collected.summary?.metadata.partialDatasets ?? {};
  expect(types).toContain('intune_noncompliance_finding');
  expect(
    collected.relationships.some(
      ({ _type }) => _type === 'intune_host_agent_assigned_compliance_policy',
    ),
  ).toBe(true);
  expect(statuses(collected)).toMatchObject({
    'compliance-findings': 'failure',
    'managed-devices': 'success',
  });
});

describe('advanced device details', () => {
  const overrides = { INCLUDE_ADVANCED_DEVICE_DETAILS: 'true' };

  test('appear where the tenant has them, at one HTTP request for 20 devices', async () => {
    const collected = await collect({ tenant: demo }, overrides);

    const { managedDevices } = intuneOf(demo);
    const byKey = new Map(collected.entities.map((e) => [e._key, e]));
    for (const device of managedDevices) {
      expect(byKey.get(device.id)).toMatchObject({
        ...(device.physicalMemoryInBytes && {
          totalPhysicalMemoryInBytes: device.physicalMemoryInBytes,
        }),
        ...(device.iccid && { iccid: device.iccid }),
      });
    }
    expect(count(collected, 'totalPhysicalMemoryInBytes')).toBeGreaterThan(0);
    expect(count(collected, 'iccid')).toBeGreaterThan(0);
    expect(count(collected, 'ethernetMacAddress')).toBeGreaterThan(0);
    expect(detailBatches()).toHaveLength(Math.ceil(managedDevices.length / 20));
  });
});

describe('a missing permission', () => {
  const without = (name: string) => allRoles.filter((role) => role !== name);

  test.each(
    firstOf(1, [
      [
        'DeviceManagementManagedDevices.Read.All',
        {
          users: 'success',
          'managed-devices': 'failure',
          'user-devices': 'failure',
          'compliance-policies': 'success',
          'compliance-findings': 'failure',
          'detected-applications': 'failure',
          'managed-applications': 'failure',
        },
      ],
      [
        'DeviceManagementConfiguration.Read.All',
        {
          'managed-devices': 'success',
          'compliance-policies': 'failure',
          'device-configurations': 'failure',
          'compliance-findings': 'failure',
          'configuration-findings': 'failure',
          'detected-applications': 'success',
        },
      ],
      [
        'DeviceManagementApps.Read.All',
        {
          'managed-applications': 'failure',
          'detected-applications': 'success',
        },
      ],
    ]),
  )('%s is named, and fails what needs it only', async (role, expected) => {
    const collected = await collect({
      tenant: generateTenant({ size: 'small' }),
      roles: without(role),
    });

    expect(collected.exitCode).toBe(exitCodes.partial);
    expect(collected.output).toContain(`Missing permission ${role}`);
    expect(statuses(collected)).toMatchObject(expected);
  });
});

test('a tenant without Intune disables its steps, and gives its directory', async () => {
  const tenant = withoutIntune(generateTenant({ size: 'small' }));

  const collected = await collect({ tenant });

  expect(collected.exitCode).toBe(0);
  expect(statuses(collected)).toEqual({
    account: 'success',
    users: 'success',
    groups: 'success',
    'group-users': 'success',
    'group-members': 'success',
    'managed-devices': 'disabled',
    'user-devices': 'disabled',
    'compliance-policies': 'disabled',
    'device-configurations': 'disabled',
    'compliance-findings': 'disabled',
    'configuration-findings': 'disabled',
    'managed-applications': 'disabled',
    'detected-applications': 'disabled',
  });
  expect(graphOf(collected)).toEqual(expectedGraph(tenant));
});

test('an ingestion source that is switched off is not asked for', async () => {
  const collected = await collect(
    { tenant: generateTenant({ size: 'small' }) },
    { DISABLED_INGESTION_SOURCES: 'applications,groups' },
  );

  expect(collected.exitCode).toBe(0);
  expect(statuses(collected)).toMatchObject({
    groups: 'disabled',
    'group-members': 'disabled',
    'group-users': 'disabled',
    'managed-applications': 'disabled',
    'detected-applications': 'disabled',
    'managed-devices': 'success',
  });
  const paths = emulator.requests.map(({ path }) => path).join('\n');
  // Groups that may have directory roles are read for the roles of users.
  expect(paths).not.toMatch(
    /mobileApps|\/groups(?!\?\$filter=isAssignableToRole)/,
  );
});

test('findings of severities that are not wanted are left out, and nothing else', async () => {
  const tenant = generateTenant({ size: 'small' });

  const collected = await collect(
    { tenant },
    { VULNERABILITY_SEVERITIES: 'low, critical' },
  );

  expect(collected.exitCode).toBe(0);
  const expected = expectedGraph(tenant);
  const isOther = (text: string) => !text.includes('noncompliance_finding');
  expect(expected.entities.every(isOther)).toBe(false);
  expect(graphOf(collected)).toEqual({
    entities: expected.entities.filter(isOther),
    relationships: expected.relationships.filter(isOther),
  });
});

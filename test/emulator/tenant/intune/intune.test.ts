/** Properties of what Intune knows: every ugly case is there, and the directory does not depend on it. */
import { createHash } from 'node:crypto';
import type {
  ComplianceStatus,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import { generateTenant, tenantSizes, type IntuneData, type Tenant } from '..';
import { never, noDate, zeroGuid } from './emptyDevice';
import { systemAccount } from './policyStatuses';

const tenant = generateTenant({ size: 'test' });
const data = intuneOf(tenant);

function intuneOf({ intune }: Tenant): IntuneData {
  if (intune === undefined) throw new Error('The tenant has no Intune.');
  return intune.data;
}

const ids = (items: readonly { readonly id: string }[]) =>
  new Set(items.map(({ id }) => id));
const most = (keys: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Math.max(...counts.values());
};

/** Recordings depend on it. */
test('the directory is the same as before there was Intune', () => {
  const { intune, members, vanishedGroupIds, ...rest } = generateTenant({
    size: 'small',
  });
  const subscription = { ...intune, data: undefined };
  const directory = [rest, [...members], [...vanishedGroupIds], subscription];
  expect(
    createHash('sha256').update(JSON.stringify(directory)).digest('hex'),
  ).toBe('40e7f25f10068bba6eb1d973b8825a9c775108968f716f9986039395227a328d');
});

test('the same seed gives the same devices, another seed others', () => {
  const generate = (seed: number) =>
    intuneOf(generateTenant({ size: 'demo', seed }));
  expect(generate(3)).toEqual(generate(3));
  expect(generate(3).managedDevices[0].id).not.toBe(
    generate(4).managedDevices[0].id,
  );
});

test.each(['small', 'demo', 'test'] as const)(
  'a %s tenant has the promised numbers and no id twice',
  (size) => {
    const generated = generateTenant({ size });
    const intune = intuneOf(generated);
    const expected = tenantSizes[size].intune;
    const listed = [
      ...intune.managedDevices,
      ...intune.compliancePolicies,
      ...intune.deviceConfigurations,
      ...intune.configurationPolicies,
      ...intune.groupPolicyConfigurations,
      ...intune.intents,
      ...intune.unlistedPolicies,
      ...intune.mobileApps,
    ];
    const all = [...listed, ...generated.users, ...generated.devices];
    expect(intune.managedDevices).toHaveLength(expected.devices);
    expect(intune.mobileApps).toHaveLength(expected.mobileApps);
    expect(intune.compliancePolicies).toHaveLength(expected.compliancePolicies);
    expect(ids(all).size).toBe(all.length);
    for (const apps of intune.detectedApps.values()) {
      expect(ids(apps).size).toBe(apps.length);
    }
  },
);

const oddDevices: Record<string, (device: ManagedDevice) => boolean> = {
  'no user': ({ userId }) => userId === zeroGuid,
  'a deleted owner': ({ userId }) =>
    tenant.deletedUsers.some(({ id }) => id === userId),
  'a logged-on user who comes twice': ({ usersLoggedOn }) =>
    new Set(usersLoggedOn?.map(({ userId }) => userId)).size <
    (usersLoggedOn?.length ?? 0),
  'a logged-on user whom nobody knows': ({ usersLoggedOn }) =>
    usersLoggedOn?.some(
      ({ userId }) => !tenant.users.some(({ id }) => id === userId),
    ) ?? false,
  'a virtual machine': ({ model }) => model === 'Virtual Machine',
  'a cloud PC': ({ deviceType }) => deviceType === 'cloudPC',
  'a name with an apostrophe': ({ deviceName }) =>
    deviceName === "Ann's iPhone",
  'a name in another script': ({ deviceName }) => deviceName === '共有 iPad',
  'no name': ({ deviceName }) => deviceName === '',
  'an enrolment date that is none': ({ enrolledDateTime }) =>
    enrolledDateTime === noDate,
  'a date that never comes': ({ lastSyncDateTime }) =>
    lastSyncDateTime === never,
  'a zero Entra device id': ({ azureADDeviceId }) =>
    azureADDeviceId === zeroGuid,
  'unknown hardware': ({ manufacturer, totalStorageSpaceInBytes }) =>
    manufacturer === 'Unknown' && totalStorageSpaceInBytes === 0,
  'null nearly everywhere': ({ hardwareInformation, model }) =>
    hardwareInformation === null && model === null,
  'a personal owner': ({ ownerType }) => ownerType === 'personal',
  'no management yet': ({ managementState }) =>
    managementState === 'discovered',
  'an address with colons': ({ ethernetMacAddress }) =>
    /^(..:){5}..$/.test(ethernetMacAddress ?? ''),
  'an address with hyphens': ({ wiFiMacAddress }) =>
    /^(..-){5}..$/.test(wiFiMacAddress ?? ''),
  'an address with dots': ({ wiFiMacAddress }) =>
    /^(....\.){2}....$/.test(wiFiMacAddress ?? ''),
  'an address that is none': ({ wiFiMacAddress }) =>
    wiFiMacAddress === 'not an address',
  'a jailbreak': ({ jailBroken }) => jailBroken === 'True',
  'a SIM card': ({ iccid }) => (iccid?.length ?? 0) > 15,
};

test.each(Object.keys(oddDevices))('some device has %s', (oddity) => {
  expect(data.managedDevices.some(oddDevices[oddity])).toBe(true);
});

test.each([
  ['deviceType', 29],
  ['chassisType', 9],
  ['managementState', 12],
] as const)('every %s is there', (property, count) => {
  const kinds = data.managedDevices.map((device) => device[property]);
  expect(new Set(kinds).size).toBe(count);
});

test('a stale record shares serial number and Entra device', () => {
  const keys = data.managedDevices.map(
    ({ serialNumber, azureADDeviceId }) => `${serialNumber} ${azureADDeviceId}`,
  );
  expect(most(keys)).toBe(2);
});

describe('detected applications', () => {
  const lists = [...data.detectedApps.values()];

  test('devices share the objects', () => {
    expect(ids(lists.flat()).size).toBe(new Set(lists.flat()).size);
  });

  test('one device has three versions of one application', () => {
    const versions = lists.map((apps) =>
      most(['', ...apps.map(({ displayName }) => displayName ?? '')]),
    );
    expect(Math.max(...versions)).toBeGreaterThanOrEqual(3);
  });

  test.each([
    'Company Portal',
    'company portal',
    '',
    null,
    '7" Monitor Tool',
    'Tools, Drivers, and "More"',
    'メモ帳 📝',
  ])('one is called %j', (name) => {
    expect(lists.flat().map((app) => app.displayName)).toContain(name);
  });

  test('one device has none, another needs several pages', () => {
    expect(data.detectedApps.size).toBe(data.managedDevices.length - 1);
    expect(Math.max(...lists.map((apps) => apps.length))).toBe(230);
  });
});

describe('policy statuses', () => {
  const rows = data.policyStatuses;
  const devices = ids(data.managedDevices);
  const [broad] = data.compliancePolicies;

  test('one policy has 1450, others none', () => {
    const reported = new Set(rows.map(({ policyId }) => policyId));
    const silent = [
      ...data.compliancePolicies,
      ...data.deviceConfigurations,
    ].filter(({ id }) => !reported.has(id));
    expect(rows.filter(({ policyId }) => policyId === broad.id)).toHaveLength(
      1450,
    );
    expect(silent).toHaveLength(2);
  });

  test('every status is there, and devices that are not', () => {
    const statuses = new Set<ComplianceStatus>(
      rows.map(({ status }) => status),
    );
    expect(statuses.size).toBe(8);
    expect(rows.some(({ deviceId }) => !devices.has(deviceId))).toBe(true);
  });

  test('the user and the device itself may disagree', () => {
    const key = (row: (typeof rows)[number]) =>
      `${row.policyId} ${row.deviceId}`;
    const bySystem = rows.filter(
      ({ userPrincipalName }) => userPrincipalName === systemAccount,
    );
    const systemStatus = new Map(bySystem.map((row) => [key(row), row.status]));
    const disagreements = rows.filter(
      (row) =>
        row.userPrincipalName !== systemAccount &&
        systemStatus.has(key(row)) &&
        systemStatus.get(key(row)) !== row.status,
    );
    expect(disagreements.length).toBeGreaterThan(10);
  });

  test('deleted and built-in policies are still reported', () => {
    const unlisted = ids(data.unlistedPolicies);
    const reported = rows.filter(({ policyId }) => unlisted.has(policyId));
    expect(new Set(reported.map(({ policyId }) => policyId)).size).toBe(3);
  });
});

describe('managed applications', () => {
  const { mobileApps, installStatuses } = data;
  const some = (property: 'notes' | 'publishingState' | 'publisher') =>
    new Set(mobileApps.map((app) => app[property]));

  test('all types and states are there, and two namesakes', () => {
    expect(new Set(mobileApps.map((app) => app['@odata.type'])).size).toBe(37);
    expect(some('publishingState').size).toBe(3);
    expect(some('notes')).toContain(null);
    expect(some('publisher')).toContain(null);
    expect(mobileApps.some(({ isAssigned }) => isAssigned === false)).toBe(
      true,
    );
    expect(most(mobileApps.map((app) => app.displayName ?? ''))).toBe(2);
  });

  test('one is on 730 devices, on some of them for a second user', () => {
    const rows = installStatuses.filter(
      ({ applicationId }) => applicationId === mobileApps[0].id,
    );
    expect(new Set(rows.map(({ deviceId }) => deviceId)).size).toBe(730);
    expect(most(rows.map(({ deviceId }) => deviceId))).toBe(2);
  });

  test('every state is there, and devices that are not', () => {
    const devices = ids(data.managedDevices);
    expect(
      new Set(installStatuses.map(({ installState }) => installState)).size,
    ).toBe(7);
    expect(installStatuses.some(({ deviceId }) => !devices.has(deviceId))).toBe(
      true,
    );
  });
});

/** Properties of what Intune knows: every ugly case is there, and the directory does not depend on it. */
import { createHash } from 'node:crypto';
import type {
  ComplianceStatus,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import { generateTenant, tenantSizes, type IntuneData, type Tenant } from '..';
import { isBetaOnly } from './declaredTypes';
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
      ...intune.complianceCatalogPolicies,
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
  // How the makers of other virtual machines name them.
  'a VMware machine': ({ model }) => model === 'VMware7,1',
  'an older VMware machine': ({ model }) => model === 'VMware Virtual Platform',
  'a VirtualBox': ({ model }) => model === 'VirtualBox',
  'a Parallels machine': ({ model }) =>
    model === 'Parallels ARM Virtual Machine',
  'a virtual Mac': ({ model }) => model === 'VirtualMac2,1',
  'a KVM machine': ({ model }) => model === 'KVM',
  'a QEMU machine': ({ model }) => model === 'Standard PC (Q35 + ICH9, 2009)',
  'a machine in Google’s cloud': ({ model }) =>
    model === 'Google Compute Engine',
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
  // It says nothing: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/9016
  ['chassisType', 1],
  ['managementState', 12],
] as const)('every %s is there', (property, count) => {
  const kinds = data.managedDevices.map((device) => device[property]);
  expect(new Set(kinds).size).toBe(count);
});

/** Each was reported of Windows 11 in public. */
test('computers with Windows are of three types', () => {
  const types = data.managedDevices
    .filter(({ model }) => model === 'Latitude 7440')
    .map(({ deviceType }) => deviceType);
  expect(new Set(types)).toEqual(
    new Set(['desktop', 'windowsRT', 'windows10x']),
  );
});

/** As 24 of 24 recorded answers for single devices have them. */
test('no device has an address or a full name, Windows devices have wired addresses', () => {
  for (const { operatingSystem, hardwareInformation } of data.managedDevices) {
    if (!hardwareInformation) continue;
    expect(hardwareInformation).toMatchObject({
      ipAddressV4: null,
      deviceFullQualifiedDomainName: null,
    });
    expect(hardwareInformation.wiredIPv4Addresses?.length).toBeGreaterThan(
      operatingSystem === 'Windows' ? 0 : -1,
    );
    if (operatingSystem !== 'Windows') {
      expect(hardwareInformation.wiredIPv4Addresses).toEqual([]);
    }
  }
});

/** A text by its type, "Last Update Date Time value" by its documentation. */
test('the time of an attestation is often no ISO time', () => {
  const texts = data.managedDevices.flatMap(
    ({ deviceHealthAttestationState: state }) =>
      state ? [state.lastUpdateDateTime ?? ''] : [],
  );
  const isIso = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);
  expect(texts.filter(isIso).length).toBeGreaterThan(10);
  expect(texts.filter((text) => !isIso(text)).length).toBeGreaterThan(10);
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

  // Where the list of one device's applications ends: https://github.com/realmjoin/SlimLib.Microsoft.Graph
  test.each([
    ['small', 12],
    ['demo', 60],
    ['test', 1520],
  ] as const)(
    'one in twelve of a %s tenant has more than 50',
    (size, count) => {
      const { detectedApps } = intuneOf(generateTenant({ size }));
      const lengths = [...detectedApps.values()].map((apps) => apps.length);
      const long = lengths.filter((length) => length > 50);
      expect(long.length).toBeGreaterThanOrEqual(Math.floor(count / 12));
      expect(long.length).toBeLessThanOrEqual(count / 12 + 2);
      const total = lengths.reduce((sum, length) => sum + length, 0);
      const before = tenantSizes[size].intune.appsPerDevice * count;
      expect(total / before).toBeGreaterThan(0.8);
      expect(total / before).toBeLessThan(1.5);
    },
  );

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

  test('a catalog policy is silent, assigned or not, and others are not', () => {
    const reported = new Set(rows.map(({ policyId }) => policyId));
    const [speaking, silent] = [true, false].map((speaks) =>
      data.complianceCatalogPolicies
        .filter(({ id }) => reported.has(id) === speaks)
        .map(({ isAssigned, platforms }) => ({ isAssigned, platforms })),
    );
    expect(speaking).toEqual([
      { isAssigned: true, platforms: 'linux' },
      { isAssigned: true, platforms: 'windows10' },
    ]);
    expect(silent).toEqual([
      { isAssigned: true, platforms: 'linux' },
      { isAssigned: false, platforms: 'linux' },
    ]);
  });

  test.each([
    ['small', 1],
    ['demo', 1],
    ['test', 4],
  ] as const)('a %s tenant has %d catalog policies', (size, count) => {
    const { complianceCatalogPolicies, policyStatuses } = intuneOf(
      generateTenant({ size }),
    );
    const [{ id }] = complianceCatalogPolicies;
    expect(complianceCatalogPolicies).toHaveLength(count);
    expect(policyStatuses.some(({ policyId }) => policyId === id)).toBe(true);
  });

  test('Linux devices and others report about a policy for Linux', () => {
    const [{ id }] = data.complianceCatalogPolicies;
    const systems = rows
      .filter(({ policyId }) => policyId === id)
      .map(({ deviceId }) =>
        data.managedDevices.find((device) => device.id === deviceId),
      )
      .map((device) => device?.operatingSystem ?? 'gone');
    expect(systems).toContain('Linux (ubuntu)');
    expect(systems).toContain('Windows');
  });

  /** So that hiding them matters wherever it is tried. */
  test.each(['small', 'demo', 'test'] as const)(
    'a %s tenant has policies of types that only beta has, and of others',
    (size) => {
      const { compliancePolicies, deviceConfigurations, policyStatuses } =
        intuneOf(generateTenant({ size }));
      const reported = new Set(policyStatuses.map(({ policyId }) => policyId));
      const kinds = [
        ['DeviceCompliancePolicy', compliancePolicies],
        ['DeviceConfiguration', deviceConfigurations],
      ] as const;
      for (const [base, policies] of kinds) {
        const speaking = policies
          .filter(({ id }) => reported.has(id))
          .map((policy) => isBetaOnly(policy['@odata.type'], base));
        expect(new Set(speaking)).toEqual(new Set([true, false]));
      }
    },
  );

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

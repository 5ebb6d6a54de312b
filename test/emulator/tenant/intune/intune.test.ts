/** Properties of what Intune knows: every ugly case is there, and the directory does not depend on it. */
import { createHash } from 'node:crypto';
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import { generateTenant, tenantSizes } from '..';
import { never, noDate, zeroGuid } from './emptyDevice';
import { ids, intuneOf, most } from './intuneOf';

const tenant = generateTenant({ size: 'test' });
const data = intuneOf(tenant);

/** Recordings depend on it. */
test('the directory is the same as before there was Intune', () => {
  const { intune, members, vanishedGroupIds, ...rest } = generateTenant({
    size: 'small',
  });
  const subscription = { ...intune, data: undefined };
  // These follow from ids, and draw nothing from the random source.
  const derived = ['assignedLicenses', 'onPremisesSecurityIdentifier'];
  const directory = [rest, [...members], [...vanishedGroupIds], subscription];
  expect(
    createHash('sha256')
      .update(
        JSON.stringify(directory, (name, value: unknown) =>
          derived.includes(name) && value !== null ? undefined : value,
        ),
      )
      .digest('hex'),
  ).toBe('5e2a21ff2251e34977653e7f40cf20c9f5a19b08bb68b3cfb63f21b2218dc2e0');
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

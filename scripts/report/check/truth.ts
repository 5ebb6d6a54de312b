/** What the lists of the report have to hold, computed from the emulated tenant alone. */
import { listedDevice } from '../../../test/emulator/graph/intune/deviceShapes';
import {
  administratorsOf,
  registrationsOf,
} from '../../../test/emulator/tenant/security';
import type { Tenant } from '../../../test/emulator';

const DAY = 24 * 60 * 60 * 1_000;
/** From the best to the worst; several users may report for one device. */
const fromBest = [
  'notAssigned',
  'notApplicable',
  'compliant',
  'remediated',
  'unknown',
  'conflict',
  'error',
  'nonCompliant',
] as const;

type Status = (typeof fromBest)[number];

/** @param now when the run ended, in ms since the Unix epoch */
export function truthOf(tenant: Tenant, now: number) {
  const { intune } = tenant;
  if (!intune) {
    throw new Error('The demo has Intune');
  }
  const { data } = intune;
  const devices = data.managedDevices.map((device) => ({
    ...listedDevice(device),
    id: device.id,
    name: device.deviceName ?? '',
  }));
  const nameOf = new Map(devices.map(({ id, name }) => [id, name]));
  const users = new Map(tenant.users.map((user) => [user.id, user]));
  const owned = new Set(devices.map(({ userId }) => userId));
  const states = worstStates(data.policyStatuses);
  const compliance = new Set(
    [...data.compliancePolicies, ...data.complianceCatalogPolicies].map(
      ({ id }) => id,
    ),
  );
  const policyNames = new Map(
    [
      ...data.compliancePolicies,
      ...data.complianceCatalogPolicies,
      ...data.deviceConfigurations,
      ...data.configurationPolicies,
      ...data.groupPolicyConfigurations,
      ...data.intents,
    ].map((policy) => [
      policy.id,
      ('displayName' in policy ? policy.displayName : undefined) ??
        ('name' in policy ? policy.name : undefined) ??
        '',
    ]),
  );
  const findings = states.filter(
    ({ policyId, deviceId, status }) =>
      policyNames.has(policyId) && nameOf.has(deviceId) && isOpen(status),
  );
  const withPolicy = new Set(
    states
      .filter(
        ({ policyId, status }) =>
          compliance.has(policyId) && fromBest.indexOf(status) > 1,
      )
      .map(({ deviceId }) => deviceId),
  );
  const named = (
    wanted: (device: (typeof devices)[number]) => boolean,
  ): string[] => devices.filter(wanted).map(({ name }) => name);
  const daysSince = (time: string | null | undefined) =>
    time ? Math.floor((now - Date.parse(time)) / DAY) : NaN;
  const people = (
    wanted: (user: (typeof tenant.users)[number]) => boolean,
  ): string[] =>
    tenant.users
      .filter(wanted)
      .map(({ userPrincipalName }) => userPrincipalName ?? '');
  const mfa = new Map(
    registrationsOf(tenant).map(({ id, isMfaCapable }) => [id, isMfaCapable]),
  );
  const admins = administratorsOf(tenant);
  return {
    /** Name and owner. */
    noncompliant: devices
      .filter(({ complianceState }) =>
        ['noncompliant', 'conflict', 'error', 'inGracePeriod'].includes(
          complianceState ?? '',
        ),
      )
      .map(({ name, userId }) => [
        name,
        users.get(userId ?? '')?.displayName ?? '',
      ]),
    notEncrypted: named(({ isEncrypted }) => isEncrypted === false),
    notSeen: (days: number) =>
      named(
        ({ lastSyncDateTime, enrolledDateTime }) =>
          daysSince(
            // Intune's word for never.
            lastSyncDateTime?.startsWith('0001')
              ? enrolledDateTime
              : lastSyncDateTime,
          ) > days,
      ),
    withoutPolicy: named(({ id }) => !withPolicy.has(id)),
    /** Policy, status, device. */
    findings: findings.map(({ policyId, deviceId, status }) => [
      policyNames.get(policyId) ?? '',
      status,
      nameOf.get(deviceId) ?? '',
    ]),
    highFindings: findings
      .filter(({ status }) => status !== 'unknown')
      .map(({ deviceId }) => nameOf.get(deviceId) ?? ''),
    /** Name, system, version. */
    systems: devices.map(({ name, osVersion }) => [name, osVersion ?? '']),
    personal: named(
      ({ managedDeviceOwnerType }) => managedDeviceOwnerType === 'personal',
    ),
    jailBroken: named(({ jailBroken }) => jailBroken === 'True'),
    noSecondFactor: people(({ id }) => mfa.get(id) === false),
    adminsWithout: people(({ id }) => admins.has(id) && mfa.get(id) === false),
    disabledWithDevices: people(
      ({ id, accountEnabled }) => accountEnabled === false && owned.has(id),
    ),
    guestsWithDevices: people(
      ({ id, userType }) => userType === 'Guest' && owned.has(id),
    ),
    application: mostInstalled(data.detectedApps, nameOf),
    group: largestGroup(tenant),
  };
}

function isOpen(status: Status): boolean {
  return ['nonCompliant', 'error', 'conflict', 'unknown'].includes(status);
}

function worstStates(
  rows: readonly {
    readonly policyId: string;
    readonly deviceId: string;
    readonly status: string;
  }[],
) {
  const worst = new Map<
    string,
    { policyId: string; deviceId: string; status: Status }
  >();
  for (const { policyId, deviceId, status } of rows) {
    const key = `${policyId} ${deviceId}`;
    const known = fromBest.indexOf(worst.get(key)?.status ?? 'notAssigned');
    if (!worst.has(key) || fromBest.indexOf(status as Status) >= known) {
      worst.set(key, { policyId, deviceId, status: status as Status });
    }
  }
  return [...worst.values()];
}

type DetectedApps = NonNullable<Tenant['intune']>['data']['detectedApps'];

/** The application that most devices have: its name, and each device with its version. */
function mostInstalled(
  detectedApps: DetectedApps,
  nameOf: ReadonlyMap<string, string>,
) {
  const devices = new Map<string, Map<string, string[]>>();
  for (const [deviceId, apps] of detectedApps) {
    const device = nameOf.get(deviceId);
    for (const { displayName, version } of device === undefined ? [] : apps) {
      const name = displayName?.trim().toLowerCase();
      if (name) {
        const rows = devices.get(name) ?? new Map<string, string[]>();
        rows.set(`${deviceId} ${version}`, [device ?? '', version ?? '']);
        devices.set(name, rows);
      }
    }
  }
  const [name, rows] = [...devices].sort(([, a], [, b]) => b.size - a.size)[0];
  return { name, rows: [...rows.values()] };
}

function largestGroup({ groups, members, users, vanishedGroupIds }: Tenant) {
  const names = new Map(
    users.map(({ id, userPrincipalName }) => [id, userPrincipalName ?? '']),
  );
  const [largest] = groups
    .filter(
      ({ id, visibility }) =>
        !vanishedGroupIds.has(id) && visibility !== 'HiddenMembership',
    )
    .map(({ id, displayName }) => ({
      name: displayName ?? '',
      users: (members.get(id) ?? []).flatMap(
        (member) => names.get(member.id) ?? [],
      ),
    }))
    .sort((a, b) => b.users.length - a.users.length);
  return largest;
}

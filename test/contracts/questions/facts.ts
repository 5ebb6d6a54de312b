/**
 * What a tenant has, in the words that questions return it in. It is computed from
 * the generated tenant alone: nothing of src is used here.
 */
import type {
  User,
  UserRegistrationDetails,
} from '@microsoft/microsoft-graph-types';
import type {
  ComplianceStatus,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type { Tenant } from '../../emulator';
import { listedDevice } from '../../emulator/graph/intune/deviceShapes';
import {
  registrationsOf,
  roleAssignmentsOf,
  roleDefinitions,
} from '../../emulator/tenant/security';
import type { Identified, IdentifiedIntune } from '../../emulator/tenant';
import type { Order } from '../j1ql/query';
import { noDate } from '../../emulator/tenant/intune/emptyDevice';
import { isOpen, worstStatuses } from '../../endToEnd/expectedIntune';

/** Properties of an entity or a relationship; null for what the tenant does not say. */
export type Fact = Readonly<Record<string, unknown>>;

/** What one path through the graph meets, by the aliases of the query; counts by their titles. */
export type Answer = Readonly<Record<string, Fact | number>>;

/** What a query has to return. */
export interface Expected {
  readonly answers: readonly Answer[];
  /** Absent where any order will do. */
  readonly order?: Order;
}

export interface Person extends Fact {
  readonly id: string;
  readonly accountEnabled: boolean;
  readonly isGuest: boolean;
  readonly isAdmin: boolean;
  readonly isMfaEnabled: boolean | null;
  readonly lastSignInOn: number | null;
  readonly lastNonInteractiveSignInOn: number | null;
  readonly createdOn: number | null;
  readonly passwordChangedOn: number | null;
}

export interface Endpoint {
  readonly id: string;
  readonly device: Fact & {
    readonly encrypted: boolean;
    readonly BYOD: boolean;
    readonly jailBroken: string;
    readonly serialNumber: string | null;
    readonly freeStorageSpaceInBytes: number;
    readonly osName: string;
    readonly osVersion: string;
  };
  readonly agent: Fact & {
    readonly isCompliant: boolean | null;
    readonly complianceState: string;
    readonly state: string;
    readonly lastSeenOn: number | null;
  };
  /** Of the listed users. */
  readonly owner?: Person;
  /** Listed users who logged on, each once. */
  readonly users: readonly Person[];
}

export interface Team {
  readonly group: Fact & {
    readonly displayName: string;
    readonly visibility: string | null;
  };
  readonly people: readonly Person[];
  /** Those that are neither listed users nor listed groups. */
  readonly others: readonly Fact[];
}

/** A policy or configuration on a device of the tenant: the worst that it reported. */
export interface PolicyState {
  readonly policy: Fact;
  readonly isConfiguration: boolean;
  readonly endpoint: Endpoint;
  readonly status: ComplianceStatus;
  readonly isOpen: boolean;
  /** When it was last reported, in ms since the Unix epoch. */
  readonly reportedOn: number | null;
}

export interface Facts {
  readonly now: number;
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
  readonly endpoints: readonly Endpoint[];
  readonly compliancePolicies: readonly Fact[];
  readonly policyStates: readonly PolicyState[];
  readonly tenant: Tenant;
}

/** @param now in ms since the Unix epoch */
export function factsOf(tenant: Tenant, now: number): Facts {
  const people = peopleOf(tenant);
  const byId = new Map(people.map((person) => [person.id, person]));
  const endpoints = dataOf(tenant).managedDevices.map((device) =>
    endpointOf(device, byId),
  );
  const policies = policiesOf(tenant);
  return {
    ...{ now, tenant, people, endpoints },
    teams: teamsOf(tenant, byId),
    compliancePolicies: Array.from(policies.values())
      .filter(({ isConfiguration }) => !isConfiguration)
      .map(({ policy }) => policy),
    policyStates: policyStatesOf(tenant, policies, endpoints),
  };
}

export function dataOf({ intune }: Tenant) {
  if (!intune) {
    throw new TypeError('The tenant has no Intune');
  }
  return intune.data;
}

/** Graph writes "" where it has nothing. */
function orNull(text: string | null | undefined): string | null {
  return text || null;
}

function time(text: string | null | undefined): number | null {
  return text && text !== noDate ? Date.parse(text) : null;
}

function peopleOf(tenant: Tenant): Person[] {
  const roles = rolesOf(tenant);
  const registrations = new Map(
    registrationsOf(tenant).map((registration) => [
      registration.id,
      registration,
    ]),
  );
  return tenant.users.map((user) =>
    personOf(user, roles.get(user.id), registrations.get(user.id)),
  );
}

function personOf(
  user: Identified<User>,
  roles: ReadonlySet<string> | undefined,
  registration: UserRegistrationDetails | undefined,
): Person {
  const { signInActivity, userType, userPrincipalName } = user;
  const methods = registration?.methodsRegistered ?? [];
  return {
    id: user.id,
    displayName: orNull(user.displayName) ?? orNull(userPrincipalName),
    userPrincipalName: orNull(userPrincipalName),
    mail: orNull(user.mail),
    jobTitle: orNull(user.jobTitle),
    userType: orNull(userType),
    externalUserState: orNull(user.externalUserState),
    accountEnabled: user.accountEnabled ?? false,
    isGuest: userType === 'Guest',
    createdOn: time(user.createdDateTime),
    passwordChangedOn: time(user.lastPasswordChangeDateTime),
    lastSignInOn: time(signInActivity?.lastSignInDateTime),
    lastNonInteractiveSignInOn: time(
      signInActivity?.lastNonInteractiveSignInDateTime,
    ),
    isAdmin: roles !== undefined,
    directoryRoles: roles ? [...roles].sort() : null,
    isMfaEnabled: registration?.isMfaCapable ?? null,
    isMfaRegistered: registration?.isMfaRegistered ?? null,
    mfaType: orNull(methods.join(', ')),
  };
}

/** Names of the roles that a user has by itself or by a group; ids of those that are gone. */
function rolesOf(tenant: Tenant): Map<string, Set<string>> {
  const names = new Map(
    roleDefinitions.map(({ id, displayName }) => [id, displayName ?? id]),
  );
  const roles = new Map<string, Set<string>>();
  for (const assignment of roleAssignmentsOf(tenant)) {
    const { principalId, roleDefinitionId } = assignment;
    const members = tenant.members.get(principalId ?? '') ?? [];
    for (const id of [principalId ?? '', ...members.map((each) => each.id)]) {
      const known = roles.get(id) ?? new Set();
      const role = roleDefinitionId ?? '';
      roles.set(id, known.add(names.get(role) ?? role));
    }
  }
  return roles;
}

function teamsOf(tenant: Tenant, people: ReadonlyMap<string, Person>): Team[] {
  const groups = new Set(tenant.groups.map(({ id }) => id));
  const named = new Map(
    [
      ...tenant.deletedUsers,
      ...tenant.devices,
      ...tenant.servicePrincipals,
      ...tenant.contacts,
    ].map(({ id, displayName }) => [id, displayName]),
  );
  return tenant.groups.map((group) => {
    const members = tenant.members.get(group.id) ?? [];
    return {
      group: {
        displayName: group.displayName ?? '',
        mail: orNull(group.mail),
        visibility: orNull(group.visibility),
        isSecurityEnabled: group.securityEnabled ?? false,
      },
      people: members.flatMap(({ id }) => people.get(id) ?? []),
      others: members
        .filter(({ id }) => !people.has(id) && !groups.has(id))
        .map(({ id, type }) => ({
          displayName: named.get(id),
          memberType: type,
        })),
    };
  });
}

/** Whether a device in this state complies; not in the list: nobody knows. */
const complies: Readonly<Record<string, boolean>> = {
  compliant: true,
  noncompliant: false,
  conflict: false,
  error: false,
  inGracePeriod: false,
};

function endpointOf(
  device: IdentifiedIntune<ManagedDevice>,
  people: ReadonlyMap<string, Person>,
): Endpoint {
  const listed = listedDevice(device);
  const lastSeenOn = time(listed.lastSyncDateTime);
  const osName = listed.operatingSystem ?? '';
  const osVersion = listed.osVersion ?? '';
  const complianceState = String(listed.complianceState);
  const grace = listed.complianceGracePeriodExpirationDateTime ?? '';
  const loggedOn = (device.usersLoggedOn ?? []).map(({ userId }) => userId);
  return {
    id: device.id,
    device: {
      id: device.id,
      displayName: listed.deviceName,
      serialNumber: orNull(listed.serialNumber),
      ...{ osName, osVersion, osDetails: `${osName} ${osVersion}` },
      encrypted: listed.isEncrypted ?? false,
      BYOD: listed.ownerType === 'personal',
      jailBroken: listed.jailBroken ?? '',
      username: orNull(listed.userPrincipalName),
      userDisplayName: orNull(listed.userDisplayName),
      freeStorageSpaceInBytes: listed.freeStorageSpaceInBytes ?? 0,
      totalStorageSpaceInBytes: listed.totalStorageSpaceInBytes ?? 0,
      lastSeenOn,
    },
    agent: {
      complianceState,
      isCompliant: complies[complianceState] ?? null,
      complianceGracePeriodExpiresOn: grace.startsWith('9999')
        ? null
        : time(grace),
      state: String(listed.managementState),
      managementAgent: listed.managementAgent,
      lastSeenOn,
    },
    owner: people.get(device.userId ?? ''),
    users: [...new Set(loggedOn)].flatMap((id) => people.get(id ?? '') ?? []),
  };
}

interface KnownPolicy {
  readonly policy: Fact;
  readonly isConfiguration: boolean;
}

function policiesOf(tenant: Tenant): Map<string, KnownPolicy> {
  const data = dataOf(tenant);
  const policies = new Map<string, KnownPolicy>();
  for (const policy of data.compliancePolicies) {
    const policyType = policy['@odata.type'].split('.')[2];
    policies.set(
      policy.id,
      compliancePolicy(policy, policy.displayName, policyType),
    );
  }
  for (const policy of data.complianceCatalogPolicies) {
    const policyType = `${policy.platforms} (${policy.technologies})`;
    policies.set(policy.id, compliancePolicy(policy, policy.name, policyType));
  }
  for (const { id, name } of data.configurationPolicies) {
    policies.set(id, configuration(name));
  }
  for (const { id, displayName } of [
    ...data.deviceConfigurations,
    ...data.groupPolicyConfigurations,
    ...data.intents,
  ]) {
    policies.set(id, configuration(displayName));
  }
  return policies;
}

function compliancePolicy(
  {
    id,
    lastModifiedDateTime,
  }: { readonly id: string; readonly lastModifiedDateTime?: string },
  displayName: string | null | undefined,
  policyType: string,
): KnownPolicy {
  const updatedOn = time(lastModifiedDateTime);
  const _type = 'intune_compliance_policy';
  return {
    policy: { id, displayName, policyType, updatedOn, _type },
    isConfiguration: false,
  };
}

function configuration(displayName: string | null | undefined): KnownPolicy {
  const _type = 'intune_device_configuration';
  return { policy: { displayName, _type }, isConfiguration: true };
}

function policyStatesOf(
  tenant: Tenant,
  policies: ReadonlyMap<string, KnownPolicy>,
  endpoints: readonly Endpoint[],
): PolicyState[] {
  const data = dataOf(tenant);
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return [...worstStatuses(data)].flatMap(([pair, status]) => {
    const [policyId, deviceId] = pair.split(' ');
    const known = policies.get(policyId);
    const endpoint = byId.get(deviceId);
    const times = data.policyStatuses
      .filter((row) => `${row.policyId} ${row.deviceId}` === pair)
      .filter((row) => row.status === status)
      .map((row) => time(row.lastReportedDateTime) ?? 0);
    const reportedOn = Math.max(...times);
    return known && endpoint
      ? [{ ...known, endpoint, status, reportedOn, isOpen: isOpen(status) }]
      : [];
  });
}

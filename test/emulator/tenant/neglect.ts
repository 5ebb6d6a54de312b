/**
 * What people look for first, and what chance does not give a small tenant: accounts
 * that nobody uses, old passwords, public groups with guests, devices that are lost,
 * broken or about to be wiped. Nothing is drawn from the random source, so that the
 * rest of the tenant stays the same.
 *
 * Times lie on both sides of the limits that questions ask for: 30 and 90 days.
 */
import type { User } from '@microsoft/microsoft-graph-types';
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import { never, noDate } from './intune/emptyDevice';
import { isOrdinaryGroup } from './groups';
import { isOddAccount } from './oddUsers';
import { caseOf } from './security';
import type { DirectoryObjectRef, Identified, Tenant } from './tenant';

const MS_PER_DAY = 86_400_000;

/** The time so many days ago; null: never. */
type DaysAgo = (days: number | null) => string | null;

export function neglected(tenant: Tenant, today: number): Tenant {
  const ago: DaysAgo = (days) =>
    days === null
      ? null
      : `${new Date(today - days * MS_PER_DAY).toISOString().slice(0, 19)}Z`;
  const withUsers = { ...tenant, users: neglectedUsers(tenant, ago) };
  return neglectedDevices(neglectedGroups(withUsers), ago);
}

interface Account {
  /** Days ago. */
  readonly signedIn: number | null;
  readonly refreshed: number | null;
  readonly created?: number | null;
  readonly isDisabled?: boolean;
}

/** Each is an account that nobody may have used for 90 days, or is just not. */
const members: readonly Account[] = [
  { signedIn: 94, refreshed: 94 },
  { signedIn: 85, refreshed: 100 },
  { signedIn: 100, refreshed: 85 },
  { signedIn: 200, refreshed: null },
  { signedIn: null, refreshed: null, created: 94 },
  { signedIn: null, refreshed: null, created: 85 },
  { signedIn: null, refreshed: null, created: null },
];

const guests: readonly Account[] = [
  { signedIn: 200, refreshed: 200, isDisabled: true },
  { signedIn: null, refreshed: null, isDisabled: true },
  { signedIn: null, refreshed: 40 },
  ...members.slice(0, 6),
];

function neglectedUsers({ users }: Tenant, ago: DaysAgo): Identified<User>[] {
  const employees = users.filter(
    (user) =>
      user.accountEnabled &&
      user.userType === 'Member' &&
      user.signInActivity?.lastSignInDateTime &&
      !isOddAccount(user),
  );
  const outsiders = users.filter(({ userType }) => userType === 'Guest');
  const accounts = new Map([
    ...matched(employees, members),
    ...matched(outsiders, guests),
  ]);
  return users.map((user) => {
    const account = accounts.get(user.id);
    return withPassword(account ? used(user, account, ago) : user, ago);
  });
}

/** By the ids of the first objects, as far as there are so many. */
function matched<Item>(
  objects: readonly { readonly id: string }[],
  items: readonly Item[],
): [id: string, item: Item][] {
  return objects
    .slice(0, items.length)
    .map(({ id }, index) => [id, items[index]]);
}

function used(
  user: Identified<User>,
  { signedIn, refreshed, created = 400, isDisabled = false }: Account,
  ago: DaysAgo,
): Identified<User> {
  return {
    ...user,
    accountEnabled: !isDisabled,
    createdDateTime: ago(created),
    signInActivity: {
      ...user.signInActivity,
      lastSignInDateTime: ago(signedIn),
      lastNonInteractiveSignInDateTime: ago(refreshed),
      lastSuccessfulSignInDateTime: ago(signedIn ?? refreshed),
    },
  };
}

/** Not before the user was there; some were never told. */
function withPassword(user: Identified<User>, ago: DaysAgo): Identified<User> {
  const changed = caseOf(user, 900);
  const created = user.createdDateTime ?? '';
  const time = ago(changed) ?? '';
  return {
    ...user,
    lastPasswordChangeDateTime:
      changed % 20 === 0 ? null : time > created ? time : created,
  };
}

/** Names that sound privileged. */
const privileged = [
  'IT Admins',
  'Privileged access',
  'vpn privileged',
  'Root CA',
  'server root',
];

function neglectedGroups(tenant: Tenant): Tenant {
  const { groups } = tenant;
  const names = new Map(
    matched(
      groups.filter((group) => isOrdinaryGroup(group) && group.securityEnabled),
      privileged,
    ),
  );
  const holders = groups.filter(({ isAssignableToRole }) => isAssignableToRole);
  const teams = groups.filter(({ visibility }) => visibility === 'Private');
  const open = new Set(teams.slice(0, 2).map(({ id }) => id));
  // And one that stays private.
  const withGuests = teams.slice(1, 3);
  const guest = tenant.users.find(({ userType }) => userType === 'Guest');
  const guestIds = guest ? [guest.id] : [];
  const owners = noncompliantOwners(tenant);
  const added = new Map([
    ...withGuests.map(({ id }) => [id, guestIds] as const),
    ...[...names.keys(), ...holders.map(({ id }) => id)].map(
      (id) => [id, [...guestIds, ...owners]] as const,
    ),
  ]);
  return {
    ...tenant,
    groups: groups.map((group) => ({
      ...group,
      displayName: names.get(group.id) ?? group.displayName,
      visibility: open.has(group.id) ? 'Public' : group.visibility,
    })),
    members: new Map(
      Array.from(tenant.members, ([id, refs]) => [
        id,
        withUsers(refs, added.get(id) ?? []),
      ]),
    ),
  };
}

function withUsers(
  members: readonly DirectoryObjectRef[],
  users: readonly string[],
): DirectoryObjectRef[] {
  const known = new Set(members.map(({ id }) => id));
  return [
    ...members,
    ...users
      .filter((id) => !known.has(id))
      .map((id) => ({ type: 'user' as const, id })),
  ];
}

/** One who may sign in, and one who may not. */
function noncompliantOwners({ users, intune }: Tenant): string[] {
  const owners = new Set(
    intune?.data.managedDevices
      .filter(({ complianceState }) => complianceState === 'noncompliant')
      .map(({ userId }) => userId),
  );
  return [true, false].flatMap((isEnabled) =>
    users
      .filter(({ id, accountEnabled }) =>
        owners.has(id) ? accountEnabled === isEnabled : false,
      )
      .slice(0, 1)
      .map(({ id }) => id),
  );
}

type Change = Partial<Omit<ManagedDevice, 'id'>>;

interface Fate {
  readonly change: Change;
  /** Default: a device that somebody owns. */
  readonly hasOwner?: boolean;
  readonly isMobile?: boolean;
}

const states = [
  'wipePending',
  'wipeIssued',
  'wipeFailed',
  'retirePending',
  'retireIssued',
  'retireFailed',
  'deletePending',
  'retireCanceled',
] as const;

function fates(ago: DaysAgo, loggedOn: string): Fate[] {
  const seen = (days: number) => ({
    change: { lastSyncDateTime: ago(days) ?? noDate },
  });
  return [
    { change: { lastSyncDateTime: noDate } },
    seen(28.5),
    seen(31.5),
    { change: { jailBroken: 'True' }, isMobile: true },
    { change: { jailBroken: 'True' }, isMobile: true, hasOwner: false },
    ...[-3, -9].map((days) => ({
      change: {
        complianceState: 'inGracePeriod' as const,
        complianceGracePeriodExpirationDateTime: ago(days) ?? never,
      },
    })),
    ...[4e9, 9e9].map((freeStorageSpaceInBytes) => ({
      change: { freeStorageSpaceInBytes },
    })),
    { change: { complianceState: 'unknown' } },
    { change: { complianceState: 'unknown' }, hasOwner: false },
    { change: { serialNumber: '' } },
    {
      change: { ownerType: 'personal', managedDeviceOwnerType: 'personal' },
      isMobile: false,
    },
    { change: { usersLoggedOn: [{ userId: loggedOn }] }, hasOwner: false },
    ...states.map((managementState) => ({ change: { managementState } })),
  ];
}

/** Each of them befalls another device: the first that it can, if there is one. */
function neglectedDevices(tenant: Tenant, ago: DaysAgo): Tenant {
  const { intune, users } = tenant;
  if (!intune) {
    return tenant;
  }
  const { managedDevices } = intune.data;
  const known = new Set(users.map(({ id }) => id));
  const changes = new Map<string, Change>();
  for (const fate of fates(ago, users[0].id)) {
    const { change, hasOwner = true, isMobile } = fate;
    const struck = managedDevices.find(
      (device) =>
        !changes.has(device.id) &&
        known.has(device.userId ?? '') === hasOwner &&
        device.complianceState === 'compliant' &&
        (isMobile === undefined || Boolean(device.phoneNumber) === isMobile),
    );
    if (struck) {
      changes.set(struck.id, change);
    }
  }
  return {
    ...tenant,
    intune: {
      ...intune,
      data: {
        ...intune.data,
        managedDevices: managedDevices.map((device) => ({
          ...device,
          ...changes.get(device.id),
        })),
      },
    },
  };
}

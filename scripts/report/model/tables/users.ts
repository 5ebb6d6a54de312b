/** The table of users. */
import { count, flag, text } from '../../../../src/model/values';
import { groups } from '../../types';
import {
  textColumn,
  choiceColumn,
  flagColumn,
  timeColumn,
  countColumn,
  nameColumn,
  idColumn,
  linkColumn,
  shown,
  yesNo,
  joined,
  type TableDefinition,
} from '../columns';
import {
  daysSince,
  eachPair,
  ifCollected,
  OWNER,
  type Filling,
} from '../filling';
import { valuesOf, type Value } from '../table';

export const usersTable = {
  id: 'users',
  title: 'Users',
  singular: 'user',
  types: groups.users.types,
  columns: [
    nameColumn('User', 'person'),
    textColumn('userPrincipalName', 'Login name', {
      ...shown,
      pseudonym: 'address',
    }),
    choiceColumn('userType', 'Kind', {
      ...shown,
      read: ({ isGuest, userType }) =>
        flag(isGuest) ? 'Guest' : (text(userType) ?? 'Member'),
    }),
    choiceColumn('accountEnabled', 'May sign in', {
      ...shown,
      // False also stands for "not told", which `active` tells apart.
      read: ({ active, accountEnabled }) =>
        active === undefined && accountEnabled === false
          ? undefined
          : yesNo(accountEnabled),
    }),
    flagColumn('isMfaEnabled', 'Second factor', shown),
    flagColumn('isAdmin', 'Administrator', shown),
    textColumn('directoryRoles', 'Roles', {
      // Tenants name roles of their own.
      pseudonym: 'name',
      isList: true,
      read: ({ directoryRoles }) => joined(directoryRoles),
    }),
    timeColumn('lastSignIn', 'Last sign-in', {
      ...shown,
      read: (user) =>
        latest(
          user.lastSignInOn,
          user.lastNonInteractiveSignInOn,
          user.lastSuccessfulSignInOn,
        ),
    }),
    countColumn('daysSinceSignIn', 'Days since sign-in', shown),
    countColumn('devices', 'Devices', shown),
    countColumn('groups', 'Groups'),
    textColumn('jobTitle', 'Job title', { pseudonym: 'name' }),
    choiceColumn('department', 'Department', { pseudonym: 'name' }),
    choiceColumn('companyName', 'Company', { pseudonym: 'name' }),
    textColumn('mail', 'Mail', { pseudonym: 'address' }),
    textColumn('mfaType', 'Authentication methods'),
    flagColumn('isPasswordlessCapable', 'Passwordless'),
    choiceColumn('licenses', 'Licenses', {
      read: ({ licenses }) => joined(licenses),
    }),
    choiceColumn('externalUserState', 'Invitation'),
    flagColumn('isOnPremisesSyncEnabled', 'From Active Directory'),
    timeColumn('createdOn', 'Created'),
    idColumn,
    linkColumn,
  ],
} as const satisfies TableDefinition;

export function fillUsers(filling: Filling): void {
  const users = filling.table('users');
  const devices = users.counter();
  eachPair(filling, 'userDevices', (user, _, label) => {
    if (label === OWNER) {
      devices.add(user);
    }
  });
  users.fill('devices', ifCollected(filling, groups.devices.types, devices.of));
  const memberships = users.counter();
  eachPair(filling, 'groupUsers', (_, user) => memberships.add(user));
  users.fill(
    'groups',
    ifCollected(filling, groups.userGroups.types, memberships.of),
  );
  const signIns = valuesOf(users.build(), 'lastSignIn');
  users.fill('daysSinceSignIn', (row) => daysSince(filling, signIns[row]));
}

function latest(...times: unknown[]): Value {
  const known = times.map(count).filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

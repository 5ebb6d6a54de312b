/** What the users step asks of Microsoft Graph. */
import type { User } from '@microsoft/microsoft-graph-types';
import {
  COUNT_HEADERS,
  defineRequest,
  type CountRequest,
} from '../../graph/request';

/** With `signInActivity` 25 names: public collectors saw longer lists refused. */
const PROFILE = [
  'id',
  'accountEnabled',
  'assignedLicenses',
  'companyName',
  'createdDateTime',
  'department',
  'displayName',
  'employeeId',
  'employeeType',
  'externalUserState',
  'givenName',
  'jobTitle',
  'lastPasswordChangeDateTime',
  'mail',
  'mobilePhone',
  'officeLocation',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'preferredLanguage',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
] as const satisfies readonly (keyof User)[];

/** What the list can do without. */
export const optionalFields = [
  'assignedLicenses',
  'companyName',
  'department',
  'employeeType',
  'externalUserState',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
] as const satisfies readonly (typeof PROFILE)[number][];

const endpoint = {
  version: 'v1.0',
  path: '/users',
  documentation: 'https://learn.microsoft.com/graph/api/user-list',
} as const;

export const usersRequest = defineRequest<User>()({
  ...endpoint,
  select: PROFILE,
  top: 999,
  workload: 'directory',
  // The documentation says 1, the service charges 2.
  cost: 2,
  permission: {
    anyOf: ['User.Read.All', 'Directory.Read.All'],
    without: 'all azure_user entities and their relationships',
  },
});

/** What the list is checked against. */
export const usersCountRequest: CountRequest = {
  version: 'v1.0',
  path: '/users/$count',
  headers: COUNT_HEADERS,
  workload: 'directory',
  cost: 2,
  permission: usersRequest.permission,
  isReplaceable: true,
  documentation: 'https://learn.microsoft.com/graph/api/user-list',
};

const signInPermission = {
  anyOf: ['AuditLog.Read.All'],
  without:
    'the properties lastSignInOn, lastNonInteractiveSignInOn and lastSuccessfulSignInOn of azure_user',
  isOptional: true,
} as const;

/** Every request to `/users` takes resource units: https://learn.microsoft.com/graph/throttling-limits */
const directoryCharge = { workload: 'directory', cost: 2 } as const;

/** Graph gives at most 500 users a page, and five pages in ten seconds, with this property. */
export const usersWithSignInRequest = defineRequest<User>()({
  ...endpoint,
  select: [...PROFILE, 'signInActivity'],
  top: 500,
  workload: 'signInActivity',
  cost: 1,
  alsoCharges: directoryCharge,
  permission: signInPermission,
});

/** Asks for one user only, when none of the list had a sign-in: whether the list left them out. */
export const signInSampleRequest = defineRequest<User>()({
  ...endpoint,
  select: ['id', 'signInActivity'],
  top: 1,
  workload: 'signInActivity',
  cost: 1,
  alsoCharges: directoryCharge,
  permission: signInPermission,
});

export type UserPayload = NonNullable<
  (typeof usersWithSignInRequest)['payload']
>;

/** Requests that a step can do without: what is missing then is told, or was for checking only. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { pages } from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { CollectedGraph } from '../memoryStore';
import type { Expectation } from '../outcome';
import { always, get, madeUpFor, type Target } from './target';
import { objectsById } from './targets';

/** The graph as it is when these properties of a type are not to be had. */
export function withoutProperties(type: string, names: readonly string[]) {
  return ({ entities, relationships }: CollectedGraph): CollectedGraph => ({
    relationships,
    entities: entities.map((entity) =>
      entity._type === type ? omit(entity, names) : entity,
    ),
  });
}

function omit(entity: Entity, names: readonly string[]): Entity {
  const absent = names.map((name) => [name, undefined] as const);
  return { ...entity, ...Object.fromEntries(absent) };
}

function accountExtra(
  request: string,
  url: RegExp,
  property: string,
  start = 1,
): Target {
  const without = (told: RegExp): Expectation => ({
    kind: 'less',
    graph: withoutProperties('microsoft_365_account', [property]),
    told,
  });
  const notCollected = without(
    new RegExp(`Not collected in this run: the account's ${property}`),
  );
  return {
    steps: [stepIds.account],
    request,
    way: 'object',
    on: get(url),
    start,
    endpoint: '',
    lasting: {
      refused: without(/Missing permission/),
      absent: notCollected,
      broken: notCollected,
      misshapen: notCollected,
    },
  };
}

const SIGN_INS = [
  'lastSignInOn',
  'lastSignInDateTime',
  'lastNonInteractiveSignInOn',
  'lastNonInteractiveSignInDateTime',
  'lastSuccessfulSignInOn',
  'lastSuccessfulSignInDateTime',
];

const withoutSignIns = (told: RegExp): Expectation => ({
  kind: 'less',
  graph: withoutProperties('azure_user', SIGN_INS),
  told,
});

const usersWithSignIns = get(/\/users\?.*accountEnabled.*signInActivity/);

const registrations =
  'GET /v1.0/reports/authenticationMethods/userRegistrationDetails';

const withoutSecondFactors = (told: RegExp): Expectation => ({
  kind: 'less',
  graph: withoutProperties('azure_user', [
    'isMfaEnabled',
    'mfaEnabled',
    'mfaType',
    'isMfaRegistered',
    'isPasswordlessCapable',
  ]),
  told,
});

/** The report tells who is an administrator then, and it leaves out disabled users. */
const withoutRoles = (told: RegExp): Expectation => ({
  kind: 'less',
  graph: withoutProperties('azure_user', ['directoryRoles']),
  apart: withoutProperties('azure_user', ['isAdmin']),
  told,
});

const ofRoles = (request: string, url: RegExp, endpoint: string): Target => ({
  steps: [stepIds.users],
  request,
  way: 'list',
  on: get(url),
  endpoint,
  lasting: {
    ...always(withoutRoles(/Not collected in this run: .*directoryRoles/)),
    refused: withoutRoles(/Missing permission/),
  },
});

const withoutLicenseNames = (told: RegExp): Expectation => ({
  kind: 'less',
  graph: withoutProperties('azure_user', ['licenses']),
  told,
});

export const optionalRequests: readonly Target[] = [
  accountExtra(
    'MDM authority',
    /\/organization\/[^?]+\?/,
    'mobileDeviceManagementAuthority',
  ),
  accountExtra(
    'subscription state',
    /\/subscriptionState/,
    'intuneSubscriptionState',
  ),
  {
    steps: [stepIds.users],
    request: 'listing with sign-ins',
    way: 'list',
    on: usersWithSignIns,
    endpoint: 'GET /v1.0/users',
    lasting: {
      ...always(withoutSignIns(/Sign-in times of users are not collected/)),
      refused: withoutSignIns(/Missing permission AuditLog\.Read\.All/),
    },
  },
  {
    steps: [stepIds.users],
    request: 'sign-in of a single user',
    way: 'list',
    on: get(/\/users\?\$select=id,signInActivity/),
    given: [
      {
        on: usersWithSignIns,
        fault: pages.withoutProperties(1, ['signInActivity']),
      },
    ],
    endpoint: 'GET /v1.0/users',
    healed: withoutSignIns(/none in the list of all users/),
    lasting: always(
      withoutSignIns(/all sign-in times of users .* could not be checked/),
    ),
  },
  {
    steps: [stepIds.users],
    request: 'report of authentication methods',
    way: 'list',
    on: get(/\/userRegistrationDetails/),
    endpoint: registrations,
    lasting: {
      ...always(
        withoutSecondFactors(/Not collected in this run: .*isMfaEnabled/),
      ),
      refused: withoutSecondFactors(/Missing permission AuditLog\.Read\.All/),
    },
  },
  ofRoles(
    'role assignments',
    /\/roleAssignments/,
    'GET /v1.0/roleManagement/directory/roleAssignments',
  ),
  ofRoles(
    'role definitions',
    /\/roleDefinitions/,
    'GET /v1.0/roleManagement/directory/roleDefinitions',
  ),
  ofRoles('groups with roles', /filter=isAssignableToRole/, 'GET /v1.0/groups'),
  {
    steps: [stepIds.users],
    request: 'names of licenses',
    way: 'list',
    on: get(/\/subscribedSkus/),
    endpoint: 'GET /v1.0/subscribedSkus',
    lasting: {
      ...always(
        withoutLicenseNames(/Not collected in this run: the property licenses/),
      ),
      refused: withoutLicenseNames(
        /Missing permission Organization\.Read\.All/,
      ),
    },
  },
  {
    steps: [stepIds.managedDevices],
    request: 'count of devices',
    way: 'object',
    on: get(/\/managedDeviceOverview/),
    endpoint: 'GET /v1.0/deviceManagement/managedDeviceOverview',
    // The listing stands without it.
    lasting: { ...madeUpFor, broken: { kind: 'same' } },
  },
  {
    steps: [stepIds.groupMembers],
    request: 'whether members may be asked for by ids',
    way: 'object',
    on: objectsById,
    endpoint: 'POST /v1.0/directoryObjects/getByIds',
    // Pages of members hold their names then.
    lasting: always({ kind: 'same' }),
  },
];

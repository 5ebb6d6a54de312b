/** Requests that a step can do without: what is missing then is told, or was for checking only. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { stepIds } from '../../../src/steps/stepIds';
import type { CollectedGraph } from '../memoryStore';
import { objectsById, type Target } from './targets';

const isRefusal = (fault: string) => /^40[13],/.test(fault);

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
  return {
    steps: [stepIds.account],
    request,
    on: { kind: 'graph', method: 'GET', url },
    start,
    endpoint: '',
    forGood: (fault) => ({
      kind: 'less',
      graph: withoutProperties('microsoft_365_account', [property]),
      told: isRefusal(fault)
        ? /Missing permission/
        : new RegExp(`Not collected in this run: the account's ${property}`),
    }),
  };
}

const SIGN_INS = [
  'lastSignInOn',
  'lastNonInteractiveSignInOn',
  'lastSuccessfulSignInOn',
];

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
    request: 'whether sign-ins may be seen',
    on: { kind: 'graph', url: /\/users\?\$select=id,signInActivity/ },
    endpoint: 'GET /v1.0/users',
    forGood: (fault) =>
      isRefusal(fault)
        ? {
            kind: 'less',
            graph: withoutProperties('azure_user', SIGN_INS),
            told: /Missing permission AuditLog\.Read\.All/,
          }
        : undefined,
  },
  {
    steps: [stepIds.managedDevices],
    request: 'count of devices',
    on: { kind: 'graph', url: /\/managedDeviceOverview/ },
    endpoint: 'GET /v1.0/deviceManagement/managedDeviceOverview',
    // The listing stands without it.
    forGood: () => ({ kind: 'same' }),
  },
  {
    steps: [stepIds.groupMembers],
    request: 'whether members may be asked for by ids',
    on: objectsById,
    endpoint: 'POST /v1.0/directoryObjects/getByIds',
    // Pages of members hold their names then.
    forGood: (fault) =>
      isRefusal(fault) || fault.startsWith('404,')
        ? { kind: 'same' }
        : undefined,
  },
];

/** Requests as resources declare them, one for each way to ask. */
import type { BatchItem } from '../../src/graph/batches/results';
import {
  defineRequest,
  forParameters,
  type GraphRequest,
} from '../../src/graph/request';
import type { ObjectsByIdRequest } from '../../src/graph/lists/objectsById';

export interface Sample {
  readonly id: string;
  readonly name: string;
}

export const GRAPH = 'https://graph.microsoft.com';
export const USERS_URL = `${GRAPH}/v1.0/users?$select=id,name&$top=2`;

const permission = { anyOf: ['User.Read.All'], without: 'users' } as const;
const documentation = 'https://learn.microsoft.com/graph/api/user-list';

export const usersRequest = defineRequest<Sample>()({
  version: 'v1.0',
  path: '/users',
  select: ['id', 'name'],
  top: 2,
  workload: 'directory',
  cost: 1,
  permission,
  documentation,
});

export const objectsRequest: ObjectsByIdRequest<Sample> = {
  method: 'POST',
  version: 'v1.0',
  path: '/directoryObjects/getByIds',
  query: { $select: 'id,name' },
  workload: 'directory',
  cost: 2,
  lane: 'batches',
  permission,
  documentation,
};

export const intuneRequest = defineRequest<Sample>()({
  version: 'beta',
  path: '/deviceManagement/deviceConfigurations',
  select: ['id'],
  workload: 'intuneConfiguration',
  cost: 1,
  permission,
  documentation,
});

export const signInsRequest: GraphRequest<Sample> = {
  ...usersRequest,
  workload: 'signInActivity',
};

export const membersRequest = defineRequest<Sample>()({
  version: 'beta',
  path: '/groups/{id}/members',
  select: ['id'],
  top: 999,
  workload: 'directory',
  cost: 2,
  permission,
  documentation,
});

/** The members of one group, for a batch. */
export function membersOf(
  group: string,
): BatchItem<string, Pick<Sample, 'id'>> {
  return {
    source: group,
    request: forParameters(membersRequest, { id: group }),
  };
}

/** The members of groups `g0`, `g1` and so on. */
export function membersOfGroups(
  count: number,
): BatchItem<string, Pick<Sample, 'id'>>[] {
  return Array.from({ length: count }, (_, index) => membersOf(`g${index}`));
}

/** `/users/$count` and `/groups/$count`: a plain number. https://learn.microsoft.com/graph/aad-advanced-queries */
import type { GraphContext } from '../context';
import { readGroups, readUsers } from '../directoryPermissions';
import { directoryBadRequest } from '../errors';
import { bothVersions, type Route } from '../route';

function countRoute(
  path: string,
  permissions: readonly string[],
  countOf: (context: GraphContext) => number,
): Route {
  return {
    method: 'GET',
    path,
    versions: bothVersions,
    service: 'directory',
    permissions,
    handle: ({ headers }, context) => {
      if (headers.consistencylevel !== 'eventual') {
        throw directoryBadRequest('$count is not currently supported.');
      }
      return {
        status: 200,
        headers: { 'Content-Type': 'text/plain' },
        body: countOf(context),
      };
    },
  };
}

export const countRoutes: readonly Route[] = [
  countRoute('/users/$count', readUsers, ({ tenant }) => tenant.users.length),
  countRoute(
    '/groups/$count',
    readGroups,
    ({ tenant }) => tenant.groups.length,
  ),
];

/** A single group. https://learn.microsoft.com/graph/api/group-get */
import type { GraphContext } from '../context';
import { readGroups } from '../directoryPermissions';
import { groupType } from '../entityTypes/group';
import { directoryBadRequest, notFound } from '../errors';
import { entityAnswer } from '../odata/answers';
import { readQuery } from '../odata/query';
import { readSelection } from '../odata/select';
import { bothVersions, type GraphCall, type Route } from '../route';
import type { Identified } from '../../tenant';

/** An id of a directory object. */
export const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups/:id',
    versions: bothVersions,
    service: 'directory',
    permissions: readGroups,
    handle: (call, context) => {
      const options = readQuery(call, ['$select']);
      return entityAnswer(call, context, {
        set: 'groups',
        type: groupType,
        item: existingGroup(call, context),
        selection: readSelection(options, groupType, call.version),
      });
    },
  },
];

/** The group that the path names; throws a `GraphError` when it is not there (any more). */
export function existingGroup(
  { params: { id = '' } }: GraphCall,
  { directory, tenant }: GraphContext,
): Identified<object> {
  if (!guid.test(id)) {
    throw directoryBadRequest(`Invalid object identifier '${id}'.`);
  }
  const group = directory.find('group', id);
  if (group === undefined || tenant.vanishedGroupIds.has(group.id)) {
    throw notFound(id);
  }
  return group;
}

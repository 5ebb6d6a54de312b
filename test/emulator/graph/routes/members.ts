/** `/groups/{id}/members`: the direct members of a group. https://learn.microsoft.com/graph/api/group-list-members */
import type { DirectoryObjectRef } from '../../tenant';
import type { GraphContext } from '../context';
import { directoryObject, refuseUnknown } from '../directoryObject';
import { readHiddenMembers, readMembers } from '../directoryPermissions';
import { accessDenied } from '../errors';
import { cutPage } from '../odata/page';
import { readQuery } from '../odata/query';
import { contextOf, selectedNames } from '../odata/select';
import {
  bothVersions,
  hasAnyRole,
  type GraphAnswer,
  type GraphCall,
  type Route,
} from '../route';
import { existingGroup } from './groups';

export const memberRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups/:id/members',
    versions: bothVersions,
    service: 'directory',
    permissions: readMembers,
    resourceUnits: 3,
    handle: (call, context) =>
      membersAnswer(visibleMembers(call, context), call, context),
  },
  {
    // https://learn.microsoft.com/graph/api/group-list-transitivemembers
    method: 'GET',
    path: '/groups/:id/transitiveMembers',
    versions: bothVersions,
    service: 'directory',
    permissions: readMembers,
    resourceUnits: 5,
    handle: (call, context) => {
      const direct = visibleMembers(call, context);
      return membersAnswer(withNested(direct, context), call, context);
    },
  },
];

function membersAnswer(
  members: readonly DirectoryObjectRef[],
  call: GraphCall,
  context: GraphContext,
): GraphAnswer {
  const options = readQuery(call, ['$select', '$top', '$skiptoken']);
  const selected = selectedNames(options);
  refuseUnknown(selected ?? [], call.version);
  const page = cutPage(members, call, options, context);
  const { origin } = context;
  const set = 'directoryObjects';
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(origin, call.version, set, {
        selected,
        properties: [],
      }),
      '@odata.nextLink': page.nextLink,
      value: page.items.map((ref) =>
        directoryObject(ref, selected, call, context),
      ),
    },
  };
}

/** Each once, groups in circles included. */
function withNested(
  direct: readonly DirectoryObjectRef[],
  { tenant }: GraphContext,
): DirectoryObjectRef[] {
  const found = new Map(direct.map((ref) => [ref.id, ref]));
  for (const { id } of found.values()) {
    for (const ref of tenant.members.get(id) ?? []) {
      if (!found.has(ref.id)) found.set(ref.id, ref);
    }
  }
  return [...found.values()];
}

/** v1.0 leaves service principals out, a known issue that the page of this call describes. */
function visibleMembers(
  call: GraphCall,
  context: GraphContext,
): readonly DirectoryObjectRef[] {
  const group = existingGroup(call, context);
  const members = context.tenant.members.get(group.id) ?? [];
  const hidden =
    Reflect.get(group, 'visibility') === 'HiddenMembership' &&
    !hasAnyRole(call.caller, readHiddenMembers);
  if (hidden) {
    if (context.hiddenMembership === 'forbidden') throw accessDenied();
    return [];
  }
  return call.version === 'beta'
    ? members
    : members.filter(({ type }) => type !== 'servicePrincipal');
}

/** `/groups/{id}/members`: the direct members of a group. https://learn.microsoft.com/graph/api/group-list-members */
import type { DirectoryObjectRef, DirectoryObjectType } from '../../tenant';
import type { GraphContext } from '../context';
import {
  readHiddenMembers,
  readMembers,
  readMemberType,
} from '../directoryPermissions';
import { groupType } from '../entityTypes/group';
import {
  contactType,
  deviceType,
  servicePrincipalType,
} from '../entityTypes/memberTypes';
import { onlyOnSingleUser, userType } from '../entityTypes/user';
import { accessDenied, notYetSupported } from '../errors';
import {
  defaultsOf,
  propertiesOf,
  unknownProperty,
  type EntityType,
} from '../odata/entityType';
import { cutPage } from '../odata/page';
import { readQuery } from '../odata/query';
import { contextOf, project, selectedNames } from '../odata/select';
import {
  bothVersions,
  hasAnyRole,
  type GraphCall,
  type GraphVersion,
  type Route,
} from '../route';
import { existingGroup } from './groups';

const memberTypes: Readonly<Record<DirectoryObjectType, EntityType>> = {
  user: userType,
  group: groupType,
  device: deviceType,
  servicePrincipal: servicePrincipalType,
  orgContact: contactType,
};

export const memberRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups/:id/members',
    versions: bothVersions,
    service: 'directory',
    permissions: readMembers,
    resourceUnits: 3,
    handle: (call, context) => {
      const options = readQuery(call, ['$select', '$top', '$skiptoken']);
      const selected = selectedNames(options);
      refuseUnknown(selected ?? [], call.version);
      const members = visibleMembers(call, context);
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
            memberObject(ref, selected, call, context),
          ),
        },
      };
    },
  },
];

/** A property counts as known when one of the member types has it. */
function refuseUnknown(selected: readonly string[], version: GraphVersion) {
  const types = Object.values(memberTypes);
  const unknown = selected.find((property) =>
    types.every((type) => !propertiesOf(type, version).includes(property)),
  );
  if (unknown !== undefined) {
    throw unknownProperty(unknown, 'microsoft.graph.directoryObject');
  }
  const unlistable: readonly string[] = onlyOnSingleUser;
  if (selected.some((property) => unlistable.includes(property))) {
    throw notYetSupported();
  }
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

/**
 * Without the permission for its type a member has its type and id only, and null for all the rest.
 * https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
function memberObject(
  { type, id }: DirectoryObjectRef,
  selected: readonly string[] | undefined,
  { version, caller }: GraphCall,
  { directory }: GraphContext,
) {
  const entityType = memberTypes[type];
  const known = propertiesOf(entityType, version);
  const properties =
    selected?.filter((property) => known.includes(property)) ??
    defaultsOf(entityType, version);
  const odataType = `#microsoft.graph.${type}`;
  if (!hasAnyRole(caller, readMemberType[type])) {
    const nothing = properties.map((property) => [property, null] as const);
    return { '@odata.type': odataType, ...Object.fromEntries(nothing), id };
  }
  const object = directory.find(type, id) ?? { id };
  return {
    '@odata.type': odataType,
    ...project(object, properties, entityType),
  };
}

/** Directory objects of any type, as they stand in one list: what is selected of each, and what the caller may see. */
import type { DirectoryObjectRef, DirectoryObjectType } from '../tenant';
import type { GraphContext } from './context';
import { readMemberType } from './directoryPermissions';
import { groupType } from './entityTypes/group';
import {
  contactType,
  deviceType,
  servicePrincipalType,
} from './entityTypes/memberTypes';
import { onlyOnSingleUser, userType } from './entityTypes/user';
import { notYetSupported } from './errors';
import {
  defaultsOf,
  propertiesOf,
  unknownProperty,
  type EntityType,
} from './odata/entityType';
import { project } from './odata/select';
import { hasAnyRole, type GraphCall, type GraphVersion } from './route';

const memberTypes: Readonly<Record<DirectoryObjectType, EntityType>> = {
  user: userType,
  group: groupType,
  device: deviceType,
  servicePrincipal: servicePrincipalType,
  orgContact: contactType,
};

export const directoryObjectTypes = Object.keys(
  memberTypes,
) as readonly DirectoryObjectType[];

/** A property counts as known when one of the member types has it. */
export function refuseUnknown(
  selected: readonly string[],
  version: GraphVersion,
) {
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

/**
 * Without the permission for its type a member has its type and id only, and null for all the rest.
 * https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
export function directoryObject(
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

/** directoryObject -> azure_group_member */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { personProperties } from '../../model/emails';
import type { Identified } from '../../model/keys';
import { text, graphTypeName } from '../../model/values';
import type { AdminPageName, WebLinks } from '../../model/webLinks';
import { createGroupMemberEntity } from './entity';
import type { MemberPayload } from './request';

/** Of types that have a page of their own. Any other type may be a kind of user. */
const adminPages = new Map<string | undefined, AdminPageName>([
  ['device', 'entraDevice'],
  ['servicePrincipal', 'servicePrincipal'],
  ['group', 'group'],
  ['user', 'user'],
]);

/** A contact may be a person. */
const NO_PERSONS: ReadonlySet<string | undefined> = new Set([
  'device',
  'servicePrincipal',
  'group',
]);

/**
 * Without permission for its type, a member comes with its id and type only:
 * https://learn.microsoft.com/graph/permissions-overview
 *
 * @param links absent: no link
 */
export function toGroupMemberEntity(
  member: Identified<MemberPayload>,
  links?: WebLinks,
): Entity {
  const name =
    text(member.displayName) ?? text(member.userPrincipalName) ?? member.id;
  const memberType = graphTypeName(member['@odata.type']);
  const page = adminPages.get(memberType);
  return createGroupMemberEntity({
    _key: member.id,
    id: member.id,
    name,
    displayName: name,
    ...personProperties(member),
    isPerson: NO_PERSONS.has(memberType) ? false : undefined,
    webLink: page && links?.to(page, member.id),
    memberType,
  });
}

/** directoryObject -> azure_group_member */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { personProperties } from '../../model/emails';
import type { Identified } from '../../model/keys';
import { text, graphTypeName } from '../../model/values';
import { createGroupMemberEntity } from './entity';
import type { MemberPayload } from './request';

/**
 * Without permission for its type, a member comes with its id and type only:
 * https://learn.microsoft.com/graph/permissions-overview
 */
export function toGroupMemberEntity(member: Identified<MemberPayload>): Entity {
  const name =
    text(member.displayName) ?? text(member.userPrincipalName) ?? member.id;
  return createGroupMemberEntity({
    _key: member.id,
    id: member.id,
    name,
    displayName: name,
    ...personProperties(member),
    memberType: graphTypeName(member['@odata.type']),
  });
}

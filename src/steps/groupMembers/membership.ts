/** From a page of members to what is emitted for it. */
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import { isIdentified, type Identified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { GroupIndex } from '../groups/groupIndex';
import type { UserIndex } from '../users/userIndex';
import { toGroupMemberEntity } from './converter';
import {
  groupHasGroup,
  groupHasGroupMember,
  groupHasUser,
} from './relationships';
import type { MemberPayload } from './request';

export interface MembershipPage {
  /** Members that are neither ingested users nor ingested groups. */
  readonly entities: Entity[];
  readonly relationships: Relationship[];
  /** Ids of members that may be users: not all users are known yet. */
  readonly undecided: string[];
  readonly withoutId: number;
}

/** Their ids are no users' ids. Any other type may be a kind of user. */
const NO_USERS: ReadonlySet<unknown> = new Set([
  '#microsoft.graph.group',
  '#microsoft.graph.device',
  '#microsoft.graph.servicePrincipal',
  '#microsoft.graph.orgContact',
]);

/** Tells the ingested users and groups from all other members. */
export class MembershipBuilder {
  readonly #groups: GroupIndex;
  /** Members that became entities of their own already. */
  readonly #others = new Set<string>();

  constructor(groups: GroupIndex) {
    this.#groups = groups;
  }

  /** @param users all of them; undefined while they are not known */
  build(
    groupId: string,
    members: readonly MemberPayload[],
    users: UserIndex | undefined,
  ): MembershipPage {
    const entities: Entity[] = [];
    const relationships: Relationship[] = [];
    const undecided: string[] = [];
    const identified = members.filter(isIdentified);
    for (const member of identified) {
      const definition = this.#definitionFor(member, users);
      if (!definition) {
        undecided.push(member.id);
        continue;
      }
      relationships.push(createRelationship(definition, groupId, member.id));
      if (definition === groupHasGroupMember && !this.#others.has(member.id)) {
        this.#others.add(member.id);
        entities.push(toGroupMemberEntity(member));
      }
    }
    const withoutId = members.length - identified.length;
    return { entities, relationships, undecided, withoutId };
  }

  #definitionFor(
    member: Identified<MemberPayload>,
    users: UserIndex | undefined,
  ) {
    if (this.#groups.has(member.id)) {
      return groupHasGroup;
    }
    if (users?.has(member.id)) {
      return groupHasUser;
    }
    return users || NO_USERS.has(member['@odata.type'])
      ? groupHasGroupMember
      : undefined;
  }
}

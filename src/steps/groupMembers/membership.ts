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
  readonly withoutId: number;
}

/** Tells the ingested users and groups from all other members. */
export class MembershipBuilder {
  readonly #groups: GroupIndex;
  readonly #users: UserIndex;
  /** Members that became entities of their own already. */
  readonly #others = new Set<string>();

  constructor(groups: GroupIndex, users: UserIndex) {
    this.#groups = groups;
    this.#users = users;
  }

  build(groupId: string, members: MemberPayload[]): MembershipPage {
    const identified = members.filter(isIdentified);
    const entities: Entity[] = [];
    const relationships = identified.map((member) => {
      const definition = this.#definitionFor(member, entities);
      return createRelationship(definition, groupId, member.id);
    });
    return {
      entities,
      relationships,
      withoutId: members.length - identified.length,
    };
  }

  #definitionFor(member: Identified<MemberPayload>, entities: Entity[]) {
    if (this.#groups.has(member.id)) {
      return groupHasGroup;
    }
    if (this.#users.has(member.id)) {
      return groupHasUser;
    }
    if (!this.#others.has(member.id)) {
      this.#others.add(member.id);
      entities.push(toGroupMemberEntity(member));
    }
    return groupHasGroupMember;
  }
}

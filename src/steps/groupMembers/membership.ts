/** From a page of members to what is emitted for it. */
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import { isIdentified, type Identified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { GroupIndex } from '../groups/groupIndex';
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
  readonly #isIngested: (id: string) => boolean;
  /** Members that became entities of their own: an id in here is no user, though its key is taken. */
  readonly #others = new Set<string>();

  /** @param isIngested whether an entity with this id was emitted */
  constructor(groups: GroupIndex, isIngested: (id: string) => boolean) {
    this.#groups = groups;
    this.#isIngested = isIngested;
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
    if (this.#others.has(member.id)) {
      return groupHasGroupMember;
    }
    if (this.#isIngested(member.id)) {
      return groupHasUser;
    }
    this.#others.add(member.id);
    entities.push(toGroupMemberEntity(member));
    return groupHasGroupMember;
  }
}

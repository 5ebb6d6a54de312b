/** From a page of members to what is emitted for it. */
import type { ExplicitRelationship } from '@jupiterone/integration-sdk-core';
import { identified, type Identified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { ListedGroups } from '../groups/listedGroups';
import type { UserIds } from '../users/userIds';
import {
  groupHasGroup,
  groupHasGroupMember,
  groupHasUser,
} from './relationships';
import type { MemberPayload } from './request';

/** One page of the members of a group. */
export interface MembersPage {
  readonly groupId: string;
  readonly members: readonly MemberPayload[];
  /** The next page of this group, if any, will be its first again. */
  readonly isLast: boolean;
}

export interface Memberships {
  /** Members that are neither users nor groups and were not met before. */
  readonly others: Identified<MemberPayload>[];
  readonly relationships: ExplicitRelationship[];
  /** Ids of members that may be users, but are not known for any: not all users are known yet, or they came later. */
  readonly undecided: string[];
  readonly withoutId: number;
  /** Members that another page of the group had, or this one before. */
  readonly repeated: number;
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
  readonly #groups: ListedGroups;
  readonly #holdsNames: boolean;
  /** Members that became entities of their own already. */
  readonly #others = new Set<string>();
  /** The members so far of groups of which more pages follow. */
  readonly #unfinished = new Map<string, Set<string>>();

  /** @param holdsNames whether pages hold names: members that are no users can be emitted only with a name */
  constructor(groups: ListedGroups, holdsNames: boolean) {
    this.#groups = groups;
    this.#holdsNames = holdsNames;
  }

  /** @param users all of them; undefined while they are not known */
  build(page: MembersPage, users: UserIds | undefined): Memberships {
    const { groupId, members } = page;
    const others: Identified<MemberPayload>[] = [];
    const relationships: ExplicitRelationship[] = [];
    const undecided: string[] = [];
    const listed = identified(members);
    const fresh = this.#newOnes(page, listed);
    for (const member of fresh) {
      const definition = this.#definitionFor(member, users);
      if (!definition) {
        undecided.push(member.id);
        continue;
      }
      relationships.push(createRelationship(definition, groupId, member.id));
      if (definition === groupHasGroupMember && !this.#others.has(member.id)) {
        this.#others.add(member.id);
        others.push(member);
      }
    }
    return {
      others,
      relationships,
      undecided,
      withoutId: members.length - listed.length,
      repeated: listed.length - fresh.length,
    };
  }

  #newOnes(
    { groupId, isLast }: MembersPage,
    members: readonly Identified<MemberPayload>[],
  ): Identified<MemberPayload>[] {
    const seen = this.#unfinished.get(groupId) ?? new Set();
    if (isLast) {
      this.#unfinished.delete(groupId);
    } else {
      this.#unfinished.set(groupId, seen);
    }
    return members.filter(({ id }) => seen.size < seen.add(id).size);
  }

  #definitionFor(
    member: Identified<MemberPayload>,
    users: UserIds | undefined,
  ) {
    // Nearly all members are users.
    if (users?.has(member.id)) {
      return groupHasUser;
    }
    if (this.#groups.has(member.id)) {
      return groupHasGroup;
    }
    const isDecided = users && this.#holdsNames;
    return isDecided || NO_USERS.has(member['@odata.type'])
      ? groupHasGroupMember
      : undefined;
  }
}

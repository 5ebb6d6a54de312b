/**
 * Where the names of members come from that are neither users nor groups. Either
 * pages of members hold ids only, and the few others are asked for by their ids;
 * or, for an application that may not ask so, pages hold the names of all members.
 */
import { errorMessage } from '../../graph/errors/errors';
import { MOST_IDS } from '../../graph/lists/objectsById';
import { identified, isGuid, type Identified } from '../../model/keys';
import type { StepContext } from '../../run/context';
import type { Emission } from '../../run/emission';
import type { WebLinks } from '../../model/webLinks';
import type { Completeness } from '../../run/wholeness/completeness';
import { isAboutRequest } from '../../run/itemFailures';
import { toGroupMemberEntity } from './converter';
import {
  groupMembersRequest,
  memberIdsRequest,
  memberNamesRequest,
  type MemberPayload,
} from './request';

export interface MemberNames {
  /** What pages of members are asked for. */
  readonly pages: typeof groupMembersRequest;
  readonly areInPages: boolean;
  /** At most `MOST_IDS`. */
  name(members: Member[]): Promise<NamedMembers>;
}

interface NamedMembers {
  /** The same, with their names. */
  readonly members: Member[];
  /** Those of them that were not found. */
  readonly missing: number;
}

type Member = Identified<MemberPayload>;

/** Pages of members hold everything. */
export const namesInPages: MemberNames = {
  pages: groupMembersRequest,
  areInPages: true,
  name: (members) => Promise.resolve({ members, missing: 0 }),
};

/** Pages of members hold ids. One that is gone when its name is asked for is collected without. */
export function namesById({ graph }: Pick<StepContext, 'graph'>): MemberNames {
  return {
    pages: memberIdsRequest,
    areInPages: false,
    name: async (members) => {
      // One that is no GUID would have the whole request refused.
      const ids = members.map(({ id }) => id).filter(isGuid);
      const named =
        ids.length > 0 ? await graph.getByIds(memberNamesRequest, ids) : [];
      const byId = new Map(
        identified(named).map((member) => [member.id, member]),
      );
      return {
        members: members.map((each) => ({ ...each, ...byId.get(each.id) })),
        missing: members.filter(({ id }) => !byId.has(id)).length,
      };
    },
  };
}

/**
 * Names by ids only save time: whatever they fail with, pages have the names, too.
 *
 * @param knownId of an object of the directory, to find out with; undefined when there is none
 */
export async function chooseMemberNames(
  { graph, logger }: Pick<StepContext, 'graph' | 'logger'>,
  knownId: string | undefined,
): Promise<MemberNames> {
  if (knownId === undefined) {
    return namesInPages;
  }
  try {
    await graph.getByIds(memberNamesRequest, [knownId]);
    return namesById({ graph });
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    logger.info(
      { reason: errorMessage(error) },
      'Members of groups are read with their names: they cannot be asked for by their ids',
    );
    return namesInPages;
  }
}

/**
 * Entities of members that are neither users nor groups, as many names at a time
 * as Graph gives. Nobody waits for names while members are read: the quota that
 * both draw on may be used up.
 */
export class OtherMembers {
  readonly #names: MemberNames;
  readonly #emission: Emission;
  readonly #links: WebLinks;
  readonly #underWay: Promise<void>[] = [];
  #waiting: Member[] = [];
  #emitted = 0;
  #missing = 0;
  /** Those whose names could not be asked for. */
  #unnamed = 0;
  readonly #causes: string[] = [];

  constructor(names: MemberNames, emission: Emission, links: WebLinks) {
    this.#names = names;
    this.#emission = emission;
    this.#links = links;
  }

  /** Nothing is added, and no failure met, before `flush`. */
  add(members: readonly Member[]): void {
    this.#waiting.push(...members);
    while (this.#waiting.length >= MOST_IDS) {
      this.#begin(this.#waiting.splice(0, MOST_IDS));
    }
  }

  async flush(completeness: Completeness): Promise<void> {
    if (this.#waiting.length > 0) {
      this.#begin(this.#waiting.splice(0));
    }
    await Promise.all(this.#underWay);
    completeness.addLeftOut('changes', {
      count: this.#missing,
      of: this.#emitted,
      what: 'members of groups were gone when their names were asked for',
    });
    completeness.addMissing({
      count: this.#unnamed,
      what: 'members of groups are collected without their names',
      causes: this.#causes,
    });
  }

  #begin(members: Member[]): void {
    const emitting = this.#emit(members);
    emitting.catch(() => undefined);
    this.#underWay.push(emitting);
  }

  /** A name is a detail: who has none is collected without. */
  async #name(members: Member[]): Promise<NamedMembers> {
    try {
      return await this.#names.name(members);
    } catch (error) {
      if (!isAboutRequest(error)) {
        throw error;
      }
      this.#unnamed += members.length;
      this.#causes.push(error.message);
      return { members, missing: 0 };
    }
  }

  async #emit(members: Member[]): Promise<void> {
    const named = await this.#name(members);
    this.#emitted += members.length;
    this.#missing += named.missing;
    await this.#emission.add(
      named.members.map((each) => toGroupMemberEntity(each, this.#links)),
    );
  }
}

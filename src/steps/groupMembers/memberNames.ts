/**
 * Where the names of members come from that are neither users nor groups. Either
 * pages of members hold ids only, and the few others are asked for by their ids;
 * or, for an application that may not ask so, pages hold the names of all members.
 */
import {
  GraphResponseError,
  isForbidden,
  isUnexplained,
} from '../../graph/errors';
import { MOST_IDS } from '../../graph/objectsById';
import type { Additions } from '../../model/additions';
import { identified, isGuid, type Identified } from '../../model/keys';
import type { StepContext } from '../context';
import { refuseAllMissing } from '../missingChildren';
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

/** Of the request itself; all else may be over in a moment, and is met again. */
const REFUSED: ReadonlySet<number> = new Set([400, 404, 405, 501]);

function isRefusal(error: unknown): error is GraphResponseError {
  return (
    isForbidden(error) ||
    isUnexplained(error) ||
    (error instanceof GraphResponseError && REFUSED.has(error.status))
  );
}

/** @param knownId of an object of the directory, to find out with; undefined when there is none */
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
    if (!isRefusal(error)) {
      throw error;
    }
    logger.info(
      { status: error.status, code: error.code },
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
  readonly #additions: Additions;
  readonly #underWay: Promise<void>[] = [];
  #waiting: Member[] = [];
  #emitted = 0;
  #missing = 0;

  constructor(names: MemberNames, additions: Additions) {
    this.#names = names;
    this.#additions = additions;
  }

  /** Nothing is added, and no failure met, before `flush`. */
  add(members: readonly Member[]): void {
    this.#waiting.push(...members);
    while (this.#waiting.length >= MOST_IDS) {
      this.#begin(this.#waiting.splice(0, MOST_IDS));
    }
  }

  /**
   * @returns how many were not found when their names were asked for
   * @throws IntegrationProviderAPIError when that were all of them
   */
  async flush(): Promise<number> {
    if (this.#waiting.length > 0) {
      this.#begin(this.#waiting.splice(0));
    }
    await Promise.all(this.#underWay);
    refuseAllMissing(memberNamesRequest, this.#missing, this.#emitted);
    return this.#missing;
  }

  #begin(members: Member[]): void {
    const emitting = this.#emit(members);
    emitting.catch(() => undefined);
    this.#underWay.push(emitting);
  }

  async #emit(members: Member[]): Promise<void> {
    const named = await this.#names.name(members);
    this.#emitted += members.length;
    this.#missing += named.missing;
    await this.#additions.add(named.members.map(toGroupMemberEntity), []);
  }
}

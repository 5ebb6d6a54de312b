/**
 * Members that may be users, held until it is known whether they are: each id
 * once, and a number for each membership, since a large tenant has millions of
 * them.
 */
import { createRelationship } from '../../model/relationships';
import type { Emission } from '../../run/emission';
import type { DataStore } from '../../run/handover';
import type { UserIds } from '../users/userIds';
import { groupHasUser } from './relationships';

export class HeldMembers {
  readonly #ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #byGroup = new Map<string, number[]>();

  hold(groupId: string, memberIds: readonly string[]): void {
    if (memberIds.length === 0) {
      return;
    }
    const held = this.#byGroup.get(groupId) ?? [];
    this.#byGroup.set(groupId, held);
    for (const id of memberIds) {
      held.push(this.#numberOf(id));
    }
  }

  /** Groups with the ids of their members. */
  *groups(): Generator<[groupId: string, memberIds: string[]]> {
    for (const [groupId, numbers] of this.#byGroup) {
      yield [groupId, numbers.map((number) => this.#ids[number])];
    }
  }

  /** Lets go of all members that are users, group by group; others may be held meanwhile. */
  *release(users: UserIds): Generator<[groupId: string, userIds: string[]]> {
    const isUser = (number: number) => users.has(this.#ids[number]);
    for (const [groupId, numbers] of [...this.#byGroup]) {
      const others = numbers.filter((number) => !isUser(number));
      if (others.length > 0) {
        this.#byGroup.set(groupId, others);
      } else {
        this.#byGroup.delete(groupId);
      }
      yield [groupId, numbers.filter(isUser).map((n) => this.#ids[n])];
    }
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) {
      return known;
    }
    const number = this.#ids.push(id) - 1;
    this.#numbers.set(id, number);
    return number;
  }
}

/** Adds the memberships of all held members that are users. */
export function addReleased(
  emission: Emission,
  held: HeldMembers,
  users: UserIds,
): Promise<void> {
  return emission.addEach(held.release(users), ([groupId, userIds]) =>
    userIds.map((id) => createRelationship(groupHasUser, groupId, id)),
  );
}

const KEY = 'heldMembers';

export function saveHeldMembers(
  jobState: DataStore,
  held: HeldMembers,
): Promise<void> {
  return jobState.setData(KEY, held);
}

/** Takes them out of the job state: they are wanted once. */
export async function takeHeldMembers(
  jobState: DataStore,
): Promise<HeldMembers> {
  const held = await jobState.getData<HeldMembers>(KEY);
  await jobState.deleteData(KEY);
  return held ?? new HeldMembers();
}

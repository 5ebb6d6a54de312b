/**
 * Members that may be users, held until all users are known: each id once, and a
 * number for each membership, since a large tenant has millions of them.
 */
import type { JobState } from '@jupiterone/integration-sdk-core';

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

const KEY = 'heldMembers';

export function saveHeldMembers(
  jobState: JobState,
  held: HeldMembers,
): Promise<void> {
  return jobState.setData(KEY, held);
}

/** Takes them out of the job state: they are wanted once. */
export async function takeHeldMembers(
  jobState: JobState,
): Promise<HeldMembers> {
  const held = await jobState.getData<HeldMembers>(KEY);
  await jobState.deleteData(KEY);
  return held ?? new HeldMembers();
}

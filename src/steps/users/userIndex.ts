/**
 * The ids of the listed users. That a key is taken proves nothing: a member of a
 * group that is no listed user has the key of its id, too.
 */
import type { JobState } from '@jupiterone/integration-sdk-core';

export type UserIndex = ReadonlySet<string>;

const KEY = 'userIndex';

export function saveUserIndex(
  jobState: JobState,
  users: UserIndex,
): Promise<void> {
  return jobState.setData(KEY, users);
}

/** Empty when the users step emitted none. */
export async function loadUserIndex(jobState: JobState): Promise<UserIndex> {
  return (await jobState.getData<UserIndex>(KEY)) ?? new Set();
}

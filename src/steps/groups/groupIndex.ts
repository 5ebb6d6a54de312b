/** What later steps need to know of the groups: ids, never payloads. */
import type { JobState } from '@jupiterone/integration-sdk-core';

export interface ListedGroup {
  readonly id: string;
  /** The members are shown to some only: https://learn.microsoft.com/graph/api/resources/group */
  readonly hasHiddenMembership: boolean;
}

/** By id. */
export type GroupIndex = ReadonlyMap<string, ListedGroup>;

const KEY = 'groupIndex';

export function saveGroupIndex(
  jobState: JobState,
  groups: GroupIndex,
): Promise<void> {
  return jobState.setData(KEY, groups);
}

/** Empty when the groups step emitted none. */
export async function loadGroupIndex(jobState: JobState): Promise<GroupIndex> {
  return (await jobState.getData<GroupIndex>(KEY)) ?? new Map();
}

/** What later steps need to know of the groups: ids, never payloads. */
import { defineHandover } from '../../run/handover';

export interface ListedGroup {
  readonly id: string;
  /** The members are shown to some only: https://learn.microsoft.com/graph/api/resources/group */
  readonly hasHiddenMembership: boolean;
}

/** By id. */
export type GroupIndex = ReadonlyMap<string, ListedGroup>;

/** Empty when the groups step emitted none. */
export const groupIndex = defineHandover<GroupIndex>(
  'groupIndex',
  () => new Map(),
);

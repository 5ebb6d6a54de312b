/** What later steps need to know of the groups: ids, never payloads. */
import { defineHandover } from '../../run/handover';

export interface ListedGroup {
  readonly id: string;
  /** The members are shown to some only: https://learn.microsoft.com/graph/api/resources/group */
  readonly hasHiddenMembership: boolean;
}

/** By id. */
export type ListedGroups = ReadonlyMap<string, ListedGroup>;

/** Empty when the groups step emitted none. */
export const listedGroups = defineHandover<ListedGroups>(
  'listedGroups',
  () => new Map(),
);

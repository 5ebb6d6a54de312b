/**
 * The ids of the listed users. That a key is taken proves nothing: a member of a
 * group that is no listed user has the key of its id, too.
 */
import { defineHandover } from '../../run/handover';

export type UserIds = ReadonlySet<string>;

/** Empty when the users step emitted none. */
export const userIds = defineHandover<UserIds>('userIds', () => new Set());

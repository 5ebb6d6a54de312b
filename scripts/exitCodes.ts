/** How every command of ours ends: https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html */

/** What a run came to: everything, some types incomplete, or nothing to use. */
export type Verdict = 'complete' | 'partial' | 'unusable';

export const exitCodes = {
  complete: 0,
  unusable: 1,
  partial: 2,
  /** Another run works in the same folder. */
  locked: 3,
} as const satisfies Record<Verdict | 'locked', number>;

/**
 * How much may be left out of a dataset before it counts as incomplete. Tenants
 * change while they are read, so a little is normal; JupiterOne deletes what a
 * step leaves out, so more than that is not.
 */

export interface Allowance {
  /** Of the whole, rounded up. */
  readonly share: number;
  /** Of a small whole; never more than half of it. */
  readonly few: number;
  /** What is left out, and why a little of it is normal. */
  readonly reason: string;
}

export const allowances = {
  changes: {
    share: 0.02,
    few: 3,
    reason:
      'objects that are gone when they are asked for one by one, and objects that come without an id, with nothing but an id, or without a property that decides something: they were deleted or made a moment ago',
  },
  counts: {
    share: 0.02,
    few: 1,
    reason:
      'objects that Graph counts and does not list, and devices that it counts for a policy or an application and has no rows of: its counts and lists are not of the same moment; also states of a policy that Microsoft does not document',
  },
  rows: {
    share: 0.02,
    few: 10,
    reason:
      'rows that a sample of reports or devices has and an export does not have, because reports are made at different times; also detected applications without a name',
  },
  unlisted: {
    share: 0.1,
    few: 10,
    reason:
      'devices and policies that have rows in a report or an export, and are in no list: Intune keeps rows of deleted ones for a while, and has rows of its built-in policy',
  },
  outsiders: {
    share: 0.5,
    few: 10,
    reason:
      'users whom devices name, and managed applications that have installations, that are in no list: devices keep the names of users who left, and installations of applications that are no longer assigned',
  },
} as const satisfies Record<string, Allowance>;

export type AllowanceName = keyof typeof allowances;

/** How many of so many may be missing: never all, and of one none. */
export function allowed(total: number, name: AllowanceName): number {
  return Math.min(usual(total, name), Math.floor(total / 2));
}

/** The same of a part of the whole, all of which may be missing where it is small. */
export function usual(total: number, name: AllowanceName): number {
  const { share, few } = allowances[name];
  return Math.max(Math.ceil(total * share), few);
}

/** Whether what was received is less than what was counted allows. */
export function isShort(
  received: number,
  counted: number,
  name: AllowanceName = 'counts',
): boolean {
  return received < counted - allowed(counted, name);
}

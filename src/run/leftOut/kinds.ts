/**
 * The kinds of what a run leaves out or finds odd. Every count of such items is
 * logged with its kind; summary.json and the report have its meaning from here.
 */
import { allowances } from './allowances';

/** Single odd items, which fail no step. */
export const oddities = {
  damagedRow:
    'rows of an export that cannot be read: the next export may have them',
  falseZero:
    'counts of no device that reports contradict: Intune had not counted yet, and the states are checked in another way; nothing is missing',
  hidden:
    'groups with hidden membership, which this application may not see: they are collected without their members',
  repeated:
    'items that Microsoft Graph listed again: each is collected once, and none is missing',
  repeatedKey:
    'entities with the key of another entity of the run, which is the one that is collected',
  stateless:
    'policies of which Microsoft Graph has no states: they are collected, and whether devices comply with them is unknown',
  unreadable:
    'states and other values that Microsoft does not document: they are not collected, what has them is',
} as const satisfies Record<string, string>;

export type OddityKind = keyof typeof oddities;

const allowanceMeanings = Object.fromEntries(
  Object.entries(allowances).map(([name, { reason }]) => [name, reason]),
) as Record<keyof typeof allowances, string>;

/** What each kind means, in words that may follow a number. */
export const leftOutMeanings = {
  ...allowanceMeanings,
  ...oddities,
  missing:
    'items that Microsoft Graph has and that could not be read: the step is partial, and JupiterOne deletes nothing of its types',
} as const satisfies Record<string, string>;

export type LeftOutKind = keyof typeof leftOutMeanings;

/** How many items of a kind a log line or an event tells of. */
export interface CountOfKind {
  readonly kind: LeftOutKind;
  readonly count: number;
}

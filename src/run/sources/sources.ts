/**
 * A dataset may be had from several sources, each of which may be refused, cut
 * off or out of order. A source is given the items (policies, applications,
 * devices) that are not complete yet, reads what it can of them, and hands back
 * those that it did not complete. What is left after the last source is missing.
 */
import {
  errorMessage,
  IncompleteReportError,
  isNotFound,
} from '../../graph/errors/errors';
import { ExportUnavailableError } from '../../graph/exports/exportRequest';
import { allowances } from '../leftOut/allowances';
import { joinedCauses } from '../wholeness/completeness';
import { isAboutItem } from '../itemFailures';

/** An item that a source did not complete. */
export interface Unfinished<Item> {
  readonly item: Item;
  /** What the source said, in words that a message can hold. */
  readonly cause: string;
  /** Default: it has less than there is, or nobody knows. */
  readonly why?: Why;
  /**
   * Set where nothing but a count of Graph's speaks against the source: what it has
   * of the item, which is not 0 at the position of each device.
   */
  readonly given?: Uint8Array;
}

/**
 * - `empty`: the item's own list has nothing
 * - `nothing`: the source answered, and may not know the item at all
 * - `counted`: it has nothing of it, and what Graph said before says otherwise
 * - `gone`: it says that the item does not exist
 * - `refused`: it was not to be had
 */
type Why = 'empty' | 'nothing' | 'counted' | 'gone' | 'refused';

/**
 * Completes what it can, and returns the rest.
 *
 * @throws what no other source can make up for: a failure that may be gone in the next run
 */
export type ReadItems<Item> = (
  items: readonly Item[],
) => Promise<Unfinished<Item>[]>;

export interface Source<Item> {
  /** The items that it can have anything of; default: all. */
  readonly suits?: (item: Item) => boolean;
  readonly read: ReadItems<Item>;
}

/** An item that no source completed, or that two had to agree on, with what each of them said. */
export interface Missed<Item> {
  readonly item: Item;
  readonly causes: readonly string[];
  readonly outcome: Outcome;
}

/**
 * - `agreed`: two sources have the same of it, and only a count says that there is more
 * - `unknown`: every source answered, and none knows anything of the item
 * - `unchecked`: its own list is empty, and no other source could confirm that
 * - `gone`: one source says that it does not exist, and none has anything of it
 * - `vanished`: the same, and two others answered and have nothing: whatever there was, it was deleted
 * - `incomplete`: there is more of it, or no source could be asked
 */
type Outcome =
  'agreed' | 'unknown' | 'unchecked' | 'gone' | 'vanished' | 'incomplete';

/** So many items are named, each with what was said of it. */
const MOST_NAMED = 20;

/** What the sources said of items that none completed. */
export function causesOf<Item>(
  missed: readonly Missed<Item>[],
  nameOf: (item: Item) => string,
): string[] {
  const isFew = missed.length <= MOST_NAMED;
  return missed.flatMap(({ item, causes }) =>
    isFew ? [`${nameOf(item)}: ${joinedCauses(causes)}`] : causes,
  );
}

/**
 * Tries the sources in their order, each with what those before left. An item
 * whose own list is empty is complete when another source has nothing either, and
 * one of which a count says that there is more when two sources have the same:
 * Graph's counts may lag behind.
 *
 * @param take receives what a source completed before the next one is asked, which
 * may have to wait for an export
 */
export async function completeFrom<Item>(
  items: readonly Item[],
  sources: readonly Source<Item>[],
  take: (completed: readonly Item[]) => Promise<void> = () => Promise.resolve(),
): Promise<Missed<Item>[]> {
  /** What the sources said of each item that none has completed yet. */
  const open = new Map<Item, Unfinished<Item>[]>(
    items.map((item) => [item, []]),
  );
  const agreed = new Map<Item, Unfinished<Item>[]>();
  for (const { suits = () => true, read } of sources) {
    const suitable = [...open.keys()].filter(suits);
    if (suitable.length > 0) {
      const left = await read(suitable);
      const unfinished = new Map(left.map((each) => [each.item, each]));
      for (const item of suitable) {
        const doubt = unfinished.get(item);
        const said = [...(open.get(item) ?? []), ...(doubt ? [doubt] : [])];
        if (doubt && !areEmpty(said)) {
          open.set(item, said);
          if (agreeWithLast(said)) {
            agreed.set(item, said);
            open.delete(item);
          }
        } else {
          open.delete(item);
        }
      }
      await take(
        suitable.filter((item) => !open.has(item) && !agreed.has(item)),
      );
    }
  }
  return [...agreed, ...open].map(([item, said]) => ({
    item,
    causes: said.map(({ cause }) => cause),
    outcome: agreed.has(item) ? 'agreed' : outcomeOf(said),
  }));
}

function saying(said: readonly Unfinished<unknown>[], asked?: Why): number {
  return said.filter(({ why }) => why === asked).length;
}

function areEmpty(said: readonly Unfinished<unknown>[]): boolean {
  const empty = saying(said, 'empty');
  return empty > 0 && empty + saying(said, 'nothing') > 1;
}

/** Whether another source has what the last one has, and none has more. That both have nothing proves nothing. */
function agreeWithLast(said: readonly Unfinished<unknown>[]): boolean {
  const last = said.at(-1)?.given;
  const others = said.slice(0, -1).flatMap(({ given }) => given ?? []);
  return (
    last !== undefined &&
    last.some((value) => value > 0) &&
    others.every((other) => hasAllOf(last, other)) &&
    others.some((other) => hasAllOf(other, last))
  );
}

/** But for the share that counts may differ by. Of few devices none may differ: one of two would be half of them. */
function hasAllOf(one: Uint8Array, other: Uint8Array): boolean {
  let common = 0;
  let total = 0;
  for (const [position, value] of other.entries()) {
    total += value > 0 ? 1 : 0;
    common += value > 0 && one[position] > 0 ? 1 : 0;
  }
  return total - common <= total * allowances.counts.share;
}

function outcomeOf(said: readonly Unfinished<unknown>[]): Outcome {
  if (saying(said, 'nothing') === said.length) {
    return 'unknown';
  }
  if (saying(said, undefined) > 0) {
    return 'incomplete';
  }
  // What was deleted meanwhile may have been counted before.
  if (saying(said, 'gone') > 0) {
    const without = saying(said, 'counted') + saying(said, 'nothing');
    return without > 1 ? 'vanished' : 'gone';
  }
  if (saying(said, 'counted') > 0) {
    return 'incomplete';
  }
  return saying(said, 'empty') > 0 ? 'unchecked' : 'incomplete';
}

/** All of them, for the same reason. */
export function allUnfinished<Item>(
  items: readonly Item[],
  cause: string,
  why?: Why,
): Unfinished<Item>[] {
  return items.map((item) => ({ item, cause, why }));
}

/** An item that a source did not give because of this failure. */
export function failedItem<Item>(item: Item, failure: Error): Unfinished<Item> {
  const isShort = failure instanceof IncompleteReportError;
  const why = isNotFound(failure) ? 'gone' : 'refused';
  return {
    item,
    cause: errorMessage(failure),
    why: isShort ? undefined : why,
  };
}

/**
 * Whether another source may have what this error kept back. A connection that
 * broke or a service that is too busy is none of it: the step fails, and the
 * next run tries again.
 */
export function allowsAnotherSource(error: unknown): error is Error {
  return (
    error instanceof ExportUnavailableError ||
    error instanceof IncompleteReportError ||
    isAboutItem(error)
  );
}

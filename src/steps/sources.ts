/**
 * A dataset may be had from several sources, each of which may be refused, cut
 * off or out of order. A source is given the items (policies, applications,
 * devices) that are not complete yet, reads what it can of them, and hands back
 * those that it did not complete. What is left after the last source is missing.
 */
import pMap from 'p-map';
import {
  errorMessage,
  GraphProtocolError,
  GraphResponseError,
  IncompleteReportError,
  isForbidden,
  isMalformed,
  isNotFound,
  isUnknownSegment,
} from '../graph/errors';
import { ExportUnavailableError } from '../graph/exports/exportRequest';
import { passingKinds } from '../graph/refusals';

/** An item that a source did not complete. */
export interface Unfinished<Item> {
  readonly item: Item;
  /** What the source said, in words that a message can hold. */
  readonly cause: string;
  /** True when the source answered, and knows nothing of the item. */
  readonly knowsNothing?: boolean;
}

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

/** An item that no source completed, with what each of them said. */
export interface Missed<Item> {
  readonly item: Item;
  readonly causes: readonly string[];
  /** True when every source answered, and none knows anything of the item. */
  readonly isUnknown: boolean;
}

/** Tries the sources in their order, each with what those before left. */
export async function completeFrom<Item>(
  items: readonly Item[],
  sources: readonly Source<Item>[],
): Promise<Missed<Item>[]> {
  /** What the sources said of each item that none has completed yet. */
  const open = new Map<Item, Unfinished<Item>[]>(
    items.map((item) => [item, []]),
  );
  for (const { suits = () => true, read } of sources) {
    const suitable = [...open.keys()].filter(suits);
    if (suitable.length > 0) {
      const left = await read(suitable);
      const unfinished = new Map(left.map((each) => [each.item, each]));
      for (const item of suitable) {
        const said = unfinished.get(item);
        if (said) {
          open.get(item)?.push(said);
        } else {
          open.delete(item);
        }
      }
    }
  }
  return Array.from(open, ([item, said]) => ({
    item,
    causes: said.map(({ cause }) => cause),
    isUnknown: said.every(({ knowsNothing }) => knowsNothing === true),
  }));
}

/** All of them, for the same reason. */
export function allUnfinished<Item>(
  items: readonly Item[],
  cause: string,
): Unfinished<Item>[] {
  return items.map((item) => ({ item, cause }));
}

/**
 * Whether another source may have what this error kept back. A connection that
 * broke or a service that is too busy is none of it: the step fails, and the
 * next run tries again.
 */
export function givesWay(error: unknown): error is Error {
  return (
    error instanceof ExportUnavailableError ||
    error instanceof IncompleteReportError ||
    error instanceof GraphProtocolError ||
    isMalformed(error) ||
    (error instanceof GraphResponseError && !passingKinds.has(error.kind))
  );
}

/**
 * Works on items at the same time. After a failure nothing more is begun, and
 * what was begun comes to its end.
 *
 * @throws the first failure
 */
async function forEachAtOnce<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const workUnlessFailed = async (item: Item) => {
    if (failures.length === 0) {
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await pMap(items, workUnlessFailed, { concurrency });
  if (failures.length > 0) {
    throw failures[0];
  }
}

/**
 * Reads item by item, several at the same time. What is refused as a whole is
 * not asked for again: the other items are unfinished for the same reason.
 *
 * @param read returns what speaks against its being complete
 */
export function oneByOne<Item>(
  concurrency: number,
  read: (item: Item) => Promise<Omit<Unfinished<Item>, 'item'> | undefined>,
): ReadItems<Item> {
  return async (items) => {
    const unfinished: Unfinished<Item>[] = [];
    let refusal: string | undefined;
    await forEachAtOnce(items, concurrency, async (item) => {
      try {
        const doubt =
          refusal === undefined ? await read(item) : { cause: refusal };
        unfinished.push(...(doubt ? [{ item, ...doubt }] : []));
      } catch (error) {
        if (!givesWay(error)) {
          throw error;
        }
        const cause = errorMessage(error);
        // A 404 may be about the item; these are about the request.
        const isOfAll =
          isForbidden(error) || (isUnknownSegment(error) && !isNotFound(error));
        refusal = isOfAll ? cause : refusal;
        unfinished.push({ item, cause });
      }
    });
    return unfinished;
  };
}

/** Check-ins go on while rows are read: so much of what Intune counts may be missing, or one. */
const TOLERATED_SHARE = 0.02;

/** Nothing of something is always short. */
export function isShort(received: number, counted: number): boolean {
  return (
    received < counted - tolerated(counted) || (received === 0 && counted > 0)
  );
}

export function tolerated(total: number): number {
  return Math.ceil(total * TOLERATED_SHARE);
}

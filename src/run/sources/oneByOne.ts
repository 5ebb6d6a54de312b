/** A source that has a request of its own for each item. */
import pMap from 'p-map';
import {
  errorMessage,
  isForbidden,
  isNotFound,
  isUnknownSegment,
} from '../../graph/errors/errors';
import {
  failedItem,
  allowsAnotherSource,
  type ReadItems,
  type Unfinished,
} from './sources';

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

/** So many items refused and none taken: then it is no matter of the items. */
const REFUSALS_THAT_COUNT = 20;

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
    let isTaken = false;
    await forEachAtOnce(items, concurrency, async (item) => {
      try {
        const doubt =
          refusal === undefined
            ? await read(item)
            : ({ cause: refusal, why: 'refused' } as const);
        isTaken ||= refusal === undefined;
        unfinished.push(...(doubt ? [{ item, ...doubt }] : []));
      } catch (error) {
        if (!allowsAnotherSource(error)) {
          throw error;
        }
        unfinished.push(failedItem(item, error));
        // A 404 may be about the item; these are about the request.
        const isOfAll =
          isForbidden(error) ||
          (isUnknownSegment(error) && !isNotFound(error)) ||
          (!isTaken && unfinished.length >= REFUSALS_THAT_COUNT);
        refusal = isOfAll ? errorMessage(error) : refusal;
      }
    });
    return unfinished;
  };
}

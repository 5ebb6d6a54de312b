/** A collection as a stream of pages; the next page is fetched while one is worked on. */
import { pageOf, type Page } from './answers';
import type { CollectionCursor } from './collectionCursor';

/** Fetches one absolute URL and returns the parsed body. @throws GraphError */
export type FetchBody = (url: string) => Promise<unknown>;

/**
 * Yields the items of each page, empty pages included; ends after the last page
 * or throws. It never ends early: what was yielded is the whole collection only
 * when it returns.
 */
export async function* pages<Item>(
  cursor: CollectionCursor,
  fetchBody: FetchBody,
): AsyncGenerator<Item[], void, undefined> {
  let next = fetchPage<Item>(cursor, fetchBody);
  while (next) {
    const page = await next;
    next = fetchPage<Item>(cursor, fetchBody);
    // A failure is met at the `await` above; until then nobody looks at it.
    next?.catch(() => undefined);
    yield page.items;
  }
}

/** Starts to fetch the page where the cursor stands; undefined after the last one. */
function fetchPage<Item>(
  cursor: CollectionCursor,
  fetchBody: FetchBody,
): Promise<Page<Item>> | undefined {
  return cursor.url === undefined
    ? undefined
    : fetchAndAdvance<Item>(cursor, cursor.url, fetchBody);
}

async function fetchAndAdvance<Item>(
  cursor: CollectionCursor,
  url: string,
  fetchBody: FetchBody,
): Promise<Page<Item>> {
  try {
    const page = pageOf<Item>(cursor.endpoint, await fetchBody(url));
    cursor.advance(page);
    return page;
  } catch (error) {
    if (cursor.restartAfter(error) && cursor.url !== undefined) {
      return fetchAndAdvance(cursor, cursor.url, fetchBody);
    }
    throw error;
  }
}

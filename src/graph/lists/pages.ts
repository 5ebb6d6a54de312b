/** A collection as a stream of pages; the next page is fetched while one is worked on. */
import type { Page } from '../http/answers';
import type { CollectionCursor } from './cursor';

/** Fetches the page at one absolute URL. @throws GraphError */
export type FetchPage<Item> = (url: string) => Promise<Page<Item>>;

/**
 * Yields the items of each page, empty pages included; ends after the last page
 * or throws. It never ends early: what was yielded is the whole collection only
 * when it returns.
 */
export async function* pages<Item>(
  cursor: CollectionCursor,
  fetchUrl: FetchPage<Item>,
): AsyncGenerator<Item[], void, undefined> {
  let next = fetchPage<Item>(cursor, fetchUrl);
  while (next) {
    const page = await next;
    next = fetchPage<Item>(cursor, fetchUrl);
    // A failure is met at the `await` above; until then nobody looks at it.
    next?.catch(() => undefined);
    yield page.items;
  }
}

/** Starts to fetch the page where the cursor stands; undefined after the last one. */
function fetchPage<Item>(
  cursor: CollectionCursor,
  fetchUrl: FetchPage<Item>,
): Promise<Page<Item>> | undefined {
  return cursor.url === undefined
    ? undefined
    : fetchAndAdvance<Item>(cursor, cursor.url, fetchUrl);
}

async function fetchAndAdvance<Item>(
  cursor: CollectionCursor,
  url: string,
  fetchUrl: FetchPage<Item>,
): Promise<Page<Item>> {
  try {
    const page = await fetchUrl(url);
    cursor.advance(page);
    return page;
  } catch (error) {
    if (cursor.restartAfter(error) && cursor.url !== undefined) {
      return fetchAndAdvance(cursor, cursor.url, fetchUrl);
    }
    throw error;
  }
}

/** Yields a collection page by page, and fetches the next page while one is worked on. */
import type { Page } from '../http/answers';
import type { CollectionCursor } from './cursor';

/** Fetches the page at an address below the version. @throws GraphError */
type FetchPage<Item> = (relativeUrl: string) => Promise<Page<Item>>;

/**
 * Yields the items of each page, empty pages included; ends after the last page
 * or throws. It never ends early: what was yielded is the whole collection only
 * when it returns.
 */
export async function* pages<Item>(
  cursor: CollectionCursor,
  fetchPage: FetchPage<Item>,
): AsyncGenerator<Item[], void, undefined> {
  let coming = nextPage(cursor, fetchPage);
  for (;;) {
    const page = await coming;
    if (!page) {
      return;
    }
    coming = nextPage(cursor, fetchPage);
    // A failure is met at the `await` above; until then nobody looks at it.
    coming.catch(() => undefined);
    yield page.items;
  }
}

/** The page where the cursor stands, which moves on; undefined after the last one. */
async function nextPage<Item>(
  cursor: CollectionCursor,
  fetchPage: FetchPage<Item>,
): Promise<Page<Item> | undefined> {
  while (cursor.relativeUrl !== undefined) {
    try {
      const page = await fetchPage(cursor.relativeUrl);
      cursor.advance(page);
      return page;
    } catch (error) {
      if (!cursor.restartAfter(error)) {
        throw error;
      }
    }
  }
  return undefined;
}

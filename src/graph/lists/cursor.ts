/**
 * Where one collection stands on its way from the first page to the last. Lists
 * and batches follow next links by the same rules:
 *
 * - The collection fails if a link leads to another place than the configured Graph.
 * - It also fails if a link was seen before, because the pages would never end.
 * - When Graph has forgotten a page token, the first page is read again, a few times.
 * - When small pages are not enough, full pages are read from the first one on.
 *
 * After such a restart items come again, so callers drop repeated keys.
 */
import type { Page } from '../http/answers';
import {
  GraphProtocolError,
  isLostPageToken,
  isNotFound,
} from '../errors/errors';
import { relativeLink } from './links';
import { asObject } from '../basics/json';
import type { CollectionLimits } from '../basics/limits';
import {
  endpointName,
  relativeUrl,
  withTop,
  type GraphRequest,
  type SmallPages,
} from '../request';

/** Pages in a row that may end with the same item. */
const MOST_SAME_PAGES = 10;

export class CollectionCursor {
  readonly endpoint: string;
  /** Of the first page. */
  readonly #firstUrl: string;
  readonly #root: string;
  readonly #limits: CollectionLimits;
  /** Of the page to fetch next. */
  #url?: string;
  #seen: Set<string>;
  #restarts = 0;
  #smallPagesLeft = 0;
  #lastItemId: unknown;
  #samePages = 0;

  /**
   * @param root origin and version, which every link must begin with: `https://graph.microsoft.com/v1.0`
   * @param small pages to begin with
   */
  constructor(
    request: GraphRequest<unknown>,
    root: string,
    limits: CollectionLimits,
    small?: SmallPages,
  ) {
    this.endpoint = endpointName(request);
    this.#root = root;
    this.#limits = limits;
    this.#firstUrl = relativeUrl(request);
    this.#smallPagesLeft = small?.count ?? 0;
    this.#url = small
      ? relativeUrl(withTop(request, small.top))
      : this.#firstUrl;
    this.#seen = new Set([this.#url]);
  }

  /** Whether the page to fetch next is a small one. */
  get isOnSmallPages(): boolean {
    return this.#smallPagesLeft > 0 && this.#url !== undefined;
  }

  /** Whether the page to fetch next is the first one, after a lost page token. */
  get beginsAnew(): boolean {
    return this.#restarts > 0 && this.#seen.size === 1;
  }

  /** Path and query of the page to fetch next, below the version; undefined after the last one. */
  get relativeUrl(): string | undefined {
    return this.#url;
  }

  /** Moves on to the next link of a page. @throws GraphProtocolError for a link that must not be followed, or a broken limit */
  advance(page: Page<unknown>): void {
    const { maxPageItems } = this.#limits;
    if (page.items.length > maxPageItems) {
      throw new GraphProtocolError(
        this.endpoint,
        `one page has more than ${maxPageItems} items (limit maxPageItems)`,
      );
    }
    this.#refuseRepeatedPage(asObject(page.items.at(-1))?.id);
    const link =
      page.nextLink === undefined ? undefined : this.#relative(page.nextLink);
    if (link !== undefined) {
      this.#check(link);
      this.#seen.add(link);
    }
    this.#url = link;
    if (this.isOnSmallPages) {
      this.#smallPagesLeft -= 1;
      if (this.#smallPagesLeft === 0) {
        this.#beginOnFullPages();
      }
    }
  }

  /**
   * Goes back to the first page if the failure was a lost page token. When a later
   * page is not found, its token is lost, too: only the answer to the first page is
   * about the collection itself.
   *
   * @returns whether it went back
   * @throws GraphProtocolError when it was lost too often
   */
  restartAfter(failure: unknown): boolean {
    const isLost =
      isLostPageToken(failure) || (this.#seen.size > 1 && isNotFound(failure));
    if (!isLost) {
      return false;
    }
    const { maxRestarts } = this.#limits;
    if (this.#restarts >= maxRestarts) {
      throw new GraphProtocolError(
        this.endpoint,
        `the page token was lost more than ${maxRestarts} times (limit maxRestarts): ${failure.message}`,
      );
    }
    this.#restarts += 1;
    this.#beginOnFullPages();
    return true;
  }

  #beginOnFullPages(): void {
    this.#smallPagesLeft = 0;
    this.#seen = new Set([this.#firstUrl]);
    this.#url = this.#firstUrl;
  }

  #relative(link: string): string {
    const relative = relativeLink(link, this.#root);
    if (relative === undefined) {
      throw new GraphProtocolError(
        this.endpoint,
        'the next link leads to another address than the configured Microsoft Graph',
      );
    }
    return relative;
  }

  /** Pages may repeat each other although their tokens are always new. */
  #refuseRepeatedPage(lastItemId: unknown): void {
    const isRepeated =
      lastItemId !== undefined && lastItemId === this.#lastItemId;
    this.#samePages = isRepeated ? this.#samePages + 1 : 0;
    this.#lastItemId = lastItemId;
    if (this.#samePages >= MOST_SAME_PAGES) {
      throw new GraphProtocolError(
        this.endpoint,
        'the pages repeat each other: the list does not go on',
      );
    }
  }

  #check(link: string): void {
    if (this.#seen.has(link)) {
      throw new GraphProtocolError(
        this.endpoint,
        'the next link was followed before: the pages go round in a circle',
      );
    }
    const { maxPages } = this.#limits;
    if (this.#seen.size >= maxPages) {
      throw new GraphProtocolError(
        this.endpoint,
        `there are more than ${maxPages} pages (limit maxPages)`,
      );
    }
  }
}

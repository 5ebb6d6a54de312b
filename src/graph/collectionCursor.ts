/**
 * Where one collection stands on its way from the first page to the last. Lists
 * and batches follow next links by the same rules:
 *
 * - a link goes to the configured Graph, or the collection fails;
 * - a link seen before means a cycle, and fails it too;
 * - a page token that Graph forgot sends it back to its first page, a few times.
 *
 * After such a restart items come again: whoever takes them drops repeated keys.
 */
import type { Page } from './answers';
import { GraphProtocolError, isLostPageToken } from './errors';

/** Limits far above what real tenants need: 100,000 pages of 999 users are 100 million. */
export const cursorLimits = { pages: 100_000, restarts: 3 };

export class CollectionCursor {
  readonly endpoint: string;
  readonly #firstUrl: string;
  readonly #root: string;
  #url?: string;
  #seen: Set<string>;
  #restarts = 0;

  /**
   * @param root origin and version, which every link must begin with: `https://graph.microsoft.com/v1.0`
   * @param relativeUrl of the first page, below `root`
   */
  constructor(endpoint: string, root: string, relativeUrl: string) {
    this.endpoint = endpoint;
    this.#root = root;
    this.#firstUrl = `${root}${relativeUrl}`;
    this.#url = this.#firstUrl;
    this.#seen = new Set([this.#firstUrl]);
  }

  /** The page to fetch next, absolute; undefined after the last one. */
  get url(): string | undefined {
    return this.#url;
  }

  /** The same, below the version, as a batch wants it. */
  get relativeUrl(): string | undefined {
    return this.#url?.slice(this.#root.length);
  }

  /** Takes a page's next link. @throws GraphProtocolError for a link that must not be followed */
  advance(page: Page<unknown>): void {
    const link = page.nextLink;
    if (link !== undefined) {
      this.#check(link);
      this.#seen.add(link);
    }
    this.#url = link;
  }

  /**
   * Goes back to the first page if the failure was a lost page token and it was
   * not too often so.
   *
   * @returns whether there is anything to go on with
   */
  restartAfter(failure: unknown): boolean {
    const canRestart =
      isLostPageToken(failure) && this.#restarts < cursorLimits.restarts;
    if (canRestart) {
      this.#restarts += 1;
      this.#seen = new Set([this.#firstUrl]);
      this.#url = this.#firstUrl;
    }
    return canRestart;
  }

  #check(link: string): void {
    // A prefix is no host: https://graph.microsoft.com.example.org/v1.0 has another origin.
    const isOurs =
      link.startsWith(`${this.#root}/`) &&
      URL.canParse(link) &&
      new URL(link).origin === new URL(this.#root).origin;
    if (!isOurs) {
      throw new GraphProtocolError(
        this.endpoint,
        'the next link leads to another address than the configured Microsoft Graph',
      );
    }
    if (this.#seen.has(link)) {
      throw new GraphProtocolError(
        this.endpoint,
        'the next link was followed before: the pages go round in a circle',
      );
    }
    if (this.#seen.size >= cursorLimits.pages) {
      throw new GraphProtocolError(
        this.endpoint,
        `more than ${cursorLimits.pages} pages`,
      );
    }
  }
}

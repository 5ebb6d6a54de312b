/** One collection, or one object, that is read through batches, from its first answer to its last. */
import type { BatchItem, BatchOptions } from './results';
import type { SubRequest } from './envelope';
import type { BatchSender } from './sender';
import { CollectionCursor } from '../lists/cursor';
import type { SmallPageSavings } from './smallPageSavings';

export class BatchedCollection<Source, Payload, Result> {
  readonly item: BatchItem<Source, Payload>;
  /** The failures of the page where it stands. */
  failures: Error[] = [];
  readonly #cursor: CollectionCursor;
  readonly #savings: SmallPageSavings;
  /** Results of small pages, until it is known that small pages are enough. */
  #keptBack: Result[] = [];

  constructor(
    item: BatchItem<Source, Payload>,
    sender: Pick<BatchSender, 'root' | 'limits'>,
    savings: SmallPageSavings,
  ) {
    const { request } = item;
    const small = savings.pays ? request.smallPages : undefined;
    this.item = item;
    this.#savings = savings;
    this.#cursor = new CollectionCursor(
      request,
      sender.root(request.version),
      sender.limits,
      small,
    );
  }

  get endpoint(): string {
    return this.#cursor.endpoint;
  }

  get hasMore(): boolean {
    return this.#cursor.relativeUrl !== undefined;
  }

  /** The request for the page where it stands. */
  get subRequest(): SubRequest {
    const { request } = this.item;
    const { smallPages, cost } = request;
    return {
      request,
      url: this.#cursor.relativeUrl ?? '',
      cost: smallPages && this.#cursor.isOnSmallPages ? smallPages.cost : cost,
    };
  }

  /** Reads an answer, and moves on to the next page. @throws GraphError */
  readAnswer(
    body: unknown,
    read: BatchOptions<Source, Result>['read'],
  ): Result[] {
    const wasSmall = this.#cursor.isOnSmallPages;
    const result = read(this.item, this.#cursor, body);
    this.failures = [];
    return wasSmall ? this.#keepBack(result) : [result];
  }

  /** Goes back to its beginning when a page token was lost. @throws GraphProtocolError when that comes too often */
  restartAfter(failure: Error): boolean {
    if (!this.#cursor.restartAfter(failure)) {
      return false;
    }
    this.failures = [];
    // Full pages follow, so these results would only fill the memory.
    this.#keptBack = [];
    return true;
  }

  /** The results of all small pages once they are known to be enough; none before that, or if they are not. */
  #keepBack(result: Result): Result[] {
    const results = [...this.#keptBack, result];
    const { smallPages, cost } = this.item.request;
    if (this.#cursor.isOnSmallPages || !smallPages) {
      this.#keptBack = results;
      return [];
    }
    this.#keptBack = [];
    if (this.hasMore) {
      this.#savings.wasted(smallPages, results.length);
      return [];
    }
    this.#savings.sufficed(smallPages, results.length, cost);
    return results;
  }
}

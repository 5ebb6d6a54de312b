/** One collection, or one object, that is read through batches: from its first answer to its last. */
import type { BatchItem, BatchOptions } from './results';
import type { SubRequest } from './envelope';
import type { BatchSender } from './sender';
import { CollectionCursor } from '../lists/cursor';
import type { SmallPageRecord } from './smallPages';

export class BatchedCollection<Source, Payload, Result> {
  readonly item: BatchItem<Source, Payload>;
  /** What went wrong with the page where it stands. */
  failures: Error[] = [];
  readonly #cursor: CollectionCursor;
  readonly #record: SmallPageRecord;
  /** Of small pages: kept back until it is known that they are enough. */
  #keptBack: Result[] = [];

  constructor(
    item: BatchItem<Source, Payload>,
    sender: Pick<BatchSender, 'root' | 'limits'>,
    record: SmallPageRecord,
  ) {
    const { request } = item;
    const small = record.pays ? request.smallPages : undefined;
    this.item = item;
    this.#record = record;
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

  /** For the page where it stands. */
  get subRequest(): SubRequest {
    const { request } = this.item;
    const { smallPages, cost } = request;
    return {
      request,
      url: this.#cursor.relativeUrl ?? '',
      cost: smallPages && this.#cursor.isOnSmallPages ? smallPages.cost : cost,
    };
  }

  /** Takes an answer, and moves on. @throws GraphError */
  take(body: unknown, read: BatchOptions<Source, Result>['read']): Result[] {
    const wasSmall = this.#cursor.isOnSmallPages;
    const result = read(this.item, this.#cursor, body);
    this.failures = [];
    return wasSmall ? this.#takeSmall(result) : [result];
  }

  /** Goes back to its beginning when a page token was lost. @throws GraphProtocolError when that comes too often */
  restartAfter(failure: Error): boolean {
    if (!this.#cursor.restartAfter(failure)) {
      return false;
    }
    this.failures = [];
    // Full pages follow, so these would only fill the memory.
    this.#keptBack = [];
    return true;
  }

  #takeSmall(result: Result): Result[] {
    const results = [...this.#keptBack, result];
    const { smallPages, cost } = this.item.request;
    if (this.#cursor.isOnSmallPages || !smallPages) {
      this.#keptBack = results;
      return [];
    }
    this.#keptBack = [];
    if (this.hasMore) {
      this.#record.wasted(smallPages, results.length);
      return [];
    }
    this.#record.sufficed(smallPages, results.length, cost);
    return results;
  }
}

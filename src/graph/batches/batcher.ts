/**
 * Reads many collections or objects through `$batch`: 20 requests in one HTTP call,
 * and as many calls under way as keep the reader busy.
 * https://learn.microsoft.com/graph/json-batching
 *
 * The answers in a batch are judged one by one. A request that was throttled,
 * failed for a while or was left out is sent again, alone or with others, while
 * the others go on. Next links go first, because page tokens do not live long.
 */
import type { BatchFailure, BatchItem, BatchOptions } from './results';
import { BatchConcurrency } from './concurrency';
import { BatchQueue, MAX_BATCH_SIZE } from './queue';
import { BatchedCollection } from './batchedCollection';
import {
  GraphProtocolError,
  GraphTransportError,
  isMalformed,
  isSiblingFailure,
  isTooFast,
} from '../errors/errors';
import type { GraphRequest } from '../request';
import {
  decideRetry,
  pauseAfter,
  type RetryDecision,
} from '../http/retryDecision';
import { SmallPageSavings } from './smallPageSavings';
import type { SubAnswer } from './envelope';
import type { BatchSender } from './sender';

/** A request that failed by itself, and how long it has to wait. */
interface Delayed<Item> {
  readonly pending: Item;
  readonly delayMs: number;
}

/** The batches under way. Each resolves to a function that takes its results out of the set. */
type Sent<Source, Result> = Set<
  Promise<() => (Result | BatchFailure<Source>)[]>
>;

export class Batcher<Source, Payload, Result> {
  readonly #sender: BatchSender;
  readonly #options: BatchOptions<Source, Result>;
  readonly #queue: BatchQueue<BatchedCollection<Source, Payload, Result>>;
  readonly #concurrency = new BatchConcurrency();
  readonly #smallPages = new SmallPageSavings();
  /** The first request; all others must be like it. */
  #first?: GraphRequest<Payload>;
  #tolerated = 0;

  constructor(
    items: Iterable<BatchItem<Source, Payload>>,
    sender: BatchSender,
    options: BatchOptions<Source, Result>,
  ) {
    this.#queue = new BatchQueue(this.#begin(items));
    this.#sender = sender;
    this.#options = options;
  }

  /** Yields answers as they come, requests in no order, pages of one collection in theirs. */
  async *results(): AsyncGenerator<Result | BatchFailure<Source>> {
    const underWay: Sent<Source, Result> = new Set();
    for (;;) {
      this.#fill(underWay);
      const { delays } = this.#queue;
      if (underWay.size === 0 && delays.size === 0) {
        this.#sender.logTolerated(this.#tolerated);
        return;
      }
      this.#concurrency.adapt();
      const takeResults = await Promise.race([...underWay, ...delays]);
      const results = takeResults?.() ?? [];
      // New batches are sent while the caller works on these.
      this.#fill(underWay);
      yield* results;
    }
  }

  #fill(underWay: Sent<Source, Result>): void {
    while (underWay.size < this.#concurrency.allowed) {
      const batch = this.#queue.nextBatch(this.#mostBatchCost());
      if (batch.length === 0) {
        return;
      }
      const sent: Promise<() => (Result | BatchFailure<Source>)[]> =
        this.#sender
          .send(batch.map(({ subRequest }) => subRequest))
          .then((answers) => {
            // Judged at once, even if nobody listens now, because others must learn of a pause.
            const delayed: Delayed<(typeof batch)[number]>[] = [];
            const results = batch.flatMap((pending, index) =>
              this.#settle(pending, answers[index], delayed),
            );
            this.#delay(delayed);
            const sizes = results.map(this.#options.sizeOf);
            const items = sizes.reduce((sum, size) => sum + size, 0);
            this.#concurrency.answered(items);
            return () => {
              this.#concurrency.taken(items);
              underWay.delete(sent);
              return results;
            };
          });
      // A failure is met in `results`; until then nobody looks at it.
      sent.catch(() => undefined);
      underWay.add(sent);
    }
  }

  *#begin(
    items: Iterable<BatchItem<Source, Payload>>,
  ): Generator<BatchedCollection<Source, Payload, Result>> {
    for (const item of items) {
      this.#requireAlike(item.request);
      yield new BatchedCollection(item, this.#sender, this.#smallPages);
    }
  }

  /** All wait for the longest of their delays together, so that they are one batch again. */
  #delay(
    delayed: readonly Delayed<BatchedCollection<Source, Payload, Result>>[],
  ): void {
    if (delayed.length > 0) {
      const [{ pending }] = delayed;
      const delayMs = Math.max(...delayed.map((one) => one.delayMs));
      const end = this.#sender.delay(delayMs, pending.endpoint);
      this.#queue.delay(
        delayed.map((one) => one.pending),
        end,
      );
    }
  }

  /** Of whole batches, so many as the workload is known to grant; or of a full one. */
  #mostBatchCost(): number {
    if (!this.#first) {
      return Infinity;
    }
    const { workload, cost } = this.#first;
    return this.#sender.batchCost(workload, MAX_BATCH_SIZE * cost);
  }

  /** A batch is one call of one version, and waits for the quota of one workload. */
  #requireAlike(request: GraphRequest<Payload>): void {
    if (!this.#first) {
      this.#first = request;
      this.#concurrency.allowUpTo(this.#sender.maxInFlight(request.workload));
    }
    const { version, workload } = this.#first;
    if (request.version !== version || request.workload !== workload) {
      throw new TypeError('One batch has one version and one workload');
    }
  }

  #settle(
    pending: BatchedCollection<Source, Payload, Result>,
    answer: SubAnswer | undefined,
    delayed: Delayed<typeof pending>[],
  ): (Result | BatchFailure<Source>)[] {
    const failure =
      answer?.failure ?? (answer ? undefined : leftOut(pending.endpoint));
    if (failure) {
      return this.#settleFailure(pending, failure, answer, delayed);
    }
    try {
      const results = pending.readAnswer(answer?.body, this.#options.read);
      if (pending.hasMore) {
        this.#queue.putFirst([pending]);
      }
      return results;
    } catch (error) {
      // An answer that must not be believed or followed fails this collection only, if the caller can go on.
      if (!isMalformed(error) && !(error instanceof GraphProtocolError)) {
        throw error;
      }
      return this.#settleFailure(pending, error, answer, delayed);
    }
  }

  #settleFailure(
    pending: BatchedCollection<Source, Payload, Result>,
    failure: Error,
    answer: SubAnswer | undefined,
    delayed: Delayed<typeof pending>[],
  ): (Result | BatchFailure<Source>)[] {
    try {
      if (pending.restartAfter(failure)) {
        this.#queue.putFirst([pending]);
        return [];
      }
    } catch (error) {
      // Its page token was lost too often. Any other error is a mistake of ours.
      if (!(error instanceof GraphProtocolError)) {
        throw error;
      }
      return this.#giveUp(pending, error);
    }
    pending.failures.push(failure);
    const { workload } = pending.item.request;
    const decision = decideRetry(pending.failures, this.#sender.random);
    this.#tellPacer(pending, failure, decision, answer);
    if (decision.kind === 'giveUp' || answer?.isFinal) {
      return this.#giveUp(pending, failure);
    }
    this.#sender.logRetry(workload, failure);
    if (decision.kind === 'retry' && !decision.pausesWorkload) {
      delayed.push({ pending, delayMs: decision.delayMs });
      return [];
    }
    if (decision.kind === 'refreshToken') {
      answer?.rejectToken();
    }
    this.#queue.putFirst([pending]);
    return [];
  }

  #tellPacer(
    {
      item: { request },
      subRequest,
    }: BatchedCollection<Source, Payload, Result>,
    failure: Error,
    decision: RetryDecision,
    answer: SubAnswer | undefined,
  ): void {
    if (isSiblingFailure(failure)) {
      this.#sender.notCharged(request.workload, subRequest.cost);
    }
    const pause = pauseAfter(failure, decision);
    if (pause) {
      const sentAt = answer?.sentAt ?? 0;
      const refusedCost = isTooFast(failure) ? subRequest.cost : 0;
      this.#sender.pause(request.workload, { ...pause, sentAt, refusedCost });
    }
  }

  /** @throws the failure, unless the caller takes care of it */
  #giveUp(
    { item: { source } }: BatchedCollection<Source, Payload, Result>,
    failure: Error,
  ): BatchFailure<Source>[] {
    if (!this.#options.tolerates(failure, source)) {
      throw failure;
    }
    this.#tolerated += 1;
    return [{ source, failure }];
  }
}

/** https://learn.microsoft.com/graph/json-batching promises an answer for each request, but nothing depends on it. */
function leftOut(endpoint: string): GraphTransportError {
  return new GraphTransportError(
    endpoint,
    'malformed',
    'the batch was answered without an answer to this request',
  );
}

/** Microsoft Graph as steps see it. */
import { setMaxListeners } from 'node:events';
import { exportAccessOf, reportAccessOf } from './view/access';
import { countOf, objectOf, pageOf } from './http/answers';
import {
  itemCount,
  readObject,
  readPage,
  type BatchObjectResult,
  type BatchResult,
  type BatchItem,
  type BatchOptions,
} from './batches/results';
import { BatchSender } from './batches/sender';
import { Batcher } from './batches/batcher';
import { CallSender, type ViewOptions } from './view/callSender';
import { CollectionCursor } from './lists/cursor';
import type { ExportReader, ExportRequest } from './exports/exportRequest';
import {
  areExportsRefused,
  prepareExport,
  readExport,
} from './exports/exports';
import type { ClientParts } from './view/clientParts';
import type { GraphLimits } from './basics/limits';
import { silentLogger, type GraphLogger } from './basics/logger';
import { readObjectsById, type ObjectsByIdRequest } from './lists/objectsById';
import { pages } from './lists/pages';
import {
  reportPages,
  reportRowCount,
  type ReportRequest,
  type ReportRow,
} from './reports';
import type { CountRequest, GraphRequest } from './request';
import type { Grant } from './pacing/pacer';
import type { CallSummary } from './pacing/statistics';
import type { WorkloadName } from './pacing/workloads';

export class GraphClient {
  readonly #parts: ClientParts;
  readonly #view: ViewOptions;
  readonly #sender: CallSender;

  constructor(parts: ClientParts, view: Partial<ViewOptions> = {}) {
    const { logger = silentLogger, signal = parts.closing.signal } = view;
    // Each call adds a listener, and Node would warn of eleven.
    setMaxListeners(0, signal);
    this.#parts = parts;
    this.#view = { ...view, logger, signal };
    this.#sender = new CallSender(parts, this.#view);
  }

  /** The same client (token, quotas, connections), whose requests are logged by this logger. */
  withLogger(logger: GraphLogger): GraphClient {
    return new GraphClient(this.#parts, { ...this.#view, logger });
  }

  /**
   * The same client for one step. When the signal is aborted, everything of this
   * view ends at once with a `GraphAbortError`: requests under way, waiting and to
   * come, prefetched pages, polls and downloads. Prepared exports go on.
   */
  forStep(view: ViewOptions): GraphClient {
    const closing = this.#parts.closing.signal;
    const signal = AbortSignal.any([closing, view.signal]);
    return new GraphClient(this.#parts, { ...view, signal });
  }

  /** The same view for a part of its work, which also ends with this signal. */
  forPart(signal: AbortSignal): GraphClient {
    const either = AbortSignal.any([this.#view.signal, signal]);
    return new GraphClient(this.#parts, { ...this.#view, signal: either });
  }

  /**
   * Sends the request now, so that its answer is there when a step gets it. The
   * first `get` of it, by any view, takes the answer or the failure; later ones
   * ask anew.
   *
   * @returns the same answer, for who only looks at it
   */
  prepareGet<Payload>(request: GraphRequest<Payload>): Promise<Payload> {
    const { signal } = this.#parts.closing;
    const client = new GraphClient(this.#parts, { ...this.#view, signal });
    const answer = client.#ask(request);
    this.#parts.preparedGets.add(request, answer);
    return answer;
  }

  /** One object. @throws GraphError */
  get<Payload>(request: GraphRequest<Payload>): Promise<Payload> {
    const { preparedGets } = this.#parts;
    return preparedGets.take(request, this.#view.signal) ?? this.#ask(request);
  }

  /**
   * Yields all items of a collection, page by page, with the next page under way.
   * Items may come again after a lost page token, so drop repeated keys.
   *
   * @throws GraphError; then what came before is not the whole collection
   */
  list<Payload>(
    request: GraphRequest<Payload>,
  ): AsyncGenerator<Payload[], void, undefined> {
    const root = this.#sender.root(request.version);
    const cursor = new CollectionCursor(request, root, this.#parts.limits);
    const read = pageOf<Payload>;
    return pages(cursor, (relativeUrl) =>
      this.#sender.fetch({ request, relativeUrl, read }),
    );
  }

  /**
   * Reads many collections by 20 requests in each HTTP call; see `Batcher`. All
   * requests have one version and one workload.
   *
   * @param tolerates failures that come back as results instead of ending everything
   * @throws GraphError; then what came before is not everything
   */
  listMany<Source, Payload>(
    items: Iterable<BatchItem<Source, Payload>>,
    tolerates: (failure: Error, source: Source) => boolean,
  ): AsyncGenerator<BatchResult<Source, Payload>> {
    const read = readPage<Source, Payload>;
    return this.#batch(items, { tolerates, read, sizeOf: itemCount });
  }

  /** Reads many single objects, in the same way and with the same failures as `listMany`. */
  getMany<Source, Payload>(
    items: Iterable<BatchItem<Source, Payload>>,
    tolerates: (failure: Error, source: Source) => boolean,
  ): AsyncGenerator<BatchObjectResult<Source, Payload>> {
    const read = readObject<Source, Payload>;
    return this.#batch(items, { tolerates, read, sizeOf: () => 1 });
  }

  /**
   * Reads at most 1,000 directory objects, in no order; deleted ones are left out.
   *
   * @throws GraphError
   */
  getByIds<Payload>(
    request: ObjectsByIdRequest<Payload>,
    ids: readonly string[],
  ): Promise<Payload[]> {
    const read = readObjectsById<Payload>;
    return this.#sender.fetch({ request, body: { ids }, read });
  }

  /**
   * Yields the rows of a report, page by page, with the next pages under way. Rows
   * may come again, because the report shrinks meanwhile or because Graph repeats
   * some, so drop repeated keys. Pages still under way at the end are given up.
   *
   * @throws IncompleteReportError after the last page, when some rows never came
   * @throws GraphError; then what came before is not the whole report
   */
  async *report<Column extends string>(
    request: ReportRequest<Column>,
  ): AsyncGenerator<ReportRow<Column>[], void, undefined> {
    const ending = new AbortController();
    const part = this.forPart(ending.signal);
    try {
      yield* reportPages(request, reportAccessOf(part.#parts, part.#view));
    } finally {
      ending.abort();
    }
  }

  /** How many objects a collection has. @throws GraphError */
  count(request: CountRequest): Promise<number> {
    return this.#sender.fetch({ request, read: countOf });
  }

  /** How many rows a report has, by one request. @throws GraphError */
  reportRowCount(request: ReportRequest<string>): Promise<number> {
    return reportRowCount(request, reportAccessOf(this.#parts, this.#view));
  }

  /**
   * Starts an export that `readExport` will need, unless it was started already.
   * `readExport` meets a failure. The export outlives the step that asks for it.
   * @returns whether Intune accepts the job, once it has answered
   */
  prepareExport(request: ExportRequest<string>): Promise<boolean> {
    const { signal } = this.#parts.closing;
    const access = exportAccessOf(this.#parts, { ...this.#view, signal });
    return prepareExport(request, access, this.#view.signal);
  }

  /**
   * Whether this application turned out to get no exports at all. Waits for the
   * answers to prepared exports until one decides; false when none does.
   */
  areExportsRefused(): Promise<boolean> {
    return areExportsRefused({ ...this.#parts.exports, ...this.#view });
  }

  /**
   * Reads a whole report into the reader that `begin` makes, through a file on this
   * disk that is removed afterwards. Uses the prepared export, if there is one. Gives
   * way to answers that arrive. A damaged file is downloaded again and goes into a
   * new reader, so the reader that comes back has the rows of one whole file.
   *
   * @throws ExportUnavailableError when the data have to come from another source;
   * another GraphError for all else
   */
  readExport<Column extends string, Reader extends ExportReader<Column>>(
    request: ExportRequest<Column>,
    begin: () => Reader,
  ): Promise<Reader> {
    return readExport(request, begin, exportAccessOf(this.#parts, this.#view));
  }

  /** The application permissions that the token names, as a hint; undefined when it cannot be read. @throws LoginError */
  grantedPermissions(): Promise<ReadonlySet<string> | undefined> {
    return this.#parts.authentication.grantedPermissions();
  }

  /** The id of the tenant that the token is for; undefined when it cannot be read. @throws LoginError */
  tenantId(): Promise<string | undefined> {
    return this.#parts.authentication.tenantId();
  }

  /** What a workload is expected to grant, as far as the answers of this run tell. */
  expectedGrant(workload: WorkloadName): Grant {
    return this.#parts.pacer.expectedGrant(workload);
  }

  /** To be told that at least so many users exist: the directory's quota grows with them. */
  usersSeen(count: number): void {
    this.#parts.pacer.usersSeen(count);
  }

  /** To be awaited between the chunks of long work, so that arriving answers are read first. */
  giveWay(): Promise<void> {
    return this.#parts.arrivals.giveWay();
  }

  /** Waits. @throws when the view has ended */
  pause(ms: number): Promise<void> {
    return this.#parts.clock.sleep(ms, this.#view.signal);
  }

  /** The limits of this client, and of a step that uses it. */
  get limits(): GraphLimits {
    return this.#parts.limits;
  }

  /** Counts of what all views of this client sent so far. */
  statistics(): CallSummary {
    return this.#parts.statistics.summary();
  }

  /** Ends everything under way, with a `GraphAbortError`, and the kept connections. */
  close(): void {
    this.#parts.closing.abort();
    this.#parts.connections.destroy();
    this.#parts.exports.connections.destroy();
  }

  #ask<Payload>(request: GraphRequest<Payload>): Promise<Payload> {
    return this.#sender.fetch({
      request,
      read: (endpoint, body) =>
        objectOf<Payload>(endpoint, body, request.query),
    });
  }

  #batch<Source, Payload, Result>(
    items: Iterable<BatchItem<Source, Payload>>,
    options: BatchOptions<Source, Result>,
  ) {
    const sender = new BatchSender(this.#parts, this.#sender, this.#view);
    return new Batcher(items, sender, options).results();
  }
}

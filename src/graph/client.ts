/** All that steps see of Microsoft Graph. */
import { setMaxListeners } from 'node:events';
import { exportAccessOf, reportAccessOf } from './access';
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
import { CallSender, type ViewOptions } from './callSender';
import { CollectionCursor } from './lists/cursor';
import type { ExportReader, ExportRequest } from './exports/exportRequest';
import {
  areExportsRefused,
  prepareExport,
  readExport,
} from './exports/exports';
import type { GraphStack } from './graphStack';
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
import type { CallSummary } from './pacing/statistics';

export class GraphClient {
  readonly #stack: GraphStack;
  readonly #view: ViewOptions;
  readonly #sender: CallSender;

  constructor(stack: GraphStack, view: Partial<ViewOptions> = {}) {
    const { logger = silentLogger, signal = stack.closing.signal } = view;
    // One for each call under way or waiting: Node would warn of eleven.
    setMaxListeners(0, signal);
    this.#stack = stack;
    this.#view = { ...view, logger, signal };
    this.#sender = new CallSender(stack, this.#view);
  }

  /** The same client (token, quotas, connections), whose requests are logged by this logger. */
  withLogger(logger: GraphLogger): GraphClient {
    return new GraphClient(this.#stack, { ...this.#view, logger });
  }

  /**
   * The same client for one step. When the signal is aborted, everything that
   * was asked of this view ends at once, with a `GraphAbortError`: requests under
   * way, waiting and to come, prefetched pages, polls and downloads. Exports that
   * were prepared go on.
   */
  forStep(view: ViewOptions): GraphClient {
    const closing = this.#stack.closing.signal;
    const signal = AbortSignal.any([closing, view.signal]);
    return new GraphClient(this.#stack, { ...view, signal });
  }

  /** The same view for a part of its work, which ends with this signal, too. */
  forPart(signal: AbortSignal): GraphClient {
    const either = AbortSignal.any([this.#view.signal, signal]);
    return new GraphClient(this.#stack, { ...this.#view, signal: either });
  }

  /** One object. @throws GraphError */
  get<Payload>(request: GraphRequest<Payload>): Promise<Payload> {
    return this.#sender.fetch({
      request,
      read: (endpoint, body) =>
        objectOf<Payload>(endpoint, body, request.query),
    });
  }

  /**
   * All items of a collection, page by page, the next page under way already.
   * Items may come again after a lost page token: drop repeated keys.
   *
   * @throws GraphError; then what came before is not the whole collection
   */
  list<Payload>(
    request: GraphRequest<Payload>,
  ): AsyncGenerator<Payload[], void, undefined> {
    const root = this.#sender.root(request.version);
    const cursor = new CollectionCursor(request, root, this.#stack.limits);
    const read = pageOf<Payload>;
    return pages(cursor, (relativeUrl) =>
      this.#sender.fetch({ request, relativeUrl, read }),
    );
  }

  /**
   * Many collections at 20 requests an HTTP call; see `Batcher`. The requests
   * have one version and one workload.
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

  /** Many single objects, in the same way and with the same failures as `listMany`. */
  getMany<Source, Payload>(
    items: Iterable<BatchItem<Source, Payload>>,
    tolerates: (failure: Error, source: Source) => boolean,
  ): AsyncGenerator<BatchObjectResult<Source, Payload>> {
    const read = readObject<Source, Payload>;
    return this.#batch(items, { tolerates, read, sizeOf: () => 1 });
  }

  /**
   * At most 1,000 directory objects, in no order; those that are gone are left out.
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
   * The rows of a report, page by page, the next pages under way already. Rows may
   * come again, because the report shrinks meanwhile or because Graph repeats some:
   * drop repeated keys. Pages that are still under way at the end are given up.
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
      yield* reportPages(request, reportAccessOf(part.#stack, part.#view));
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
    return reportRowCount(request, reportAccessOf(this.#stack, this.#view));
  }

  /**
   * Has an export made that `readExport` will want, so that it is ready by then.
   * Returns at once; a failure waits for `readExport`. Does nothing when the same
   * export is on its way already. The export outlives the step that asks for it.
   */
  prepareExport(request: ExportRequest<string>): void {
    const { signal } = this.#stack.closing;
    const view = { ...this.#view, signal };
    prepareExport(request, exportAccessOf(this.#stack, view));
  }

  /**
   * Whether this application was found to get no exports at all. Waits for the
   * answers to those that were prepared, until one tells; false when none does.
   */
  areExportsRefused(): Promise<boolean> {
    return areExportsRefused({ ...this.#stack.exports, ...this.#view });
  }

  /**
   * Reads a whole report, through a file on this disk that is removed afterwards,
   * into what `begin` makes. Uses the prepared export, if there is one. Gives way to
   * answers that arrive. A file that turns out to be damaged is downloaded again,
   * and its rows go into a new reader: what comes back has the rows of one whole file.
   *
   * @throws ExportUnavailableError when the data have to come from another source;
   * another GraphError for all else
   */
  readExport<Column extends string, Reader extends ExportReader<Column>>(
    request: ExportRequest<Column>,
    begin: () => Reader,
  ): Promise<Reader> {
    return readExport(request, begin, exportAccessOf(this.#stack, this.#view));
  }

  /**
   * The application permissions that the token names, as a hint; undefined when
   * the token cannot be read. @throws LoginError
   */
  grantedPermissions(): Promise<ReadonlySet<string> | undefined> {
    return this.#stack.authentication.grantedPermissions();
  }

  /** At least so many users exist; the directory's quota depends on it. */
  usersSeen(count: number): void {
    this.#stack.pacer.usersSeen(count);
  }

  /** To be awaited between the chunks of long work: answers that arrive are taken in first. */
  giveWay(): Promise<void> {
    return this.#stack.arrivals.giveWay();
  }

  /** Waits. @throws when nobody wants anything of this view any more */
  pause(ms: number): Promise<void> {
    return this.#stack.clock.sleep(ms, this.#view.signal);
  }

  /** What this client, and a step that uses it, may cost. */
  get limits(): GraphLimits {
    return this.#stack.limits;
  }

  /** What was sent so far, by all views of this client. */
  statistics(): CallSummary {
    return this.#stack.statistics.summary();
  }

  /** Ends everything under way, with a `GraphAbortError`, and the kept connections. */
  close(): void {
    this.#stack.closing.abort();
    this.#stack.agent.destroy();
    this.#stack.exports.agent.destroy();
  }

  #batch<Source, Payload, Result>(
    items: Iterable<BatchItem<Source, Payload>>,
    options: BatchOptions<Source, Result>,
  ) {
    const sender = new BatchSender(this.#stack, this.#sender, this.#view);
    return new Batcher(items, sender, options).results();
  }
}

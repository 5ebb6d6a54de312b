/** All that steps see of Microsoft Graph. */
import type { Agent } from 'node:https';
import { ResponseType, type Client } from '@microsoft/microsoft-graph-client';
import { objectOf } from './answers';
import type { GraphAuthentication } from './authentication';
import {
  readObject,
  readPage,
  type BatchObjectResult,
  type BatchResult,
} from './batchResults';
import { Batcher, type BatchItem } from './batching';
import {
  batchBody,
  readBatchAnswers,
  type BatchTransport,
} from './batchTransport';
import { GraphCall, type CallOptions } from './call';
import type { Clock } from './clock';
import { CollectionCursor } from './collectionCursor';
import { errorMessage } from './errors';
import {
  exportAccess,
  type ExportAccess,
  type ExportStack,
} from './exports/exportAccess';
import type { ExportRequest, ExportRow } from './exports/exportRequest';
import { exportRows, prepareExport } from './exports/exports';
import { silentLogger, type GraphLogger } from './logger';
import type { Pacer } from './pacing/pacer';
import { pages } from './paging';
import { reportPages, type ReportRequest, type ReportRow } from './reports';
import {
  endpointName,
  relativeUrl,
  type ApiVersion,
  type Endpoint,
  type GraphRequest,
} from './request';
import type { CallStatistics } from './statistics';

/** What `createGraphClient` builds, shared by all views of one client. */
export interface GraphStack {
  readonly library: Client;
  readonly authentication: GraphAuthentication;
  readonly graphOrigin: string;
  readonly pacer: Pacer;
  readonly statistics: CallStatistics;
  readonly agent: Agent;
  readonly exports: ExportStack;
  readonly clock: Clock;
  readonly random: () => number;
  readonly maxBatchesInFlight: number;
}

export class GraphClient {
  readonly #stack: GraphStack;
  readonly #logger: GraphLogger;

  constructor(stack: GraphStack, logger: GraphLogger = silentLogger) {
    this.#stack = stack;
    this.#logger = logger;
  }

  /** The same client (token, quotas, connections), whose requests are logged by this logger. */
  withLogger(logger: GraphLogger): GraphClient {
    return new GraphClient(this.#stack, logger);
  }

  /** One object. @throws GraphError */
  async get<Payload>(request: GraphRequest<Payload>): Promise<Payload> {
    const url = `${this.#root(request.version)}${relativeUrl(request)}`;
    const body = await this.#fetchBody(request, url);
    return objectOf<Payload>(endpointName(request), body);
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
    const cursor = new CollectionCursor(
      endpointName(request),
      this.#root(request.version),
      relativeUrl(request),
    );
    return pages(cursor, (url) => this.#fetchBody(request, url));
  }

  /**
   * Many collections at 20 requests an HTTP call; see `Batcher`.
   *
   * @param tolerates failures that come back as results instead of ending everything
   * @throws GraphError; then what came before is not everything
   */
  listMany<Source, Payload>(
    version: ApiVersion,
    items: Iterable<BatchItem<Source, Payload>>,
    tolerates: (failure: Error, source: Source) => boolean,
  ): AsyncGenerator<BatchResult<Source, Payload>> {
    const read = readPage<Source, Payload>;
    const options = { version, tolerates, read };
    return new Batcher(items, this.#batchTransport(), options).results();
  }

  /** Many single objects, in the same way and with the same failures as `listMany`. */
  getMany<Source, Payload>(
    version: ApiVersion,
    items: Iterable<BatchItem<Source, Payload>>,
    tolerates: (failure: Error, source: Source) => boolean,
  ): AsyncGenerator<BatchObjectResult<Source, Payload>> {
    const read = readObject<Source, Payload>;
    const options = { version, tolerates, read };
    return new Batcher(items, this.#batchTransport(), options).results();
  }

  /**
   * The rows of a report, page by page, the next page under way already. Rows may
   * come again when the report shrinks meanwhile: drop repeated keys.
   *
   * @throws GraphError; then what came before is not the whole report
   */
  report<Column extends string>(
    request: ReportRequest<Column>,
  ): AsyncGenerator<ReportRow<Column>[], void, undefined> {
    const url = `${this.#root(request.version)}${request.path}`;
    return reportPages(request, (body) => this.#fetchBody(request, url, body));
  }

  /**
   * Has an export made that `exportRows` will want, so that it is ready by then.
   * Returns at once; a failure waits for `exportRows`. Does nothing when the same
   * export is on its way already.
   */
  prepareExport(request: ExportRequest<string>): void {
    prepareExport(request, this.#exportAccess());
  }

  /**
   * The rows of a whole report, about 500 at a time, through a file on this disk
   * that is removed afterwards. Uses the prepared export, if there is one.
   *
   * @throws ExportUnavailableError before the first rows, when the data have to
   * come from another source; another GraphError for all else
   */
  exportRows<Column extends string>(
    request: ExportRequest<Column>,
  ): AsyncGenerator<ExportRow<Column>[], void, undefined> {
    return exportRows(request, this.#exportAccess());
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

  /** What was sent so far, by all views of this client. */
  statistics(): ReturnType<CallStatistics['summary']> {
    return this.#stack.statistics.summary();
  }

  /** Ends the kept connections. */
  close(): void {
    this.#stack.agent.destroy();
    this.#stack.exports.agent.destroy();
  }

  #root(version: ApiVersion): string {
    return `${this.#stack.graphOrigin}/${version}`;
  }

  async #fetchBody(
    endpoint: Endpoint,
    url: string,
    body?: unknown,
  ): Promise<unknown> {
    const call = await this.#send({
      method: endpoint.method ?? 'GET',
      url,
      body,
      endpoint: endpointName(endpoint),
      workload: endpoint.workload,
      cost: endpoint.cost,
    });
    return call.answer?.body;
  }

  async #send(options: Omit<CallOptions, 'logger'>): Promise<GraphCall> {
    const call = new GraphCall({ ...options, logger: this.#logger });
    const request = this.#stack.library
      .api(call.url)
      .middlewareOptions([call])
      .responseType(ResponseType.RAW);
    await (call.method === 'GET' ? request.get() : request.post(call.body));
    if (call.failure) {
      throw call.failure;
    }
    return call;
  }

  #exportAccess(): ExportAccess {
    const { exports, clock, random } = this.#stack;
    const services = { ...exports, clock, random, logger: this.#logger };
    return exportAccess(services, (endpoint, path, body) =>
      this.#fetchBody(endpoint, `${this.#root(endpoint.version)}${path}`, body),
    );
  }

  #batchTransport(): BatchTransport {
    const { pacer, random, clock, statistics, maxBatchesInFlight } =
      this.#stack;
    return {
      maxInFlight: maxBatchesInFlight,
      random,
      root: (version) => this.#root(version),
      send: async (version, requests) => {
        const call = await this.#send({
          method: 'POST',
          url: `${this.#root(version)}/$batch`,
          endpoint: `POST /${version}/$batch`,
          body: batchBody(requests),
          workload: requests[0].request.workload,
          cost: requests.reduce((sum, { request }) => sum + request.cost, 0),
        });
        return readBatchAnswers(call, requests, clock);
      },
      pause: (workload, pause) => pacer.workload(workload).pause(pause),
      announceRetry: (failure) => {
        statistics.countRetry();
        this.#logger.info(
          { reason: errorMessage(failure) },
          'A request of a batch will be sent again',
        );
      },
      announceTolerated: (count) => {
        if (count > 0) {
          this.#logger.info({ count }, 'Requests of batches were left out');
        }
      },
    };
  }
}

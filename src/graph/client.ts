/** All that steps see of Microsoft Graph. */
import type { Agent } from 'node:https';
import { ResponseType, type Client } from '@microsoft/microsoft-graph-client';
import { objectOf } from './answers';
import type { GraphAuthentication } from './authentication';
import { Batcher, type BatchItem, type BatchResult } from './batching';
import {
  batchBody,
  readBatchAnswers,
  type BatchTransport,
} from './batchTransport';
import { GraphCall, type CallOptions } from './call';
import type { Clock } from './clock';
import { CollectionCursor } from './collectionCursor';
import { errorMessage } from './errors';
import { silentLogger, type GraphLogger } from './logger';
import type { Pacer } from './pacing/pacer';
import { pages } from './paging';
import {
  endpointName,
  relativeUrl,
  type ApiVersion,
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
    return new Batcher(items, this.#batchTransport(), {
      version,
      tolerates,
    }).results();
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
  }

  #root(version: ApiVersion): string {
    return `${this.#stack.graphOrigin}/${version}`;
  }

  async #fetchBody(
    request: GraphRequest<unknown>,
    url: string,
  ): Promise<unknown> {
    const call = await this.#send({
      method: 'GET',
      url,
      endpoint: endpointName(request),
      workload: request.workload,
      cost: request.cost,
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
    };
  }
}

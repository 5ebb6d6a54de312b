/** Sends the calls of one view of the client through the middleware chain. */
import { ResponseType } from '@microsoft/microsoft-graph-client';
import { GraphCall } from '../http/call';
import type { ClientParts } from './clientParts';
import type { GraphLogger } from '../basics/logger';
import {
  endpointName,
  relativeUrl,
  type AddressableRequest,
  type ApiVersion,
} from '../request';

export interface ViewOptions {
  readonly logger: GraphLogger;
  /** Aborted when nobody waits for the view's answers any more. */
  readonly signal: AbortSignal;
  /** Called for each request that was sent, whatever its outcome. */
  readonly onRequest?: () => void;
}

/** One request, and how its answer is read. */
export interface FetchOptions<Result> {
  readonly request: AddressableRequest;
  /** Path and query below the version, verbatim; default: those that the request declares. */
  readonly relativeUrl?: string;
  readonly body?: unknown;
  /**
   * Makes the result of the body of an answer. What it refuses is asked for again,
   * like every other malformed answer.
   *
   * @param endpoint names the request in errors
   * @throws GraphError
   */
  readonly read: (endpoint: string, body: unknown, call: GraphCall) => Result;
  /** The number of requests inside, when it is a batch. */
  readonly batchSize?: number;
  /** An error status that is none when `read` accepts the body. */
  readonly mayAnswerWith?: number;
}

export class CallSender {
  readonly #parts: ClientParts;
  readonly #view: ViewOptions;

  constructor(parts: ClientParts, view: ViewOptions) {
    this.#parts = parts;
    this.#view = view;
  }

  /** Origin and version. */
  root(version: ApiVersion): string {
    return `${this.#parts.graphOrigin}/${version}`;
  }

  /** Sends a request until its answer can be read. @throws GraphError */
  async fetch<Result>(options: FetchOptions<Result>): Promise<Result> {
    const { request, read } = options;
    const endpoint = endpointName(request);
    const address = options.relativeUrl ?? relativeUrl(request);
    const results: Result[] = [];
    const call = new GraphCall({
      ...this.#view,
      method: request.method ?? 'GET',
      url: `${this.root(request.version)}${address}`,
      body: options.body,
      headers: request.headers,
      endpoint,
      workload: request.workload,
      cost: request.cost,
      alsoCharges: request.alsoCharges,
      lane: request.lane,
      batchSize: options.batchSize,
      mayAnswerWith: options.mayAnswerWith,
      check: (body) => {
        results[0] = read(endpoint, body, call);
      },
    });
    const sending = this.#parts.library
      .api(call.url)
      .middlewareOptions([call])
      .responseType(ResponseType.RAW);
    await (call.method === 'GET' ? sending.get() : sending.post(call.body));
    if (call.failure) {
      throw call.failure;
    }
    return results[0];
  }
}

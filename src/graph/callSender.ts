/** Sends the calls of one view of the client through the middleware chain. */
import { ResponseType } from '@microsoft/microsoft-graph-client';
import { GraphCall, type CallOptions } from './http/call';
import type { GraphStack } from './graphStack';
import type { GraphLogger } from './basics/logger';
import { endpointName, type ApiVersion, type Endpoint } from './request';

export interface ViewOptions {
  readonly logger: GraphLogger;
  /** Aborted when nobody wants the view's answers any more. */
  readonly signal: AbortSignal;
  /** Called for each request that was sent, whatever came of it. */
  readonly onRequest?: () => void;
}

export class CallSender {
  readonly #stack: GraphStack;
  readonly #view: ViewOptions;

  constructor(stack: GraphStack, view: ViewOptions) {
    this.#stack = stack;
    this.#view = view;
  }

  /** Origin and version. */
  root(version: ApiVersion): string {
    return `${this.#stack.graphOrigin}/${version}`;
  }

  /**
   * What `read` makes of the body that is at `url`, which is absolute. An answer
   * that `read` refuses is asked for again, like every other malformed one.
   *
   * @throws GraphError
   */
  async fetch<Result>(
    endpoint: Endpoint,
    url: string,
    read: (endpoint: string, body: unknown) => Result,
    body?: unknown,
  ): Promise<Result> {
    const name = endpointName(endpoint);
    const results: Result[] = [];
    await this.send({
      method: endpoint.method ?? 'GET',
      url,
      body,
      headers: endpoint.headers,
      endpoint: name,
      workload: endpoint.workload,
      cost: endpoint.cost,
      alsoCharges: endpoint.alsoCharges,
      lane: endpoint.lane,
      check: (answer) => {
        results[0] = read(name, answer);
      },
    });
    return results[0];
  }

  /** @throws GraphError */
  async send(
    options: Omit<CallOptions, keyof ViewOptions>,
  ): Promise<GraphCall> {
    const call = new GraphCall({ ...options, ...this.#view });
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
}

/** Sends the calls of one view of the client through the middleware chain. */
import { ResponseType } from '@microsoft/microsoft-graph-client';
import { GraphCall, type CallOptions } from './call';
import type { GraphStack } from './graphStack';
import type { GraphLogger } from './logger';
import { endpointName, type ApiVersion, type Endpoint } from './request';

export interface ViewOptions {
  readonly logger: GraphLogger;
  /** Aborted when nobody wants the view's answers any more. */
  readonly signal: AbortSignal;
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

  /** The parsed body that is at `url`, which is absolute. @throws GraphError */
  async fetchBody(
    endpoint: Endpoint,
    url: string,
    body?: unknown,
  ): Promise<unknown> {
    const call = await this.send({
      method: endpoint.method ?? 'GET',
      url,
      body,
      endpoint: endpointName(endpoint),
      workload: endpoint.workload,
      cost: endpoint.cost,
      alsoCharges: endpoint.alsoCharges,
      lane: endpoint.lane,
    });
    return call.answer?.body;
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

/** The end of a client's chain in tests: answers from a script and remembers what was asked. */
import type { Context } from '@microsoft/microsoft-graph-client';
import type { GraphCall } from '../../src/graph/http/call';
import type { Clock } from '../../src/graph/basics/clock';
import { Policy } from '../../src/graph/http/policy';
import type { Reply } from './replies';

export interface LoggedRequest {
  readonly method: string;
  readonly url: string;
  readonly endpoint: string;
  readonly authorization: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** When it was sent, by the injected clock. */
  readonly at: number;
}

export type Answerer = (
  request: LoggedRequest,
  index: number,
) => Reply | Promise<Reply>;

/** One answer a request, in their order, or a function that answers them all. */
export type Script = readonly (Reply | Answerer)[] | Answerer;

export class ScriptedTransport extends Policy {
  readonly requests: LoggedRequest[] = [];
  /** The most requests that were ever under way at once. */
  mostInFlight = 0;
  #inFlight = 0;
  readonly #script: Script;
  readonly #clock: Clock;

  constructor(script: Script, clock: Clock) {
    super();
    this.#script = script;
    this.#clock = clock;
  }

  get urls(): string[] {
    return this.requests.map(({ url }) => url);
  }

  /** When the requests were sent, in milliseconds after the first. */
  get times(): number[] {
    return this.requests.map(({ at }) => at - this.requests[0].at);
  }

  protected override async apply(
    call: GraphCall,
    _next: unknown,
    context: Context,
  ): Promise<void> {
    const request = this.#log(call, context);
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    try {
      const reply = await this.#answer(request, this.requests.length - 1);
      if (reply instanceof Error) {
        throw reply;
      }
      call.answer = {
        status: reply.status,
        headers: new Headers(reply.headers),
        body: reply.body,
      };
    } finally {
      this.#inFlight -= 1;
    }
  }

  #log(call: GraphCall, context: Context): LoggedRequest {
    const headers = context.options?.headers as
      Record<string, string> | undefined;
    const request = {
      method: call.method,
      url: String(context.request),
      endpoint: call.endpoint,
      authorization: headers?.Authorization,
      headers: { ...headers, ...call.headers },
      body: call.body,
      at: this.#clock.now(),
    };
    this.requests.push(request);
    return request;
  }

  async #answer(request: LoggedRequest, index: number): Promise<Reply> {
    const script = this.#script;
    const step = typeof script === 'function' ? script : script.at(index);
    if (step === undefined) {
      throw new Error(`The script has no answer to request ${index}`);
    }
    return typeof step === 'function' ? step(request, index) : step;
  }
}

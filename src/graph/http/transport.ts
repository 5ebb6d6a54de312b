/** Sends one attempt and reads its body to the end, within one time limit and one size limit. */
import type { Context } from '@microsoft/microsoft-graph-client';
import type { Arrivals } from './arrivals';
import type { GraphCall } from './call';
import {
  errorCode,
  GraphAbortError,
  GraphError,
  GraphProtocolError,
  GraphTransportError,
  UnreachedError,
} from '../errors/errors';
import {
  BodyTooLargeError,
  exchange,
  type Incoming,
  type Outgoing,
} from './exchange';
import { readableMessage } from '../errors/errorText';
import { NestingError, parseJson } from '../basics/json';
import type { AnswerLimits } from '../basics/limits';
import type { Connections } from '../network/connections';
import { Policy } from './policy';

export class TransportPolicy extends Policy {
  readonly #connections: Connections;
  readonly #limits: AnswerLimits;
  readonly #arrivals: Arrivals;

  constructor(
    connections: Connections,
    limits: AnswerLimits,
    arrivals: Arrivals,
  ) {
    super();
    this.#connections = connections;
    this.#limits = limits;
    this.#arrivals = arrivals;
  }

  protected override async apply(
    call: GraphCall,
    _next: unknown,
    context: Context,
  ): Promise<void> {
    const attempt = new AbortController();
    const end = () => attempt.abort();
    const timer = setTimeout(end, this.#limits.attemptTimeoutMs);
    call.signal.addEventListener('abort', end);
    try {
      const response = await exchange(outgoing(call, context), {
        connections: this.#connections,
        signal: attempt.signal,
        maxBodyBytes: this.#limits.maxBodyBytes,
        arrivals: this.#arrivals,
        onHead: () => call.headArrived(),
      });
      refuseRedirect(call, response);
      call.answer = {
        status: response.status,
        headers: response.headers,
        body: this.#parseBody(call, response),
      };
    } catch (error) {
      throw await this.#toGraphError(call, error, attempt.signal);
    } finally {
      clearTimeout(timer);
      call.signal.removeEventListener('abort', end);
    }
  }

  /** Error answers may be HTML or empty, because their status says enough. */
  #parseBody(call: GraphCall, { status, headers, text }: Incoming): unknown {
    try {
      return parseJson(text, this.#limits.maxNesting);
    } catch (error) {
      if (error instanceof NestingError) {
        throw new GraphProtocolError(call.endpoint, error.message);
      }
      if (status < 200 || status > 299) {
        return undefined;
      }
      throw new GraphTransportError(
        call.endpoint,
        'malformed',
        text === ''
          ? 'the body is empty'
          : `the body is not JSON${encodingOf(headers)}`,
      );
    }
  }

  async #toGraphError(
    call: GraphCall,
    error: unknown,
    signal: AbortSignal,
  ): Promise<GraphError> {
    if (error instanceof GraphError) {
      return error;
    }
    if (call.signal.aborted) {
      return new GraphAbortError(call.endpoint);
    }
    if (error instanceof BodyTooLargeError) {
      return new GraphProtocolError(
        call.endpoint,
        `the answer is larger than ${this.#limits.maxBodyBytes} bytes (limit maxBodyBytes)`,
      );
    }
    if (signal.aborted) {
      const seconds = this.#limits.attemptTimeoutMs / 1_000;
      return new GraphTransportError(
        call.endpoint,
        'timeout',
        `no complete answer within ${seconds} s (limit attemptTimeoutMs)`,
      );
    }
    const url = new URL(call.url);
    const obstacle = await this.#connections.obstacle(error, url);
    return obstacle
      ? new UnreachedError(call.endpoint, obstacle)
      : new GraphTransportError(call.endpoint, 'network', errorCode(error));
  }
}

function outgoing(call: GraphCall, context: Context): Outgoing {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return {
    method: call.method,
    url: new URL(call.url),
    headers: {
      ...(context.options?.headers as Record<string, string>),
      accept: 'application/json',
      'user-agent': 'graph-microsoft-365',
      ...call.headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body,
  };
}

function refuseRedirect(call: GraphCall, response: Incoming): void {
  if (response.status >= 300 && response.status < 400) {
    throw new GraphProtocolError(
      call.endpoint,
      `answered ${response.status}, a redirect, which is not followed`,
    );
  }
}

/** In words, when there is one. */
function encodingOf(headers: Headers): string {
  const encoding = headers.get('content-encoding');
  return encoding ? ` (content-encoding ${readableMessage(encoding)})` : '';
}

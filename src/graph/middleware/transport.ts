/** Sends one attempt and reads its body to the end, within one time limit and one size limit. */
import type { Agent } from 'node:https';
import type { Context } from '@microsoft/microsoft-graph-client';
import fetch, { FetchError, type Response } from 'node-fetch';
import type { GraphCall } from '../call';
import {
  errorMessage,
  GraphProtocolError,
  GraphTransportError,
} from '../errors';
import { Policy } from './policy';

export interface TransportLimits {
  /** For one attempt, from the first byte sent to the last byte read. */
  readonly attemptTimeoutMs: number;
  /** Of one answer, unpacked. */
  readonly maxBodyBytes: number;
}

/** Far above real answers: 20 pages of 999 users in one batch are about 30 MB. */
export const defaultTransportLimits: TransportLimits = {
  attemptTimeoutMs: 120_000,
  maxBodyBytes: 256 * 1024 * 1024,
};

export class TransportPolicy extends Policy {
  readonly #agent: Agent;
  readonly #limits: TransportLimits;

  constructor(agent: Agent, limits: TransportLimits = defaultTransportLimits) {
    super();
    this.#agent = agent;
    this.#limits = limits;
  }

  protected override async apply(
    call: GraphCall,
    _next: unknown,
    context: Context,
  ): Promise<void> {
    const abort = new AbortController();
    const timer = setTimeout(
      () => abort.abort(),
      this.#limits.attemptTimeoutMs,
    );
    try {
      const response = await this.#send(call, context, abort.signal);
      refuseRedirect(call, response);
      const text = await response.text();
      call.answer = {
        status: response.status,
        headers: new Headers([...response.headers]),
        body: parseBody(call, response, text),
      };
    } catch (error) {
      throw this.#toGraphError(call, error);
    } finally {
      clearTimeout(timer);
    }
  }

  #send(
    call: GraphCall,
    context: Context,
    signal: AbortSignal,
  ): Promise<Response> {
    const body =
      call.body === undefined ? undefined : JSON.stringify(call.body);
    return fetch(call.url, {
      method: call.method,
      headers: {
        ...(context.options?.headers as Record<string, string>),
        accept: 'application/json',
        'user-agent': 'graph-microsoft-365',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body,
      agent: this.#agent,
      redirect: 'manual',
      size: this.#limits.maxBodyBytes,
      signal,
    });
  }

  #toGraphError(call: GraphCall, error: unknown): Error {
    if (error instanceof FetchError && error.type === 'max-size') {
      return new GraphProtocolError(
        call.endpoint,
        `the answer is larger than ${this.#limits.maxBodyBytes} bytes`,
      );
    }
    if (error instanceof FetchError) {
      return new GraphTransportError(
        call.endpoint,
        'network',
        error.code ?? error.type,
      );
    }
    if (error instanceof Error && error.name === 'AbortError') {
      const seconds = this.#limits.attemptTimeoutMs / 1_000;
      return new GraphTransportError(
        call.endpoint,
        'timeout',
        `no complete answer within ${seconds} s`,
      );
    }
    return error instanceof Error ? error : new Error(errorMessage(error));
  }
}

function refuseRedirect(call: GraphCall, response: Response): void {
  if (response.status >= 300 && response.status < 400) {
    throw new GraphProtocolError(
      call.endpoint,
      `answered ${response.status}, a redirect, which is not followed`,
    );
  }
}

/** Error answers may be HTML or empty: their status says enough. */
function parseBody(call: GraphCall, response: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (!response.ok) {
      return undefined;
    }
    throw new GraphTransportError(
      call.endpoint,
      'malformed',
      text === '' ? 'the body is empty' : 'the body is not JSON',
    );
  }
}

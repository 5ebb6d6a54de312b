/** The real transport in front of a server on this machine, which answers as a test says. */
import type { RequestListener } from 'node:http';
import type { Context } from '@microsoft/microsoft-graph-client';
import { GraphCall } from '../../src/graph/http/call';
import { GraphTransportError } from '../../src/graph/errors/errors';
import { Arrivals } from '../../src/graph/http/arrivals';
import { silentLogger } from '../../src/graph/basics/logger';
import type { AnswerLimits } from '../../src/graph/basics/limits';
import { Connections } from '../../src/graph/network/connections';
import { TransportPolicy } from '../../src/graph/http/transport';
import { HttpsServer } from './httpsServer';

export const ENDPOINT = 'GET /v1.0/users';
export const BODY = JSON.stringify({ value: [{ id: '1' }, { id: '2' }] });
export const LIMITS: AnswerLimits = {
  attemptTimeoutMs: 5_000,
  maxBodyBytes: 100_000,
  maxNesting: 10,
};

export interface TransportFixture {
  server: HttpsServer;
  connections: Connections;
  arrivals: Arrivals;
  newCall(body?: unknown, signal?: AbortSignal): GraphCall;
  /** Sends the call as the chain would, with a token. */
  send(call: GraphCall, limits?: Partial<AnswerLimits>): Promise<void>;
  /** What comes of one request to a server that answers so. */
  answerOf(
    answer: RequestListener,
    limits?: Partial<AnswerLimits>,
  ): Promise<GraphCall['answer']>;
  failureOf(
    answer: RequestListener,
    limits?: Partial<AnswerLimits>,
  ): Promise<unknown>;
}

/** Sets up a file's tests; server and connections are there while a test runs. */
export function useTransport(): TransportFixture {
  const fixture = {
    newCall: (body, signal = new AbortController().signal) =>
      new GraphCall({
        method: body === undefined ? 'GET' : 'POST',
        url: `${fixture.server.origin}/v1.0/users?$skiptoken=a%2Fb`,
        endpoint: ENDPOINT,
        body,
        workload: 'directory',
        cost: 1,
        logger: silentLogger,
        signal,
      }),
    send: (call, limits = {}) =>
      new TransportPolicy(
        fixture.connections,
        { ...LIMITS, ...limits },
        fixture.arrivals,
      ).execute(contextOf(call)),
    answerOf: async (answer, limits) => {
      fixture.server.answer = answer;
      const call = fixture.newCall();
      await fixture.send(call, limits);
      return call.answer;
    },
    failureOf: (answer, limits) =>
      fixture.answerOf(answer, limits).catch((error: unknown) => error),
  } as TransportFixture;
  beforeAll(async () => {
    fixture.server = await HttpsServer.start();
  });
  beforeEach(() => {
    fixture.server.connections = 0;
    fixture.arrivals = new Arrivals();
    const { ca } = fixture.server;
    fixture.connections = new Connections({ keepAlive: true, ca });
  });
  afterEach(() => fixture.connections.destroy());
  afterAll(() => fixture.server.stop());
  return fixture;
}

export function transportError(fault: string): object {
  return expect.objectContaining({ name: GraphTransportError.name, fault });
}

function contextOf(call: GraphCall): Context {
  return {
    request: call.url,
    options: { headers: { Authorization: 'Bearer token-1' } },
    // All that a policy needs of the library's class, which is not exported.
    middlewareControl: { getMiddlewareOptions: () => call },
  } as unknown as Context;
}

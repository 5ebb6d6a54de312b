import { Agent } from 'node:https';
import type { IncomingMessage, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Context } from '@microsoft/microsoft-graph-client';
import { HttpsServer } from '../../../test/graph/httpsServer';
import { GraphCall } from '../call';
import { GraphProtocolError, GraphTransportError } from '../errors';
import { silentLogger } from '../logger';
import { TransportPolicy, type TransportLimits } from './transport';

const ENDPOINT = 'GET /v1.0/users';
const BODY = JSON.stringify({ value: [{ id: '1' }, { id: '2' }] });
const LIMITS: TransportLimits = {
  attemptTimeoutMs: 5_000,
  maxBodyBytes: 100_000,
};

let server: HttpsServer;
let agent: Agent;

beforeAll(async () => {
  server = await HttpsServer.start();
});

beforeEach(() => {
  server.connections = 0;
  agent = new Agent({ keepAlive: true, ca: server.ca });
});

afterEach(() => agent.destroy());
afterAll(() => server.stop());

function newCall(body?: unknown): GraphCall {
  return new GraphCall({
    method: body === undefined ? 'GET' : 'POST',
    url: `${server.origin}/v1.0/users?$skiptoken=a%2Fb`,
    endpoint: ENDPOINT,
    body,
    workload: 'directory',
    cost: 1,
    logger: silentLogger,
  });
}

/** Sends the call as the chain would, with a token. */
async function send(
  call: GraphCall,
  limits: Partial<TransportLimits> = {},
): Promise<void> {
  const context = {
    request: call.url,
    options: { headers: { Authorization: 'Bearer token-1' } },
    // All that a policy needs of the library's class, which is not exported.
    middlewareControl: { getMiddlewareOptions: () => call },
  } as unknown as Context;
  const transport = new TransportPolicy(agent, { ...LIMITS, ...limits });
  await transport.execute(context);
}

/** What comes of one request to a server that answers so. */
async function answerOf(
  answer: RequestListener,
  limits?: Partial<TransportLimits>,
): Promise<GraphCall['answer']> {
  server.answer = answer;
  const call = newCall();
  await send(call, limits);
  return call.answer;
}

function failureOf(
  answer: RequestListener,
  limits?: Partial<TransportLimits>,
): Promise<unknown> {
  return answerOf(answer, limits).then(
    (given) => given,
    (error: unknown) => error,
  );
}

function transportError(fault: string): object {
  return expect.objectContaining({ name: GraphTransportError.name, fault });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

describe('a request', () => {
  test('carries the token, the verbatim address and what it accepts', async () => {
    let seen: IncomingMessage | undefined;
    await answerOf((request, response) => {
      seen = request;
      response.end(BODY);
    });
    expect(seen).toMatchObject({
      method: 'GET',
      url: '/v1.0/users?$skiptoken=a%2Fb',
      headers: {
        authorization: 'Bearer token-1',
        accept: 'application/json',
        'accept-encoding': expect.stringContaining('gzip'),
      },
    });
    expect(seen?.headers['content-type']).toBeUndefined();
  });

  test('posts its body as JSON', async () => {
    let posted = '';
    let type: string | undefined;
    server.answer = (request, response) => {
      type = request.headers['content-type'];
      void bodyOf(request).then((body) => {
        posted = body;
        response.end(BODY);
      });
    };
    await send(newCall({ requests: [{ id: '0' }] }));
    expect(JSON.parse(posted)).toEqual({ requests: [{ id: '0' }] });
    expect(type).toBe('application/json');
  });

  test('uses the connection of the one before', async () => {
    for (let count = 0; count < 3; count += 1) {
      await answerOf((_, response) => response.end(BODY));
    }
    expect(server.connections).toBe(1);
  });

  test('refuses a certificate that nobody vouches for', async () => {
    agent = new Agent({ keepAlive: true });
    const failure = await failureOf((_, response) => response.end(BODY));
    expect(failure).toEqual(transportError('network'));
  });
});

describe('an answer', () => {
  test('is parsed once, with its status and headers', async () => {
    const answer = await answerOf((_, response) => {
      response.setHeader('Request-Id', 'abc');
      response.end(BODY);
    });
    expect(answer).toMatchObject({ status: 200, body: JSON.parse(BODY) });
    expect(answer?.headers.get('request-id')).toBe('abc');
  });

  test('may be packed', async () => {
    const answer = await answerOf((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(BODY));
    });
    expect(answer?.body).toEqual(JSON.parse(BODY));
  });

  test.each([400, 429, 500])('with %d keeps its error', async (status) => {
    const body = { error: { code: 'code', message: 'message' } };
    const answer = await answerOf((_, response) => {
      response.writeHead(status, { 'Retry-After': '1' });
      response.end(JSON.stringify(body));
    });
    expect(answer).toMatchObject({ status, body });
    expect(answer?.headers.get('retry-after')).toBe('1');
  });

  test.each(['<html>Service Unavailable</html>', ''])(
    'with 503 may be %p',
    async (body) => {
      const answer = await answerOf((_, response) => {
        response.writeHead(503);
        response.end(body);
      });
      expect(answer).toMatchObject({ status: 503, body: undefined });
    },
  );

  test.each([
    ['HTML', '<html>Sign in</html>'],
    ['empty', ''],
    ['cut off', BODY.slice(0, -5)],
  ])('with 200 that is %s is malformed', async (_, body) => {
    const failure = await failureOf((_, response) => response.end(body));
    expect(failure).toEqual(transportError('malformed'));
  });

  test.each([301, 302, 307, 308])('with %d is not followed', async (status) => {
    let requests = 0;
    const failure = await failureOf((_, response) => {
      requests += 1;
      response.writeHead(status, { location: `${server.origin}/elsewhere` });
      response.end();
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(requests).toBe(1);
    await answerOf((_, response) => response.end(BODY));
    expect(server.connections).toBe(1);
  });
});

describe('a broken answer', () => {
  test('whose connection was reset is a network fault', async () => {
    const failure = await failureOf((request) => request.socket.destroy());
    expect(failure).toEqual(transportError('network'));
  });

  test('that is shorter than it says is a fault at once', async () => {
    const failure = await failureOf((request, response) => {
      response.setHeader('content-length', BODY.length);
      response.write(BODY.slice(0, 10), () => request.socket.destroy());
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('whose packed body is shorter than it says is a fault at once', async () => {
    const packed = gzipSync(BODY);
    const failure = await failureOf((request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.setHeader('content-length', packed.length);
      response.write(packed.subarray(0, 20), () => request.socket.destroy());
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('whose chunks end too early is a fault at once', async () => {
    const failure = await failureOf((request, response) => {
      response.write(BODY.slice(0, 10), () => request.socket.destroy());
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('whose packed body ends too early is malformed', async () => {
    const failure = await failureOf((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(BODY).subarray(0, 20));
    });
    expect(failure).toBeInstanceOf(GraphTransportError);
  });

  test('that is no gzip although it says so is a network fault', async () => {
    const failure = await failureOf((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(BODY);
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('says nothing about the address', async () => {
    const failure = await failureOf((request) => request.socket.destroy());
    expect(String(failure)).toContain(ENDPOINT);
    expect(String(failure)).not.toContain('skiptoken');
    expect(failure).not.toHaveProperty('cause');
  });
});

describe('the time limit', () => {
  test.each<[string, RequestListener]>([
    ['never comes', () => undefined],
    ['never ends', (_, response) => response.write('{')],
    [
      'never ends, although bytes keep coming',
      (_, response) => {
        const timer = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('ends an attempt whose answer %s', async (_, answer) => {
    const failure = await failureOf(answer, { attemptTimeoutMs: 60 });
    expect(failure).toEqual(transportError('timeout'));
  });
});

describe('the size limit', () => {
  test('refuses a larger body, and stops reading it', async () => {
    let isHungUp: Promise<unknown> = Promise.resolve();
    const failure = await failureOf((_, response) => {
      isHungUp = new Promise((resolve) => response.on('close', resolve));
      const timer = setInterval(() => response.write(' '.repeat(50_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
    await isHungUp;
  });

  test('counts the unpacked bytes', async () => {
    const failure = await failureOf((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(JSON.stringify(' '.repeat(LIMITS.maxBodyBytes))));
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
  });
});

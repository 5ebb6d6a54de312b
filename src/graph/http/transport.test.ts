import type { IncomingMessage } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import {
  BODY,
  transportError,
  useTransport,
} from '#test/graph/transportFixture';
import { GraphProtocolError, UnreachedError } from '../errors/errors';
import { Connections } from '../network/connections';

const transport = useTransport();

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
    await transport.answerOf((request, response) => {
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
    transport.server.answer = (request, response) => {
      type = request.headers['content-type'];
      void bodyOf(request).then((body) => {
        posted = body;
        response.end(BODY);
      });
    };
    await transport.send(transport.newCall({ requests: [{ id: '0' }] }));
    expect(JSON.parse(posted)).toEqual({ requests: [{ id: '0' }] });
    expect(type).toBe('application/json');
  });

  test('uses the connection of the one before', async () => {
    for (let count = 0; count < 3; count += 1) {
      await transport.answerOf((_, response) => response.end(BODY));
    }
    expect(transport.server.connections).toBe(1);
  });

  test('refuses a certificate that nobody vouches for', async () => {
    transport.connections = new Connections({ keepAlive: true });
    const failure = await transport.failureOf((_, response) =>
      response.end(BODY),
    );
    expect(failure).toBeInstanceOf(UnreachedError);
    expect(failure).toMatchObject({ obstacle: { persistence: 'lasting' } });
    expect(String(failure)).toContain('its issuer is test server');
  });
});

describe('an answer', () => {
  test('is parsed once, with its status and headers', async () => {
    const answer = await transport.answerOf((_, response) => {
      response.setHeader('Request-Id', 'abc');
      response.end(BODY);
    });
    expect(answer).toMatchObject({ status: 200, body: JSON.parse(BODY) });
    expect(answer?.headers.get('request-id')).toBe('abc');
  });

  test.each([
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    [' x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('may be packed as %j', async (encoding, pack) => {
    const answer = await transport.answerOf((_, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(pack(BODY));
    });
    expect(answer?.body).toEqual(JSON.parse(BODY));
  });

  test('may begin with a byte order mark', async () => {
    const answer = await transport.answerOf((_, response) =>
      response.end(`\ufeff${BODY}`),
    );
    expect(answer?.body).toEqual(JSON.parse(BODY));
  });

  test.each([
    [400, ''],
    [429, ''],
    [500, ''],
    [400, '\ufeff'],
  ])('with %d keeps its error, after %j', async (status, mark) => {
    const body = { error: { code: 'code', message: 'message' } };
    const answer = await transport.answerOf((_, response) => {
      response.writeHead(status, { 'Retry-After': '1' });
      response.end(`${mark}${JSON.stringify(body)}`);
    });
    expect(answer).toMatchObject({ status, body });
    expect(answer?.headers.get('retry-after')).toBe('1');
  });

  test.each(['<html>Service Unavailable</html>', ''])(
    'with 503 may be %p',
    async (body) => {
      const answer = await transport.answerOf((_, response) => {
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
    const failure = await transport.failureOf((_, response) =>
      response.end(body),
    );
    expect(failure).toEqual(transportError('malformed'));
  });

  test.each([301, 302, 307, 308])('with %d is not followed', async (status) => {
    let requests = 0;
    const failure = await transport.failureOf((_, response) => {
      requests += 1;
      response.writeHead(status, {
        location: `${transport.server.origin}/elsewhere`,
      });
      response.end();
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(requests).toBe(1);
    await transport.answerOf((_, response) => response.end(BODY));
    expect(transport.server.connections).toBe(1);
  });
});

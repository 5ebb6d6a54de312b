/** Answers that break, never end or are too large; good ones are in transport.test.ts. */
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import {
  BODY,
  ENDPOINT,
  LIMITS,
  transportError,
  useTransport,
} from '#test/graph/transportFixture';
import {
  GraphAbortError,
  GraphProtocolError,
  GraphTransportError,
} from '../errors/errors';

const transport = useTransport();

describe('a broken answer', () => {
  test('whose connection was reset is a network fault', async () => {
    const failure = await transport.failureOf((request) =>
      request.socket.destroy(),
    );
    expect(failure).toEqual(transportError('network'));
  });

  test('that is shorter than it says is a fault at once', async () => {
    const failure = await transport.failureOf((request, response) => {
      response.setHeader('content-length', BODY.length);
      response.write(BODY.slice(0, 10), () => request.socket.destroy());
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('whose packed body is shorter than it says is a fault at once', async () => {
    const packed = gzipSync(BODY);
    const failure = await transport.failureOf((request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.setHeader('content-length', packed.length);
      response.write(packed.subarray(0, 20), () => request.socket.destroy());
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('whose chunks end too early is a fault at once', async () => {
    const failure = await transport.failureOf((request, response) => {
      response.write(BODY.slice(0, 10), () => request.socket.destroy());
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('whose packed body ends too early is malformed', async () => {
    const failure = await transport.failureOf((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(BODY).subarray(0, 20));
    });
    expect(failure).toBeInstanceOf(GraphTransportError);
  });

  test('that is no gzip although it says so is a network fault', async () => {
    const failure = await transport.failureOf((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(BODY);
    });
    expect(failure).toEqual(transportError('network'));
  });

  test('says nothing about the address', async () => {
    const failure = await transport.failureOf((request) =>
      request.socket.destroy(),
    );
    expect(String(failure)).toContain(ENDPOINT);
    expect(String(failure)).not.toContain('skiptoken');
    expect(failure).not.toHaveProperty('cause');
  });
});

test('a broken answer gives the right of way back', async () => {
  const begin = jest.spyOn(transport.arrivals, 'begin');
  const end = jest.spyOn(transport.arrivals, 'end');
  await transport.failureOf((request, response) => {
    response.write(BODY.slice(0, 10), () => request.socket.destroy());
  });
  expect(begin).toHaveBeenCalledTimes(1);
  expect(end).toHaveBeenCalledTimes(1);
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
    const failure = await transport.failureOf(answer, { attemptTimeoutMs: 60 });
    expect(failure).toEqual(transportError('timeout'));
  });
});

test('an attempt ends, and hangs up, when nobody waits for it any more', async () => {
  const ending = new AbortController();
  let hungUp: Promise<unknown> = Promise.resolve();
  transport.server.answer = (_, response) => {
    hungUp = new Promise((resolve) => response.on('close', resolve));
    response.write('{', () => setImmediate(() => ending.abort()));
  };
  const sending = transport.send(transport.newCall(undefined, ending.signal));
  await expect(sending).rejects.toThrow(GraphAbortError);
  await hungUp;
});

describe('the size limit', () => {
  test('refuses a larger body, and stops reading it', async () => {
    let isHungUp: Promise<unknown> = Promise.resolve();
    const failure = await transport.failureOf((_, response) => {
      isHungUp = new Promise((resolve) => response.on('close', resolve));
      const timer = setInterval(() => response.write(' '.repeat(50_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
    await isHungUp;
  });

  test('counts the unpacked bytes', async () => {
    const failure = await transport.failureOf((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(JSON.stringify(' '.repeat(LIMITS.maxBodyBytes))));
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
  });
});

describe('the nesting limit', () => {
  const { maxNesting } = LIMITS;
  const nested = (start: string, end: string, depth: number) =>
    `${start.repeat(depth)}1${end.repeat(depth)}`;

  test.each([
    ['objects', '{"a":', '}', maxNesting],
    ['lists', '[', ']', maxNesting],
    ['lists in objects', '{"a":[', ']}', maxNesting / 2],
  ])('refuses deeper %s, and nothing else', async (_, start, end, depth) => {
    const answerOf = (text: string) =>
      transport.answerOf((_request, response) => response.end(text));
    const text = nested(start, end, depth);
    expect(await answerOf(text)).toMatchObject({ status: 200 });
    await expect(answerOf(nested(start, end, depth + 1))).rejects.toThrow(
      new GraphProtocolError(
        'GET /v1.0/users',
        `the answer is nested more than ${maxNesting} deep (limit maxNesting)`,
      ),
    );
  });

  test('holds for an error status, too', async () => {
    const failure = await transport.failureOf((_, response) => {
      response.statusCode = 503;
      response.end(nested('{"a":', '}', 100_000));
    });
    expect(failure).toBeInstanceOf(GraphProtocolError);
  });
});

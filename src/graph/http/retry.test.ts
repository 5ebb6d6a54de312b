import {
  brokenConnection,
  failed,
  ok,
  refusedToken,
  throttled,
  type Reply,
} from '#test/graph/replies';
import { usersRequest } from '#test/graph/sampleRequests';
import {
  scriptedClient,
  type ScriptedClient,
} from '#test/graph/scriptedClient';
import type { Script } from '#test/graph/scriptedTransport';
import {
  GraphResponseError,
  GraphTransportError,
  isForbidden,
  isTokenParsingFault,
  LoginError,
} from '../errors/errors';
import { maxAttempts } from '../basics/limits';

const BROKER = 'Failed to get a result from the Query Broker.';

interface Outcome extends ScriptedClient {
  readonly result?: unknown;
  readonly failure?: unknown;
}

async function outcomeOf(
  script: Script,
  fixture = scriptedClient(script),
): Promise<Outcome> {
  return fixture.client.get(usersRequest).then(
    (result) => ({ ...fixture, result }),
    (failure: unknown) => ({ ...fixture, failure }),
  );
}

describe('a transient failure', () => {
  test.each<[string, Reply, number]>([
    ['429 with whole seconds', throttled('7'), 7_000],
    ['429 with decimal seconds', throttled('0.249'), 249],
    ['429 that asks for a day', throttled('86400'), 900_000],
    ['429 that asks for an epoch', throttled('1767225600'), 900_000],
    [
      '429 with a date of a wrong clock',
      throttled('Fri, 01 Jan 2027 00:00:00 GMT'),
      900_000,
    ],
    ['403 UnknownError', failed(403, 'UnknownError'), 3_000],
    ['403 in HTML', { status: 403, body: undefined }, 3_000],
    ['400 with nothing in it', { status: 400, body: undefined }, 3_000],
    ['423', failed(423), 3_000],
    ['429 with a date', throttled('Thu, 01 Jan 2026 00:00:20 GMT'), 20_000],
    ['429 without Retry-After', throttled(), 500],
    ['429 with an empty Retry-After', throttled(''), 500],
    ['503', failed(503), 500],
    ['503 with Retry-After', failed(503, '', { 'retry-after': '3' }), 3_000],
    ['504', failed(504), 500],
    ['500', failed(500), 500],
    ['500 of the query broker', failed(500, '', {}, BROKER), 500],
    ['502', failed(502), 500],
    ['HTML with 503', { status: 503, body: undefined }, 500],
    ['a broken connection', brokenConnection(), 500],
  ])('is healed after a wait: %s', async (_, reply, waitMs) => {
    const { result, transport } = await outcomeOf([reply, ok({ id: 'a' })]);
    expect(result).toEqual({ id: 'a' });
    expect(transport.times).toEqual([0, waitMs]);
  });

  test.each<[string, Reply, number]>([
    ['429', throttled('1'), maxAttempts.throttling],
    ['504', failed(504), maxAttempts.throttling],
    ['500', failed(500), maxAttempts.serverError],
    ['a broken connection', brokenConnection(), maxAttempts.transport],
  ])('is thrown when it does not go away: %s', async (_, reply, attempts) => {
    const { failure, transport } = await outcomeOf(() => reply);
    expect(failure).toBeInstanceOf(
      reply instanceof Error ? GraphTransportError : GraphResponseError,
    );
    expect(transport.requests).toHaveLength(attempts);
  });

  test('is healed, however often something else failed before', async () => {
    const { result } = await outcomeOf([
      ...Array.from({ length: 7 }, () => throttled('1')),
      failed(500),
      brokenConnection(),
      ok({ id: 'a' }),
    ]);
    expect(result).toEqual({ id: 'a' });
  });

  test('leaves nothing of itself behind', async () => {
    const { result, transport } = await outcomeOf([
      failed(500),
      brokenConnection(),
      ok({ id: 'a' }),
    ]);
    expect(result).toEqual({ id: 'a' });
    const [first, ...others] = transport.requests;
    for (const other of others) {
      expect(other).toEqual({ ...first, at: other.at });
    }
  });

  test('is told in the log, the retry in the statistics', async () => {
    const { logger, client } = await outcomeOf([
      throttled('1'),
      ok({ id: 'a' }),
    ]);
    expect(logger.lines.filter(({ level }) => level === 'info')).toEqual([
      {
        level: 'info',
        fields: {
          endpoint: 'GET /v1.0/users',
          attempt: 1,
          reason: expect.stringContaining('429 TooManyRequests'),
        },
        message: 'Microsoft Graph request will be tried again',
      },
    ]);
    expect(client.statistics().retries).toBe(1);
  });
});

describe('any other failure', () => {
  test.each<[string, Reply]>([
    ['400', failed(400)],
    ['403', failed(403)],
    ['404', failed(404)],
    ['501', failed(501)],
    ['a bug', new TypeError('undefined is not a function')],
  ])('is thrown at once: %s', async (_, reply) => {
    const { failure, transport, clock } = await outcomeOf([reply]);
    expect(failure).toBeInstanceOf(Error);
    expect(transport.requests).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });
});

describe('a refused token', () => {
  test('is renewed, and the request sent again at once', async () => {
    const { result, transport, credential, clock } = await outcomeOf([
      refusedToken(),
      ok({ id: 'a' }),
    ]);
    expect(result).toEqual({ id: 'a' });
    expect(transport.requests.map((request) => request.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(credential.claims).toEqual([
      undefined,
      expect.stringContaining('access_token'),
    ]);
    expect(clock.sleeps).toEqual([]);
  });

  test('is a failure when the new one is refused too', async () => {
    const { failure, transport, credential } = await outcomeOf([
      refusedToken(),
      refusedToken(),
    ]);
    expect(isForbidden(failure)).toBe(true);
    expect(transport.requests).toHaveLength(2);
    expect(credential.calls).toBe(2);
  });

  test('that Graph cannot read, now and then, is sent again a few times', async () => {
    const unreadable = failed(
      401,
      'InvalidAuthenticationToken',
      {},
      'CompactToken parsing failed with error code: 80049217',
    );
    const { result, transport, credential } = await outcomeOf([
      unreadable,
      unreadable,
      unreadable,
      ok({ id: 'a' }),
    ]);
    expect(result).toEqual({ id: 'a' });
    expect(transport.times).toEqual([0, 0, 1_000, 3_000]);
    expect(credential.calls).toBe(2);

    const hopeless = await outcomeOf(() => unreadable);
    expect(isTokenParsingFault(hopeless.failure)).toBe(true);
    expect(isForbidden(hopeless.failure)).toBe(false);
    expect(hopeless.transport.requests).toHaveLength(maxAttempts.tokenParsing);
  });

  test('is renewed only once a request, whatever else happens', async () => {
    const { failure, credential } = await outcomeOf([
      refusedToken(),
      throttled('1'),
      refusedToken(),
    ]);
    expect(isForbidden(failure)).toBe(true);
    expect(credential.calls).toBe(2);
  });

  test('is renewed once for all requests that carried it', async () => {
    const { client, credential } = scriptedClient(({ authorization }) =>
      authorization === 'Bearer token-1' ? refusedToken() : ok({ id: 'a' }),
    );
    await Promise.all([1, 2, 3, 4, 5].map(() => client.get(usersRequest)));
    expect(credential.calls).toBe(2);
  });

  test('does not spoil a newer one that came while the refusal was under way', async () => {
    const { client, credential, clock, transport } = scriptedClient(
      async ({ authorization }, index) => {
        await clock.sleep(index === 0 ? 1_000 : 10);
        return authorization === 'Bearer token-1'
          ? refusedToken()
          : ok({ id: 'a' });
      },
    );
    await Promise.all([client.get(usersRequest), client.get(usersRequest)]);
    expect(credential.calls).toBe(2);
    expect(transport.requests).toHaveLength(4);
  });
});

describe('a login', () => {
  test('happens once for all requests', async () => {
    const { client, credential } = scriptedClient(() => ok({ id: 'a' }));
    await Promise.all([1, 2, 3].map(() => client.get(usersRequest)));
    expect(credential.calls).toBe(1);
  });

  test('happens again before the token expires', async () => {
    const { client, credential, clock, transport } = scriptedClient(() =>
      ok({ id: 'a' }),
    );
    await client.get(usersRequest);
    clock.advance(56 * 60_000);
    await client.get(usersRequest);
    expect(transport.requests[1].authorization).toBe('Bearer token-2');
    expect(credential.claims).toEqual([undefined, undefined]);
  });

  test('that is refused is not tried again', async () => {
    const fixture = scriptedClient([]);
    fixture.credential.failures.push(
      new Error('invalid_client: AADSTS7000215: Invalid client secret.'),
    );
    const { failure, transport } = await outcomeOf([], fixture);
    expect(failure).toBeInstanceOf(LoginError);
    expect(failure).toMatchObject({ aadsts: '7000215' });
    expect(fixture.credential.calls).toBe(1);
    expect(transport.requests).toEqual([]);
  });

  test('that Entra ID cannot answer at the moment is tried again', async () => {
    const fixture = scriptedClient([ok({ id: 'a' })]);
    const unavailable = new Error('AADSTS90033: A transient error occurred.');
    fixture.credential.failures.push(...Array(4).fill(unavailable));
    const { result } = await outcomeOf([], fixture);
    expect(result).toEqual({ id: 'a' });
    expect(fixture.credential.calls).toBe(5);
  });

  test('that is out of reach is tried again, a few times', async () => {
    const fixture = scriptedClient([ok({ id: 'a' })]);
    const offline = new Error('getaddrinfo ENOTFOUND');
    fixture.credential.failures.push(offline, offline);
    const { result } = await outcomeOf([], fixture);
    expect(result).toEqual({ id: 'a' });

    const failures = Array.from({ length: 9 }, () => offline);
    const hopeless = scriptedClient([]);
    hopeless.credential.failures.push(...failures);
    const { failure } = await outcomeOf([], hopeless);
    expect(failure).toBeInstanceOf(LoginError);
    expect(hopeless.credential.calls).toBe(maxAttempts.login);
  });
});

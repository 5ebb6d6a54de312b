/** Which failures hold back a whole workload, and which only the request that met them. */
import { FakeClock } from '#test/graph/fakeClock';
import {
  brokenConnection,
  failed,
  ok,
  throttled,
  type Reply,
} from '#test/graph/replies';
import {
  intuneRequest,
  signInsRequest,
  usersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import { GraphResponseError } from '../errors/errors';
import { maxAttempts } from '../basics/limits';

const RETRY_AFTER = { 'retry-after': '10' };
const BROKER = 'Failed to get a result from the Query Broker.';

/** When requests are sent of which the first fails, and the second is asked for 50 ms later. */
async function timesAfter(reply: Reply): Promise<number[]> {
  const clock = new FakeClock();
  const { client, transport } = scriptedClient(
    async (_, index) => {
      await clock.sleep(100);
      return index === 0 ? reply : ok({ id: 'a' });
    },
    { clock },
  );
  const first = client.get(intuneRequest);
  await clock.sleep(150);
  await Promise.all([first, client.get(intuneRequest)]);
  return transport.times;
}

describe('a failure of one request', () => {
  test.each<[string, Reply, number]>([
    ['500', failed(500), 600],
    ['502', failed(502), 600],
    ['504', failed(504), 600],
    ['403 UnknownError', failed(403, 'UnknownError'), 3_100],
    ['400 with nothing in it', { status: 400, body: undefined }, 3_100],
    ['409', failed(409), 3_100],
    ['423', failed(423), 3_100],
    ['a broken connection', brokenConnection(), 600],
    ['a malformed body', ok([]), 600],
  ])('delays only this request: %s', async (_, reply, sentAgainAt) => {
    expect(await timesAfter(reply)).toEqual([0, 150, sentAgainAt]);
  });

  test('delays only this request when it is a failed login', async () => {
    const { client, transport, credential, clock } = scriptedClient(() =>
      ok({ id: 'a' }),
    );
    credential.failures.push(new Error('getaddrinfo ENOTFOUND'));
    const first = client.get(usersRequest);
    await clock.sleep(150);
    await Promise.all([first, client.get(usersRequest)]);
    expect(transport.times).toEqual([0, 61_000 - 150]);
  });

  test.each<[string, Reply]>([
    ['500', failed(500)],
    ['504', failed(504)],
    ['a broken connection', brokenConnection()],
  ])('lowers no allowance, and is no pause: %s', async (_, reply) => {
    const { client, transport } = scriptedClient((_request, index) =>
      index < 2 ? reply : ok({ id: 'a' }),
    );
    await client.get(signInsRequest);
    const others = Array.from({ length: 7 }, () => client.get(signInsRequest));
    await Promise.all(others);
    // Ten a minute: the three attempts, and all seven others.
    expect(transport.times.at(-1)).toBeLessThan(60_000);
    expect(client.statistics().pausedMs).toBe(0);
  });

  test('is given up after as many attempts as ever, while others are answered', async () => {
    const { client, transport, clock } = scriptedClient(({ url }) =>
      url.includes('/users') ? failed(504) : ok({ id: 'a' }),
    );
    const failing = client.get(usersRequest).catch((error: unknown) => error);
    await clock.sleep(1);
    const other = { ...intuneRequest, workload: 'directory' } as const;
    for (let asked = 0; asked < 10; asked += 1) {
      await client.get(other);
    }
    expect(clock.monotonic()).toBe(1);
    expect(await failing).toBeInstanceOf(GraphResponseError);
    expect(transport.requests).toHaveLength(10 + maxAttempts.throttling);
  });
});

describe('a failure of the service', () => {
  test.each<[string, Reply, number]>([
    ['429', throttled('10'), 10_100],
    ['429 without Retry-After', throttled(), 600],
    ['503', failed(503), 600],
    ['503 with Retry-After', failed(503, '', RETRY_AFTER), 10_100],
    ['504 with Retry-After', failed(504, '', RETRY_AFTER), 10_100],
    ['500 with Retry-After', failed(500, '', RETRY_AFTER), 10_100],
    ['423 with Retry-After', failed(423, '', RETRY_AFTER), 10_100],
    ['500 of the query broker', failed(500, '', {}, BROKER), 600],
  ])('holds back its whole workload: %s', async (_, reply, pauseEnds) => {
    expect(await timesAfter(reply)).toEqual([0, pauseEnds, pauseEnds]);
  });
});

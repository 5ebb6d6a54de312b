/** What failed inside a batch rests, while all others go on. */
import {
  answering,
  firstUrl,
  read,
  urlsOf,
  type Member,
} from '#test/graph/batchReading';
import {
  batchReply,
  isBatch,
  subRequests,
  type SubReply,
} from '#test/graph/batchReplies';
import { FakeClock, settle } from '#test/graph/fakeClock';
import { failed, ok, page, throttled } from '#test/graph/replies';
import {
  membersOf,
  membersOfGroups,
  usersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { LoggedRequest } from '#test/graph/scriptedTransport';
import { GraphAbortError } from '../errors/errors';
import { maxAttempts } from '../basics/limits';

const g7 = firstUrl('g7');

/** The groups that were asked for by all requests together, and how often each. */
function timesAsked(requests: readonly LoggedRequest[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const url of requests.flatMap(urlsOf)) {
    times.set(url, (times.get(url) ?? 0) + 1);
  }
  return times;
}

describe('a request that fails by itself', () => {
  test.each<[string, SubReply, number]>([
    ['an internal error', failed(500), 500],
    ['a bad gateway', failed(502), 500],
    ['a timeout', failed(504), 500],
    ['a refusal without a cause', failed(403, 'UnknownError'), 3_000],
    ['an empty refusal', { status: 400, body: undefined }, 3_000],
    ['a conflict', failed(409), 3_000],
    ['no answer', 'leftOut', 500],
    ['a malformed answer', ok([]), 500],
    ['a sibling that failed', failed(424), 500],
  ])('rests, while others go on: %s', async (_, reply, restMs) => {
    const { transport, results } = await read(
      membersOfGroups(60),
      answering((url, times) => (url === g7 && times === 1 ? reply : page([]))),
      { maxBatchesInFlight: 1 },
    );
    expect(results).toHaveLength(60);
    expect(transport.times).toEqual([0, 0, 0, restMs]);
    expect(urlsOf(transport.requests[3])).toEqual([g7]);
  });

  test('goes before collections that were not begun, as soon as its delay has ended', async () => {
    const clock = new FakeClock();
    const answer = answering((url, times) =>
      url === g7 && times === 1 ? 'leftOut' : page([]),
    );
    const { transport } = await read(
      membersOfGroups(80),
      async (request) => {
        await clock.sleep(600);
        return answer(request);
      },
      { clock, maxBatchesInFlight: 1 },
    );
    const [, , third] = transport.requests;
    expect(urlsOf(third).slice(0, 2)).toEqual([g7, firstUrl('g40')]);
    expect(urlsOf(third)).toHaveLength(20);
    expect(transport.requests).toHaveLength(5);
  });

  test('holds back no other request of the workload', async () => {
    const { client, transport, clock } = scriptedClient((request, index) => {
      const reply = index === 0 ? failed(500) : page([]);
      return isBatch(request) ? batchReply(request, () => reply) : reply;
    });
    const groups = [membersOf('g0')];
    const reading = client.listMany<string, Member>(groups, () => false).next();
    await settle();
    await client.get(usersRequest).catch(() => undefined);
    expect(clock.monotonic()).toBe(0);
    await reading;
    expect(transport.times).toEqual([0, 0, 500]);
  });

  test('comes back together with those that failed beside it', async () => {
    const random = [0.1, 0.5, 0.9];
    let asked = 0;
    const { transport, results } = await read(
      membersOfGroups(20),
      answering((_, times) => (times === 1 ? failed(500) : page([]))),
      { random: () => random[(asked += 1) % random.length] },
    );
    expect(results).toHaveLength(20);
    expect(transport.times).toEqual([0, 950]);
  });

  test('ends with its step while it is delayed', async () => {
    const { client, transport, clock, logger } = scriptedClient((request) =>
      batchReply(request, () => failed(500)),
    );
    const ending = new AbortController();
    const { signal } = ending;
    const graph = client.forStep({ logger, signal });
    const reading = graph.listMany([membersOf('g0')], () => true).next();
    const ended = expect(reading).rejects.toThrow(GraphAbortError);
    while (clock.sleeperCount === 0) {
      await Promise.resolve();
    }
    ending.abort();
    await ended;
    expect(transport.requests).toHaveLength(1);
    expect(clock.sleeperCount).toBe(0);
  });
});

describe('an outage', () => {
  test('begins no new requests while those that failed are delayed', async () => {
    const { failure, transport } = await read(
      membersOfGroups(20_000),
      answering(() => failed(500)),
    );
    expect(failure).toMatchObject({ status: 500 });
    const asked = [...timesAsked(transport.requests).values()];
    // Those of the first batches under way, as often as each may be asked for.
    expect(asked.length).toBeLessThanOrEqual(9 * 20);
    expect(Math.max(...asked)).toBe(maxAttempts.serverError);
  });

  test('of all requests but some is passed at the same pace', async () => {
    const { results, transport } = await read(
      membersOfGroups(2_000),
      answering((url, times) =>
        url.includes('7') && times === 1 ? failed(500) : page([]),
      ),
    );
    expect(results).toHaveLength(2_000);
    expect(Math.max(...timesAsked(transport.requests).values())).toBe(2);
  });
});

describe('a request whose sibling failed', () => {
  /** Answers as if whoever shares a batch with what fails had to fail, too. */
  function spoiling(reply: SubReply, howOften: number) {
    let times = 0;
    return (request: LoggedRequest) => {
      const isSpoilt =
        subRequests(request).some(({ url }) => url === g7) && times < howOften;
      times += isSpoilt ? 1 : 0;
      return batchReply(request, (url) => {
        if (!isSpoilt) {
          return page([]);
        }
        return url === g7 ? reply : failed(424);
      });
    };
  }

  describe.each<[string, SubReply, number]>([
    ['was throttled', throttled('1'), maxAttempts.throttling],
    ['was throttled briefly', throttled('0.1'), maxAttempts.throttling],
    ['took too long', failed(504), maxAttempts.throttling],
    ['failed', failed(500), maxAttempts.serverError],
    ['was left out', 'leftOut', maxAttempts.transport],
  ])('that %s', (_, reply, attempts) => {
    test.each([20, 60, 400])(
      'is never sent with it again (%d requests)',
      async (count) => {
        const { results, failure, transport } = await read(
          membersOfGroups(count),
          spoiling(reply, attempts - 1),
        );
        expect(failure).toBeUndefined();
        expect(results).toHaveLength(count);
        const times = timesAsked(transport.requests);
        expect(times.get(g7)).toBe(attempts);
        times.delete(g7);
        expect(Math.max(...times.values())).toBe(2);
      },
    );
  });

  test('costs nothing but time when the sibling never heals', async () => {
    const { results, failure } = await read(
      membersOfGroups(60),
      spoiling(failed(500), Infinity),
      { tolerates: () => true },
    );
    expect(failure).toBeUndefined();
    expect(results.filter((result) => 'failure' in result)).toMatchObject([
      { source: 'g7', failure: { status: 500 } },
    ]);
    expect(results).toHaveLength(60);
  });

  test('waits for the end of the pause that the sibling asked for', async () => {
    const { transport } = await read(
      membersOfGroups(20),
      spoiling(throttled('20'), 1),
    );
    expect(transport.times).toEqual([0, 20_000, 20_000]);
    expect(
      transport.requests.slice(1).map((request) => urlsOf(request).length),
    ).toEqual([1, 19]);
  });
});

describe('a batch that is answered with 424', () => {
  test('is read request by request, like every other', async () => {
    const { results, transport } = await read(
      membersOfGroups(3),
      (request, index) => {
        const reply = batchReply(request, (url) =>
          index === 0 && url === firstUrl('g1') ? throttled('17') : page([]),
        );
        return index === 0 ? { ...reply, status: 424 } : reply;
      },
    );
    expect(results).toHaveLength(3);
    expect(transport.times).toEqual([0, 17_000]);
    expect(urlsOf(transport.requests[1])).toEqual([firstUrl('g1')]);
  });

  test('is sent again when it has no answers inside', async () => {
    const { results, transport } = await read(
      membersOfGroups(3),
      (request, index) =>
        index === 0 ? failed(424) : batchReply(request, () => page([])),
    );
    expect(results).toHaveLength(3);
    expect(transport.times).toEqual([0, 500]);
  });
});

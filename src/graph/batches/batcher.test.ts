import {
  answering,
  firstUrl,
  link,
  nextUrl,
  read,
  urlsOf,
} from '#test/graph/batchReading';
import { batchReply, type SubReply } from '#test/graph/batchReplies';
import { FakeClock, settle } from '#test/graph/fakeClock';
import { failed, lostPageToken, page, throttled } from '#test/graph/replies';
import {
  GRAPH,
  membersOf,
  membersOfGroups,
  membersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import { GraphProtocolError } from '../errors/errors';
import { workloads } from '../pacing/workloads';

describe('a batch', () => {
  test('holds the requests of its collections', async () => {
    const { transport } = await read(
      membersOfGroups(2),
      answering(() => page([])),
    );
    expect(transport.requests).toMatchObject([
      {
        method: 'POST',
        url: `${GRAPH}/beta/$batch`,
        endpoint: 'POST /beta/$batch',
        authorization: 'Bearer token-1',
        body: {
          requests: [
            { id: '0', method: 'GET', url: firstUrl('g0') },
            { id: '1', method: 'GET', url: firstUrl('g1') },
          ],
        },
      },
    ]);
  });

  test.each([
    [0, 0],
    [1, 1],
    [19, 1],
    [20, 1],
    [21, 2],
    [100, 5],
    [161, 9],
  ])('takes 20 at once: %d collections are %d calls', async (count, calls) => {
    const groups = membersOfGroups(count);
    const { results, transport } = await read(
      groups,
      answering((url) => page([{ id: url }])),
    );
    expect(transport.requests).toHaveLength(calls);
    expect(new Map(results.map((result) => [result.source, result]))).toEqual(
      new Map(
        groups.map(({ source }) => [
          source,
          { source, items: [{ id: firstUrl(source) }], isLast: true },
        ]),
      ),
    );
  });

  test.each([
    [undefined, workloads.directory.inFlight],
    [3, 3],
    [1, 1],
  ])('is one of several under way: %p', async (maxBatchesInFlight, most) => {
    const clock = new FakeClock();
    const answer = answering(() => page([]));
    const { transport } = await read(
      // More than the quota needs to become known, and then a full window.
      membersOfGroups(4_000),
      async (request) => {
        await clock.sleep(100);
        return answer(request);
      },
      { clock, ...(maxBatchesInFlight && { maxBatchesInFlight }) },
    );
    expect(transport.mostInFlight).toBe(most);
    expect(transport.requests).toHaveLength(200);
  });

  test('is on its way while the reader works on the one before', async () => {
    const { client, transport } = scriptedClient(
      answering(() => page([])),
      { maxBatchesInFlight: 1 },
    );
    const groups = membersOfGroups(60);
    await client.listMany(groups, () => false).next();
    await settle();
    expect(transport.requests).toHaveLength(2);
  });

  test('asks for no more than its reader takes', async () => {
    let begun = 0;
    function* groups() {
      for (const item of membersOfGroups(1_000)) {
        begun += 1;
        yield item;
      }
    }
    const { client } = scriptedClient(answering(() => page([])));
    for await (const result of client.listMany(groups(), () => false)) {
      expect(result).toBeDefined();
      break;
    }
    await settle();
    expect(begun).toBeLessThanOrEqual(10 * 20);
  });
});

describe('the pages of a collection', () => {
  test('come in their order, the last one marked', async () => {
    const { results } = await read(
      [membersOf('g0')],
      answering((url) => {
        const replies: Record<string, SubReply> = {
          [firstUrl('g0')]: page([{ id: 'a' }], link('g0', 1)),
          [nextUrl('g0', 1)]: page([], link('g0', 2)),
          [nextUrl('g0', 2)]: page([{ id: 'b' }]),
        };
        return replies[url];
      }),
    );
    expect(results).toEqual([
      { source: 'g0', items: [{ id: 'a' }], isLast: false },
      { source: 'g0', items: [], isLast: false },
      { source: 'g0', items: [{ id: 'b' }], isLast: true },
    ]);
  });

  test.each<[string, SubReply, string]>([
    ['the next', page([], link('g7', 1)), nextUrl('g7', 1)],
    ['one to be asked for again', throttled('1'), firstUrl('g7')],
  ])(
    'go before collections that were not begun: %s',
    async (_, reply, expected) => {
      const { transport } = await read(
        membersOfGroups(60),
        answering((url, times) =>
          url === firstUrl('g7') && times === 1 ? reply : page([]),
        ),
        { maxBatchesInFlight: 1 },
      );
      expect(urlsOf(transport.requests[1])).toEqual([
        expected,
        ...membersOfGroups(39)
          .slice(20)
          .map(({ source }) => firstUrl(source)),
      ]);
      expect(transport.requests).toHaveLength(4);
    },
  );

  test.each([
    ['another host', 'https://evil.com/beta/groups/g0/members'],
    ['a host that begins alike', `${GRAPH}.evil.com/beta/groups`],
    ['another version', `${GRAPH}/v1.0/groups/g0/members`],
    ['the first page', `${GRAPH}/beta${firstUrl('g0')}`],
  ])('do not lead to %s', async (_, nextLink) => {
    const answers = answering((url) =>
      url === firstUrl('g0') ? page([{ id: 'm' }], nextLink) : page([]),
    );
    const refused = await read([membersOf('g0')], answers);
    expect(refused.failure).toBeInstanceOf(GraphProtocolError);
    expect(refused.results).toEqual([]);
    expect(refused.transport.requests).toHaveLength(1);
    // Who can go on without this collection gets the others.
    const { failure, results, transport } = await read(
      [membersOf('g0'), membersOf('g1')],
      answers,
      { tolerates: () => true },
    );
    expect(failure).toBeUndefined();
    expect(results).toEqual(
      expect.arrayContaining([
        { source: 'g0', failure: expect.any(GraphProtocolError) as unknown },
        { source: 'g1', items: [], isLast: true },
      ]),
    );
    expect(results).toHaveLength(2);
    expect(transport.requests).toHaveLength(1);
  });

  test('whose token is always lost cost the others nothing, if the caller can go on', async () => {
    const answers = answering((url) => {
      if (url.includes('skiptoken')) {
        return lostPageToken();
      }
      return url === firstUrl('g0') ? page([], link('g0', 1)) : page([]);
    });
    const groups = [membersOf('g0'), membersOf('g1')];
    const { failure, results } = await read(groups, answers, {
      tolerates: () => true,
    });
    expect(failure).toBeUndefined();
    expect(results).toContainEqual({
      source: 'g0',
      failure: expect.any(GraphProtocolError) as unknown,
    });
    expect(results).toContainEqual({ source: 'g1', items: [], isLast: true });
    expect((await read(groups, answers)).failure).toBeInstanceOf(
      GraphProtocolError,
    );
  });
});

test('next links go first, because page tokens do not live long', async () => {
  const goingOn = ['g3', 'g7'];
  const { transport, failure } = await read(
    membersOfGroups(100),
    answering((url) => {
      const group = goingOn.find((id) => url === firstUrl(id));
      return page([], group && link(group, 1));
    }),
    { maxBatchesInFlight: 1 },
  );
  expect(failure).toBeUndefined();
  const [, second, ...others] = transport.requests.map(urlsOf);
  expect(second.slice(0, 2).sort()).toEqual(
    goingOn.map((group) => nextUrl(group, 1)),
  );
  expect(second).toHaveLength(20);
  expect(others.flat()).toHaveLength(62);
});

describe('a reader', () => {
  test('that leaves early leaves no rejection behind', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const { client, transport } = scriptedClient(
      (request, index) =>
        index === 0 ? batchReply(request, () => page([])) : failed(404),
      { maxBatchesInFlight: 1 },
    );
    const groups = membersOfGroups(100);
    for await (const result of client.listMany(groups, () => false)) {
      expect(result).toBeDefined();
      break;
    }
    await settle();
    expect(transport.requests).toHaveLength(2);
    expect(unhandled).not.toHaveBeenCalled();
    process.off('unhandledRejection', unhandled);
  });

  test.each([
    ['version', { version: 'v1.0' }],
    ['workload', { workload: 'intuneDevices' }],
  ] as const)('mixes no requests of another %s', async (_, other) => {
    const [first, second] = membersOfGroups(2);
    const { failure, transport } = await read(
      [first, { ...second, request: { ...second.request, ...other } }],
      [],
    );
    expect(failure).toBeInstanceOf(TypeError);
    expect(transport.requests).toEqual([]);
  });

  test('learns of a parameter that is missing', async () => {
    const { failure } = await read(
      [{ source: 'g0', request: membersRequest }],
      [],
    );
    expect(failure).toBeInstanceOf(TypeError);
  });
});

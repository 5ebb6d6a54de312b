import {
  answering,
  firstUrl,
  link,
  nextUrl,
  read,
  urlsOf,
} from '#test/graph/batchReading';
import { batchReply, type SubReply } from '#test/graph/batchReplies';
import {
  failed,
  lostPageToken,
  ok,
  page,
  refusedToken,
  throttled,
} from '#test/graph/replies';
import { membersOf, membersOfGroups } from '#test/graph/sampleRequests';
import { GraphTransportError, isNotFound } from '../errors/errors';
import { maxAttempts } from '../basics/limits';

const COMPLETE = { source: 'g0', items: [{ id: 'm' }], isLast: true };

/** Answers with `first` once, and then with one page. */
function onceThenPage(first: SubReply) {
  return answering((_, times) => (times === 1 ? first : page([{ id: 'm' }])));
}

describe('one answer of a batch', () => {
  test.each<[string, SubReply, number]>([
    ['was throttled', throttled('7'), 7_000],
    ['was throttled for a part of a second', throttled('0.249'), 249],
    ['was throttled, nobody says for how long', throttled(), 500],
    ['was unavailable', failed(503), 500],
    ['was a timeout', failed(504), 500],
    ['was an internal error', failed(500), 500],
    ['was left out', 'leftOut', 500],
    ['refused the token', refusedToken(), 0],
  ])('comes again when it %s', async (_, reply, waitMs) => {
    const { results, transport, client } = await read(
      [membersOf('g0')],
      onceThenPage(reply),
    );
    expect(results).toEqual([COMPLETE]);
    expect(transport.times).toEqual([0, waitMs]);
    expect(client.statistics().retries).toBe(1);
  });

  test('comes again, however often something else failed before', async () => {
    const { results } = await read(
      [membersOf('g0')],
      answering((_, times) => {
        const replies: SubReply[] = [failed(500), 'leftOut', refusedToken()];
        const reply = times > 7 ? replies.at(times - 8) : throttled('1');
        return reply ?? page([{ id: 'm' }]);
      }),
    );
    expect(results).toEqual([COMPLETE]);
  });

  test('comes again alone: the others are done', async () => {
    const { results, transport } = await read(
      membersOfGroups(20),
      answering((url, times) =>
        url === firstUrl('g7') && times === 1 ? throttled('1') : page([]),
      ),
    );
    expect(urlsOf(transport.requests[1])).toEqual([firstUrl('g7')]);
    expect(transport.requests).toHaveLength(2);
    expect(results).toHaveLength(20);
  });

  test('waits as long as the most patient one asks', async () => {
    const waits = ['3', '20', '5'];
    const { transport } = await read(
      membersOfGroups(3),
      answering((url, times) =>
        times === 1 ? throttled(waits[Number(url[9])]) : page([]),
      ),
    );
    expect(transport.times).toEqual([0, 20_000]);
  });

  test('renews the token once for all of them', async () => {
    // They cost so little that all three batches are sent at once.
    const groups = membersOfGroups(60).map(({ source, request }) => ({
      source,
      request: { ...request, cost: 0.125 },
    }));
    const { results, credential, transport } = await read(groups, (request) =>
      batchReply(request, () =>
        request.authorization === 'Bearer token-1' ? refusedToken() : page([]),
      ),
    );
    expect(results).toHaveLength(60);
    expect(credential.calls).toBe(2);
    expect(credential.claims[1]).toBeDefined();
    expect(transport.requests).toHaveLength(6);
  });

  test.each<[string, SubReply, number]>([
    ['403', failed(403), 1],
    ['404', failed(404), 1],
    ['400', failed(400), 1],
    ['a 401 that a new token does not heal', refusedToken(), 2],
    ['a 429 that does not end', throttled('1'), maxAttempts.throttling],
    ['a 500 that does not end', failed(500), maxAttempts.serverError],
  ])('is a failure: %s', async (_, reply, attempts) => {
    const { failure, results, transport } = await read(
      [membersOf('g0')],
      answering(() => reply),
    );
    expect(failure).toMatchObject({
      endpoint: 'GET /beta/groups/{id}/members',
      status: reply === 'leftOut' ? undefined : reply.status,
    });
    expect(results).toEqual([]);
    expect(transport.requests).toHaveLength(attempts);
  });

  test('is a failure when it is left out again and again', async () => {
    const { failure, transport } = await read(
      membersOfGroups(2),
      answering((url) => (url === firstUrl('g1') ? 'leftOut' : page([]))),
    );
    expect(failure).toBeInstanceOf(GraphTransportError);
    expect(transport.requests).toHaveLength(maxAttempts.transport);
  });

  test('comes back as a result when the failure is tolerated', async () => {
    const { failure, results } = await read(
      membersOfGroups(3),
      answering((url) => (url === firstUrl('g1') ? failed(404) : page([]))),
      { tolerates: isNotFound },
    );
    expect(failure).toBeUndefined();
    expect(results).toEqual([
      { source: 'g0', items: [], isLast: true },
      { source: 'g1', failure: expect.objectContaining({ status: 404 }) },
      { source: 'g2', items: [], isLast: true },
    ]);
  });

  test('ends everything when the failure is not the tolerated one', async () => {
    const { failure } = await read(
      membersOfGroups(100),
      answering((url) => (url === firstUrl('g50') ? failed(403) : page([]))),
      { tolerates: isNotFound },
    );
    expect(failure).toMatchObject({ status: 403 });
  });

  test.each<[string, SubReply]>([
    ['nothing', { status: 200 }],
    ['an object', ok({ id: 'g0' })],
    ['null for a value', ok({ value: null })],
  ])('never passes for an empty collection: %s', async (_, reply) => {
    const { failure, results } = await read(
      [membersOf('g0')],
      answering(() => reply),
      { tolerates: () => true },
    );
    expect(failure).toBeUndefined();
    expect(results).toEqual([
      { source: 'g0', failure: expect.any(GraphTransportError) },
    ]);
  });

  test.each([undefined, null, 'OK', 302])(
    'is a failure with a status of %p',
    async (status) => {
      const body = { value: [] };
      const { failure } = await read([membersOf('g0')], () =>
        ok({ responses: [{ id: '0', status, body }] }),
      );
      expect(failure).toBeInstanceOf(Error);
    },
  );
});

describe('a lost page token', () => {
  test('sends only its own collection back to the first page', async () => {
    const { results } = await read(
      membersOfGroups(2),
      answering((url, times) => {
        if (url === nextUrl('g0', 1) && times === 1) {
          return lostPageToken();
        }
        return url.includes('skiptoken')
          ? page([{ id: 'last' }])
          : page([{ id: 'first' }], link(url.slice(8, 10), 1));
      }),
    );
    const of = (source: string) =>
      results.flatMap((result) =>
        result.source === source && 'items' in result ? result.items : [],
      );
    expect(of('g0').map(({ id }) => id)).toEqual(['first', 'first', 'last']);
    expect(of('g1').map(({ id }) => id)).toEqual(['first', 'last']);
    expect(
      results.filter((result) => 'isLast' in result && result.isLast),
    ).toHaveLength(2);
  });

  test('ends everything when it happens a fourth time', async () => {
    const { failure, transport } = await read(
      [membersOf('g0')],
      answering((url, times) =>
        url.includes('skiptoken')
          ? lostPageToken()
          : page([], link('g0', times)),
      ),
    );
    expect(String(failure)).toMatch(/limit maxRestarts.*Directory_Expired/);
    expect(transport.requests).toHaveLength(8);
  });

  test('gives the first page all its attempts again', async () => {
    const { failure } = await read(
      [membersOf('g0')],
      answering((url, times) => {
        if (!url.includes('skiptoken')) {
          return times === 2 ? 'leftOut' : page([], link('g0', times));
        }
        if (url !== nextUrl('g0', 1)) {
          return page([]);
        }
        return times < maxAttempts.transport ? 'leftOut' : lostPageToken();
      }),
    );
    expect(failure).toBeUndefined();
  });
});

describe('a whole batch', () => {
  test.each([
    ['503', failed(503), 500],
    ['429', throttled('9'), 9_000],
    ['401', refusedToken(), 0],
  ])('comes again after %s', async (_, reply, waitMs) => {
    const answer = answering(() => page([{ id: 'm' }]));
    const { results, transport } = await read(
      [membersOf('g0')],
      [reply, answer],
    );
    expect(results).toEqual([COMPLETE]);
    expect(transport.times).toEqual([0, waitMs]);
  });

  const members = 'GET /beta/groups/{id}/members';

  test.each([
    ['403', failed(403), members],
    ['a 401 that a new token does not heal', refusedToken(), members],
    ['400', failed(400), 'POST /beta/$batch'],
    ['an answer without responses', ok({}), 'POST /beta/$batch'],
    ['an answer that is a list', ok([]), 'POST /beta/$batch'],
    ['nothing', { status: 204 }, 'POST /beta/$batch'],
  ])('is never tolerated: %s', async (_, reply, endpoint) => {
    const { failure } = await read(membersOfGroups(3), () => reply, {
      tolerates: () => true,
    });
    expect(failure).toMatchObject({ endpoint });
  });

  test('may hold answers that nobody asked for', async () => {
    const { results } = await read([membersOf('g0')], () =>
      ok({
        responses: [
          null,
          'text',
          { id: '7', status: 500 },
          { id: '0', status: 200, body: { value: [{ id: 'm' }] } },
        ],
      }),
    );
    expect(results).toEqual([COMPLETE]);
  });
});

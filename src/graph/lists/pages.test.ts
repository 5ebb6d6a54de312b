import {
  brokenConnection,
  failed,
  lostPageToken,
  ok,
  page,
  throttled,
  type Reply,
} from '#test/graph/replies';
import {
  GRAPH,
  USERS_URL,
  usersRequest,
  type Sample,
} from '#test/graph/sampleRequests';
import {
  scriptedClient,
  type ScriptedClient,
} from '#test/graph/scriptedClient';
import { settle } from '#test/graph/fakeClock';
import type { Script } from '#test/graph/scriptedTransport';
import {
  GraphProtocolError,
  GraphResponseError,
  GraphTransportError,
} from '../errors/errors';

const A = { id: 'a', name: 'A' };
const B = { id: 'b', name: 'B' };
const C = { id: 'c', name: 'C' };

/** A link as Graph makes them; encoding it anew would spoil it. */
function link(page: number): string {
  return `${GRAPH}/v1.0/users?$select=id,name&$top=2&$skiptoken=RFNwd%2fA${page}==`;
}

interface Listing extends ScriptedClient {
  /** The pages that were delivered, also when it failed in the end. */
  readonly pages: Sample[][];
  readonly failure?: unknown;
}

async function list(script: Script): Promise<Listing> {
  const fixture = scriptedClient(script);
  const pages: Sample[][] = [];
  try {
    for await (const items of fixture.client.list(usersRequest)) {
      pages.push(items);
    }
  } catch (failure) {
    return { ...fixture, pages, failure };
  }
  return { ...fixture, pages };
}

describe('list', () => {
  test('delivers all pages, following the links as they are', async () => {
    const { pages, failure, transport } = await list([
      page([A, B], link(1)),
      page([C], link(2)),
      page([]),
    ]);
    expect(failure).toBeUndefined();
    expect(pages).toEqual([[A, B], [C], []]);
    expect(transport.urls).toEqual([USERS_URL, link(1), link(2)]);
  });

  test('does not take an empty page for the end', async () => {
    const { pages } = await list([page([], link(1)), page([A])]);
    expect(pages).toEqual([[], [A]]);
  });

  test('sends nothing until somebody listens', async () => {
    const { client, transport } = scriptedClient([]);
    client.list(usersRequest);
    await settle();
    expect(transport.requests).toEqual([]);
  });

  test('asks for the next page while one is worked on, and for no more', async () => {
    const { client, transport } = scriptedClient([
      page([A], link(1)),
      page([B], link(2)),
      page([C]),
    ]);
    const pages = client.list(usersRequest);
    await pages.next();
    await settle();
    expect(transport.urls).toEqual([USERS_URL, link(1)]);
    await pages.next();
    await settle();
    expect(transport.urls).toEqual([USERS_URL, link(1), link(2)]);
  });

  test('delivers a page although the next one fails, then fails', async () => {
    const { pages, failure } = await list([
      page([A], link(1)),
      failed(403, 'Authorization_RequestDenied'),
    ]);
    expect(pages).toEqual([[A]]);
    expect(failure).toMatchObject({ status: 403 });
  });

  test('heals what can be healed, on any page', async () => {
    const { pages, failure } = await list([
      throttled('1'),
      brokenConnection(),
      page([A], link(1)),
      failed(503),
      page([B]),
    ]);
    expect(failure).toBeUndefined();
    expect(pages).toEqual([[A], [B]]);
  });

  test('may be left early, whatever becomes of the page under way', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const { client, transport } = scriptedClient([
      page([A], link(1)),
      failed(403),
    ]);
    for await (const items of client.list(usersRequest)) {
      expect(items).toEqual([A]);
      break;
    }
    await settle();
    expect(transport.requests).toHaveLength(2);
    expect(unhandled).not.toHaveBeenCalled();
    process.off('unhandledRejection', unhandled);
  });
});

describe('a link that must not be followed', () => {
  test.each([
    ['to another host', 'https://example.com/v1.0/users'],
    [
      'to a host that begins alike',
      'https://graph.microsoft.com.evil.com/v1.0/users',
    ],
    ['to another cloud', 'https://graph.microsoft.us/v1.0/users'],
    ['to another port', 'https://graph.microsoft.com:444/v1.0/users'],
    ['to another version', `${GRAPH}/beta/users?$skiptoken=1`],
    ['without TLS', 'http://graph.microsoft.com/v1.0/users'],
  ])('%s is a failure', async (_, nextLink) => {
    const { failure, transport, pages } = await list([
      ok({ value: [A], '@odata.nextLink': nextLink }),
      page([B]),
    ]);
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(transport.requests).toHaveLength(1);
    expect(pages).toEqual([]);
  });

  test('that was followed before is a failure', async () => {
    const { failure, transport } = await list([
      page([A], link(1)),
      page([B], link(2)),
      page([C], link(1)),
    ]);
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(transport.requests).toHaveLength(3);
  });

  test('that leads to the first page is a failure', async () => {
    const { failure, transport } = await list([page([A], USERS_URL)]);
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(transport.requests).toHaveLength(1);
  });
});

describe('a lost page token', () => {
  test('sends the listing back to its first page', async () => {
    const { pages, failure, transport } = await list([
      page([A], link(1)),
      page([B], link(2)),
      lostPageToken(),
      page([A], link(3)),
      page([B, C]),
    ]);
    expect(failure).toBeUndefined();
    expect(pages).toEqual([[A], [B], [A], [B, C]]);
    expect(transport.urls).toEqual([
      USERS_URL,
      link(1),
      link(2),
      USERS_URL,
      link(3),
    ]);
  });

  test('may lead along the same links again', async () => {
    const { pages, failure } = await list([
      page([A], link(1)),
      lostPageToken(),
      page([A], link(1)),
      page([B]),
    ]);
    expect(failure).toBeUndefined();
    expect(pages).toEqual([[A], [A], [B]]);
  });

  test('ends the listing when it happens a fourth time', async () => {
    const script: Reply[] = [1, 2, 3, 4].flatMap((round) => [
      page([A], link(round)),
      lostPageToken(),
    ]);
    const { failure, transport } = await list([...script, page([A])]);
    expect(String(failure)).toMatch(/limit maxRestarts.*Directory_Expired/);
    expect(transport.requests).toHaveLength(8);
  });

  test('is not every bad request', async () => {
    const { failure, transport } = await list([
      page([A], link(1)),
      failed(400, 'Request_BadRequest', {}, 'Invalid filter clause'),
    ]);
    expect(failure).toBeInstanceOf(GraphResponseError);
    expect(transport.requests).toHaveLength(2);
  });
});

describe('an answer that is no collection', () => {
  test.each([
    ['an object', ok({ id: 'a' })],
    ['a list', ok([A])],
    ['nothing', { status: 204 }],
    ['an error with status 200', ok({ error: { code: 'x' } })],
    ['a text', ok('value')],
  ])('never passes for an empty one: %s', async (_, reply) => {
    const { pages, failure } = await list(() => reply);
    expect(failure).toBeInstanceOf(GraphTransportError);
    expect(pages).toEqual([]);
  });
});

import { CollectionCursor } from './cursor';
import { GraphProtocolError, GraphResponseError } from '../errors/errors';
import { defaultLimits } from '../basics/limits';
import type { GraphRequest } from '../request';

const ROOT = 'https://graph.microsoft.com/v1.0';
const FIRST = '/users?$top=2';
const ENDPOINT = 'GET /v1.0/users';

const request: GraphRequest<unknown> = {
  version: 'v1.0',
  path: '/users',
  query: { $top: '2' },
  workload: 'directory',
  cost: 1,
  permission: { anyOf: ['User.Read.All'], without: 'users' },
  documentation: 'https://learn.microsoft.com/graph/api/user-list',
};

function newCursor(limits = defaultLimits): CollectionCursor {
  return new CollectionCursor(request, ROOT, limits);
}

function link(page: number | string): string {
  return `${ROOT}/users?$skiptoken=${page}`;
}

function lostToken(): GraphResponseError {
  return new GraphResponseError(ENDPOINT, {
    status: 400,
    code: 'Directory_ExpiredPageToken',
    message: 'expired',
  });
}

describe('CollectionCursor', () => {
  test('goes from the first page along the links to the end', () => {
    const cursor = newCursor();
    expect(cursor.relativeUrl).toBe(FIRST);

    cursor.advance({ items: [], nextLink: link('a%2Fb==&c') });
    expect(cursor.relativeUrl).toBe('/users?$skiptoken=a%2Fb==&c');

    cursor.advance({ items: [] });
    expect(cursor.relativeUrl).toBeUndefined();
  });

  test('says when the first page comes again', () => {
    const cursor = newCursor();
    expect(cursor.beginsAnew).toBe(false);
    cursor.advance({ items: [], nextLink: link(1) });
    cursor.restartAfter(lostToken());
    expect(cursor.beginsAnew).toBe(true);
    cursor.advance({ items: [], nextLink: link(1) });
    expect(cursor.beginsAnew).toBe(false);
  });

  test.each([
    ['another host', 'https://graph.microsoft.us/v1.0/users'],
    [
      'a host that begins alike',
      'https://graph.microsoft.com.evil.com/v1.0/users',
    ],
    ['a user info', 'https://graph.microsoft.com@evil.com/v1.0/users'],
    ['another port', 'https://graph.microsoft.com:8443/v1.0/users'],
    ['plain HTTP', 'http://graph.microsoft.com/v1.0/users'],
    ['another version', 'https://graph.microsoft.com/beta/users'],
    ['a longer version', 'https://graph.microsoft.com/v1.0evil/users'],
    ['another host without a scheme', '//evil.com/v1.0/users'],
    ['no address', 'next'],
  ])('does not follow a link to %s', (_, nextLink) => {
    const cursor = newCursor();
    expect(() => cursor.advance({ items: [], nextLink })).toThrow(
      new GraphProtocolError(
        ENDPOINT,
        'the next link leads to another address than the configured Microsoft Graph',
      ),
    );
  });

  test.each([
    [`${ROOT.replace('.com', '.com:443')}/users?$skiptoken=a%2F`],
    [`${ROOT.toUpperCase()}/users?$skiptoken=a%2F`],
    ['/v1.0/users?$skiptoken=a%2F'],
    ['/users?$skiptoken=a%2F'],
    ['users?$skiptoken=a%2F'],
  ])('follows %s, its token as it is', (nextLink) => {
    const cursor = newCursor();
    cursor.advance({ items: [], nextLink });
    expect(cursor.relativeUrl).toBe('/users?$skiptoken=a%2F');
  });

  test.each([404, 410])(
    'takes a %d of a later page for a lost token',
    (status) => {
      const gone = new GraphResponseError(ENDPOINT, {
        status,
        code: '',
        message: '',
      });
      const cursor = newCursor();
      expect(cursor.restartAfter(gone)).toBe(false);
      cursor.advance({ items: [], nextLink: link(1) });
      expect(cursor.restartAfter(gone)).toBe(true);
      expect(cursor.relativeUrl).toBe(FIRST);
      expect(cursor.restartAfter(gone)).toBe(false);
    },
  );

  test('ends when the same page comes again and again with new tokens', () => {
    const cursor = newCursor();
    const pages = () => {
      for (let page = 0; page < 50; page += 1) {
        cursor.advance({ items: [{ id: 'a' }], nextLink: link(page) });
      }
    };
    expect(pages).toThrow('the pages repeat each other');
  });

  test('does not follow a link twice', () => {
    const cursor = newCursor();
    cursor.advance({ items: [], nextLink: link(1) });
    cursor.advance({ items: [], nextLink: link(2) });
    expect(() => cursor.advance({ items: [], nextLink: link(1) })).toThrow(
      'the pages go round in a circle',
    );
  });

  test('does not go back to the first page by a link', () => {
    expect(() =>
      newCursor().advance({ items: [], nextLink: `${ROOT}${FIRST}` }),
    ).toThrow('the pages go round in a circle');
  });

  test('ends somewhere', () => {
    const cursor = newCursor({ ...defaultLimits, maxPages: 3 });
    cursor.advance({ items: [], nextLink: link(2) });
    cursor.advance({ items: [], nextLink: link(3) });
    expect(() => cursor.advance({ items: [], nextLink: link(4) })).toThrow(
      new GraphProtocolError(
        ENDPOINT,
        'there are more than 3 pages (limit maxPages)',
      ),
    );
  });

  test('goes back to the first page after a lost page token, three times', () => {
    const cursor = newCursor();
    for (let restart = 0; restart < defaultLimits.maxRestarts; restart += 1) {
      cursor.advance({ items: [], nextLink: link(1) });
      expect(cursor.restartAfter(lostToken())).toBe(true);
      expect(cursor.relativeUrl).toBe(FIRST);
    }
    cursor.advance({ items: [], nextLink: link(1) });
    expect(() => cursor.restartAfter(lostToken())).toThrow(
      'more than 3 times (limit maxRestarts)',
    );
    expect(defaultLimits.maxRestarts).toBe(3);
  });

  test('stays where it is after any other failure', () => {
    const cursor = newCursor();
    cursor.advance({ items: [], nextLink: link(1) });
    expect(cursor.restartAfter(new Error('other'))).toBe(false);
    expect(cursor.relativeUrl).toBe('/users?$skiptoken=1');
  });
});

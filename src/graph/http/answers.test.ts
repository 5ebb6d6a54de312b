import { countOf, errorOf, objectOf, pageOf, type RawAnswer } from './answers';
import { GraphTransportError } from '../errors/errors';

const ENDPOINT = 'GET /v1.0/users';

function answer(
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): RawAnswer {
  return { status, body, header: (name) => headers[name] };
}

describe('errorOf', () => {
  test.each([200, 201, 204, 299])('takes a %d for no error', (status) => {
    expect(errorOf(ENDPOINT, answer(status), 0)).toBeUndefined();
  });

  test('keeps what Graph says', () => {
    const body = {
      error: {
        code: 'Authorization_RequestDenied',
        message: 'Insufficient privileges to complete the operation.',
        innerError: { 'request-id': 'inner', date: '2026-01-01T00:00:00' },
      },
    };
    const headers = { 'request-id': 'outer', 'retry-after': '3' };
    expect(errorOf(ENDPOINT, answer(403, body, headers), 0)).toMatchObject({
      name: 'GraphResponseError',
      message:
        'GET /v1.0/users answered 403 Authorization_RequestDenied: Insufficient privileges to complete the operation. (request outer)',
      endpoint: ENDPOINT,
      status: 403,
      code: 'Authorization_RequestDenied',
      graphMessage: 'Insufficient privileges to complete the operation.',
      requestId: 'outer',
      retryAfterMs: 3_000,
    });
  });

  test.each(['innerError', 'innererror'])(
    'finds the request id in %s',
    (name) => {
      const body = { error: { [name]: { 'request-id': 'inner' } } };
      expect(errorOf(ENDPOINT, answer(500, body), 0)?.requestId).toBe('inner');
    },
  );

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'Service Unavailable'],
    ['a list', []],
    ['no error', {}],
    ['an error that is a text', { error: 'invalid_request' }],
    ['a code that is a number', { error: { code: 5, message: {} } }],
  ])('makes an error of a body that is %s', (_, body) => {
    expect(errorOf(ENDPOINT, answer(503, body), 0)).toMatchObject({
      status: 503,
      code: '',
      graphMessage: 'no message',
    });
  });

  test.each([302, 304, NaN, 100])(
    'takes a status of %d for an error',
    (status) => {
      expect(errorOf(ENDPOINT, answer(status), 0)?.status).toBe(status);
    },
  );
});

describe('pageOf', () => {
  test('reads items and the next link as it is', () => {
    const nextLink = 'https://graph.microsoft.com/v1.0/users?$skiptoken=a%2F=';
    const body = { value: [{ id: 1 }], '@odata.nextLink': nextLink };
    expect(pageOf(ENDPOINT, body)).toEqual({ items: [{ id: 1 }], nextLink });
  });

  test.each([[undefined], [null]])(
    'takes a next link %p for none',
    (nextLink) => {
      const body = { value: [], '@odata.nextLink': nextLink };
      expect(pageOf(ENDPOINT, body)).toEqual({
        items: [],
        nextLink: undefined,
      });
    },
  );

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'value'],
    ['an object without a value', { id: '1' }],
    ['a single object', { value: { id: '1' } }],
    ['an error', { error: { code: 'x' } }],
    ['null for a value', { value: null }],
  ])('never takes %s for an empty collection', (_, body) => {
    expect(() => pageOf(ENDPOINT, body)).toThrow(GraphTransportError);
  });

  test('does not take a next link that is no text for the end', () => {
    const body = { value: [], '@odata.nextLink': { href: 'x' } };
    expect(() => pageOf(ENDPOINT, body)).toThrow(GraphTransportError);
  });
});

describe('pageOf, of a page whose link cannot be read,', () => {
  test.each([
    [{ '@odata.nextLink': '' }],
    [{ '@odata.nextlink': 'https://graph.microsoft.com/v1.0/users?x' }],
    [{ 'odata.nextLink': 'https://graph.microsoft.com/v1.0/users?x' }],
    [{ error: { code: 'UnknownError' } }],
  ])('does not take %j for the last one', (more) => {
    expect(() => pageOf(ENDPOINT, { value: [], ...more })).toThrow(
      GraphTransportError,
    );
  });

  test('does not mind an error that is null', () => {
    expect(pageOf(ENDPOINT, { value: [1], error: null }).items).toEqual([1]);
  });
});

describe('objectOf', () => {
  test.each<[string, object, string | undefined, boolean]>([
    ['an id', { id: '1' }, 'name', true],
    ['something selected', { name: null }, 'id,name', true],
    ['a list', { value: [] }, 'id', true],
    ['anything, where nothing was selected', { count: 0 }, undefined, true],
    ['nothing', {}, 'id', false],
    ['something else', { other: 1 }, 'id,name', false],
    ['a context only', { '@odata.context': 'x' }, undefined, false],
    ['an error', { id: '1', error: { code: 'x' } }, 'id', false],
  ])('with %s (%j of %s): %p', (_, body, select, isTaken) => {
    const take = () => objectOf(ENDPOINT, body, { $select: select });
    if (isTaken) {
      expect(take()).toBe(body);
    } else {
      expect(take).toThrow(GraphTransportError);
    }
  });

  test('says what the error is that came with a good status', () => {
    const body = { error: { code: 'UnknownError', message: 'Sorry.' } };
    expect(() => objectOf(ENDPOINT, body)).toThrow('UnknownError Sorry.');
  });

  test('returns the object', () => {
    expect(objectOf(ENDPOINT, { id: '1' })).toEqual({ id: '1' });
  });

  test.each([[undefined], [null], [[]], ['text'], [5]])(
    'refuses %p',
    (body) => {
      expect(() => objectOf(ENDPOINT, body)).toThrow(GraphTransportError);
    },
  );
});

describe('countOf', () => {
  test.each([0, 1, 2_000_000])('reads %d', (count) => {
    expect(countOf(ENDPOINT, count)).toBe(count);
  });

  test.each([
    [undefined],
    [null],
    [''],
    ['5'],
    [-1],
    [1.5],
    [NaN],
    [Infinity],
    [2 ** 53],
    [[5]],
    [{}],
    [{ value: 5 }],
    [{ '@odata.count': 5 }],
    [{ error: { code: 'UnknownError' } }],
    [true],
  ])('does not take %p for a number of objects', (body) => {
    expect(() => countOf(ENDPOINT, body)).toThrow(GraphTransportError);
  });
});

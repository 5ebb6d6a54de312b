import fc from 'fast-check';
import { membersRequest, usersRequest } from '#test/graph/sampleRequests';
import { installsReport } from '#test/graph/sampleReports';
import { GraphProtocolError } from './errors/errors';
import {
  endpointName,
  forParameters,
  relativeUrl,
  withoutSelect,
  withoutTop,
  withTop,
} from './request';

function relativeUrlOf(query: Record<string, string>): string {
  return relativeUrl({ ...usersRequest, query });
}

function membersUrl(id: string): string {
  return relativeUrl(forParameters(membersRequest, { id }));
}

describe('relativeUrl', () => {
  test('selects what the declaration names, with the page size', () => {
    expect(relativeUrl(usersRequest)).toBe('/users?$select=id,name&$top=2');
  });

  test('ends with the path when there is no query', () => {
    expect(relativeUrlOf({})).toBe('/users');
  });

  test.each([
    ['a space', 'a b', 'a%20b'],
    ['an ampersand', 'a&$top=1', 'a%26%24top%3D1'],
    ['a plus', 'a+b', 'a%2Bb'],
    ['a hash', 'a#b', 'a%23b'],
    ['a percent sign', 'a%2Cb', 'a%252Cb'],
    ['a comma, which stays', 'a,b', 'a,b'],
    ['an umlaut', 'ä', '%C3%A4'],
  ])('encodes a query value with %s', (_, value, expected) => {
    expect(relativeUrlOf({ $filter: value })).toBe(
      `/users?$filter=${expected}`,
    );
  });

  test('keeps any query value what it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const url = new URL(`https://host${relativeUrlOf({ $filter: value })}`);
        expect([...url.searchParams]).toEqual([['$filter', value]]);
      }),
    );
  });

  test.each([
    ['a slash', 'a/b', 'a%2Fb'],
    ['a question mark', 'a?b', 'a%3Fb'],
    ['a brace', '{id}', '%7Bid%7D'],
  ])('encodes a parameter with %s', (_, value, expected) => {
    expect(membersUrl(value)).toBe(
      `/groups/${expected}/members?$select=id&$top=999`,
    );
  });

  test.each([
    ['missing', membersRequest],
    ['empty', forParameters(membersRequest, { id: '' })],
    ['of another name', forParameters(membersRequest, { ID: 'a' })],
  ])('refuses a parameter that is %s', (_, request) => {
    expect(() => relativeUrl(request)).toThrow(TypeError);
    expect(() => relativeUrl(request)).toThrow(
      '/groups/{id}/members needs a value for {id}',
    );
  });
});

test.each<[string, unknown]>([
  ['half of a character', 'a\ud800b'],
  ['a number', 5],
  ['an object', { toString: 1 }],
])('an id from Graph that is %s is part of no address', (_, id) => {
  const request = { ...membersRequest, parameters: { id } } as unknown;
  expect(() => relativeUrl(request as typeof membersRequest)).toThrow(
    new GraphProtocolError(
      'GET /beta/groups/{id}/members',
      'the id that Graph gave cannot be part of an address',
    ),
  );
});

describe('endpointName', () => {
  test('holds no id', () => {
    const request = forParameters(membersRequest, { id: 'secret' });
    expect(endpointName(request)).toBe('GET /beta/groups/{id}/members');
  });

  test('holds the method', () => {
    expect(endpointName(installsReport)).toBe(
      'POST /beta/deviceManagement/reports/getDeviceInstallStatusReport',
    );
  });
});

test('withoutSelect asks for all properties, and leaves all else as it is', () => {
  expect(relativeUrl(withoutSelect(usersRequest))).toBe('/users?$top=2');
});

describe('withoutTop', () => {
  test('leaves the size of pages to Graph, and all else as it is', () => {
    expect(relativeUrl(withoutTop(usersRequest))).toBe(
      '/users?$select=id,name',
    );
    expect({
      ...withoutTop(usersRequest),
      query: usersRequest.query,
    }).toEqual(usersRequest);
    expect(relativeUrl(usersRequest)).toContain('$top=2');
  });

  test('undoes any size, and changes nothing where there is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (top) => {
        const plain = withoutTop(usersRequest);
        expect(withoutTop(withTop(usersRequest, top))).toEqual(plain);
        expect(withoutTop(plain)).toEqual(plain);
      }),
    );
  });
});

import * as fc from 'fast-check';
import { NestingError, parseJson } from './json';
import { defaultLimits } from './limits';

const { maxNesting } = defaultLimits;

test('a byte order mark may come first', () => {
  expect(parseJson('\ufeff{"a":1}', maxNesting)).toEqual({ a: 1 });
});

test.each([
  ['objects', '{"a":', '}', 10],
  ['lists', '[', ']', 10],
  ['lists in objects', '{"a":[', ']}', 5],
])('%s may be as deep as the limit', (_, start, end, depth) => {
  const nested = (times: number) =>
    `${start.repeat(times)}1${end.repeat(times)}`;
  const text = nested(depth);
  expect(parseJson(text, 10)).toEqual(JSON.parse(text));
  expect(() => parseJson(nested(depth + 1), 10)).toThrow(NestingError);
});

test('texts do not mislead the search for nesting', () => {
  const value = { a: '}'.repeat(1_000), b: ']'.repeat(1_000) };
  expect(parseJson(JSON.stringify(value), 5)).toEqual(value);
});

test('nothing that real answers may hold is refused', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 12 }), (text) => {
      expect(parseJson(text, maxNesting)).toEqual(JSON.parse(text));
    }),
  );
});

test('only what looks nested is walked, and is searched for by a short text', () => {
  // V8 is much slower in searching for longer ones.
  expect(maxNesting).toBeLessThan(250);
  const walked = jest.spyOn(Object, 'values');
  const item = { id: 'x'.repeat(36), name: 'somebody', emails: ['a@b.c'] };
  const page = JSON.stringify({ value: new Array(1_000).fill(item) });
  parseJson(page, maxNesting);
  expect(walked).not.toHaveBeenCalled();
  parseJson(JSON.stringify({ a: '}'.repeat(maxNesting) }), maxNesting);
  expect(walked).toHaveBeenCalled();
});

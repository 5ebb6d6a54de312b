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

test('the search for nesting costs next to nothing compared to parsing', () => {
  const item = { id: 'x'.repeat(36), name: 'somebody', emails: ['a@b.c'] };
  const text = JSON.stringify({ value: new Array(50_000).fill(item) });
  const msOf = (parse: () => unknown) => {
    const startedAt = performance.now();
    parse();
    return performance.now() - startedAt;
  };
  // Measured: 0.01 to 0.03 more. On a busy machine it takes more rounds until both met no one else.
  let [plain, searched] = [Infinity, Infinity];
  for (let round = 0; round < 40 && !(searched / plain < 1.1); round += 1) {
    plain = Math.min(
      plain,
      msOf(() => JSON.parse(text) as unknown),
    );
    searched = Math.min(
      searched,
      msOf(() => parseJson(text, maxNesting)),
    );
  }
  expect(searched / plain).toBeLessThan(1.1);
});

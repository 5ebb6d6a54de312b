import * as fc from 'fast-check';
import { SeenPairs } from './seenPairs';

test('a pair is new once, whatever other pairs share its ends', () => {
  const seen = new SeenPairs();
  expect(seen.add('a', 1)).toBe(true);
  expect(seen.add('a', 2)).toBe(true);
  expect(seen.add('b', 1)).toBe(true);
  expect(seen.add('a', 1)).toBe(false);
  expect(seen.add('b', 1)).toBe(false);
});

test('it knows as much as a set of all pairs, of few and of many', () => {
  const pairs = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', '__proto__'), fc.nat(150)),
    { minLength: 100, maxLength: 600 },
  );
  fc.assert(
    fc.property(pairs, (list) => {
      const seen = new SeenPairs();
      const all = new Set<string>();
      for (const [first, second] of list) {
        const isNew = !all.has(`${first} ${second}`);
        all.add(`${first} ${second}`);
        expect(seen.add(first, second)).toBe(isNew);
      }
    }),
    { numRuns: 50 },
  );
});

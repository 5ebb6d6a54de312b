import * as fc from 'fast-check';
import { DistinctPairs } from './distinctPairs';

test('each pair is there once, whatever other pairs share its ends', () => {
  const pairs = new DistinctPairs();
  for (const [first, second] of [
    ['a', 2],
    ['a', 1],
    ['b', 2],
    ['a', 2],
  ] as const) {
    pairs.add(first, second);
  }
  expect([...pairs.secondsOf('a')]).toEqual([2, 1]);
  expect([...pairs.secondsOf('b')]).toEqual([2]);
  expect([...pairs.secondsOf('c')]).toEqual([]);
});

test('they are those of a set, in its order, of few and of many', () => {
  const firsts = ['a', 'b', '__proto__'];
  const list = fc.array(fc.tuple(fc.constantFrom(...firsts), fc.nat(150)), {
    minLength: 100,
    maxLength: 600,
  });
  fc.assert(
    fc.property(list, (added) => {
      const pairs = new DistinctPairs();
      added.forEach(([first, second]) => pairs.add(first, second));
      for (const first of firsts) {
        const seconds = added
          .filter(([other]) => other === first)
          .map(([, second]) => second);
        expect([...pairs.secondsOf(first)]).toEqual([...new Set(seconds)]);
      }
    }),
    { numRuns: 50 },
  );
});

import * as fc from 'fast-check';
import { DistinctNumbers } from './distinctNumbers';

test('a number is new once in each round', () => {
  const round = fc.array(fc.nat(500), { maxLength: 200 });
  fc.assert(
    fc.property(fc.array(round), (rounds) => {
      const numbers = new DistinctNumbers();
      for (const added of rounds) {
        const isNew = added.map((number) => numbers.add(number));
        expect(isNew).toEqual(added.map((n, at) => added.indexOf(n) === at));
        numbers.startOver();
      }
    }),
  );
});

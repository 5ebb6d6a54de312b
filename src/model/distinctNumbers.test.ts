import * as fc from 'fast-check';
import { DistinctNumbers } from './distinctNumbers';

test('they are those of a set, in its order, few or many', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(150), { maxLength: 400 }), (added) => {
      const numbers = new DistinctNumbers();
      const isNew = added.map((number) => numbers.add(number));
      expect(isNew).toEqual(added.map((n, at) => added.indexOf(n) === at));
      expect([...numbers]).toEqual([...new Set(added)]);
    }),
  );
});

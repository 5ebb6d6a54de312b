import fc from 'fast-check';
import { inParts } from './inParts';

test.each<[number[], number[][]]>([
  [[], []],
  [[1], [[1]]],
  [
    [1, 2, 3, 4],
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    [1, 2, 3],
    [[1, 2], [3]],
  ],
])('%j in twos', (items, parts) => {
  expect([...inParts(items, 2)]).toEqual(parts);
});

test('loses nothing and changes no order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat()),
      fc.integer({ min: 1, max: 9 }),
      (items, size) => {
        const parts = [...inParts(items.values(), size)];
        expect(parts.flat()).toEqual(items);
        expect(parts.slice(0, -1).every((p) => p.length === size)).toBe(true);
      },
    ),
  );
});

import * as fc from 'fast-check';
import { fulfills } from './compare';
import type { Operator } from './query';

describe('fulfills', () => {
  it.each<[unknown, Operator, string | number | boolean | undefined, boolean]>([
    ['Python', '=', 'Python', true],
    ['Python', '=', 'python', false],
    [true, '=', true, true],
    [true, '!=', true, false],
    [false, '!=', true, true],
    // As JupiterOne's table has it.
    [undefined, '=', 'Python', false],
    [undefined, '!=', 'Python', true],
    [undefined, '=', undefined, true],
    ['Python', '=', undefined, false],
    ['Python', '!=', undefined, true],
    [false, '=', undefined, false],
    [0, '=', undefined, false],
    [['a', 'b'], '=', 'b', true],
    [['a', 'b'], '!=', 'b', false],
    [['ab', 'cd'], '~=', 'd', true],
    [['ab', 'cd'], '^=', 'd', false],
    ['Python', '~=', 'tho', true],
    ['Python', '~=', 'THO', false],
    ['Python', '^=', 'Pyth', true],
    ['Python', '^=', 'thon', false],
    ['Python', '^=', '', true],
    [undefined, '^=', '', false],
    [5, '<', 6, true],
    [6, '<', 6, false],
    [6, '<=', 6, true],
    [6, '>', 6, false],
    [6, '>=', 6, true],
    [undefined, '<', 6, false],
    [undefined, '>=', 6, false],
  ])('%j %s %j: %j', (actual, operator, operand, isFulfilled) => {
    expect(fulfills(actual, operator, operand)).toBe(isFulfilled);
  });

  it.each<[unknown, Operator, string | number | boolean | undefined]>([
    [2, '=', '2'],
    ['true', '=', true],
    [2, '!=', '2'],
    [[1], '<', 2],
    ['a', '<', 2],
    ['a', '<', 'b'],
    [12, '~=', '1'],
    [12, '^=', 1],
    [1, '<', undefined],
    ['a', '~=', undefined],
    [{ a: 1 }, '=', 'a'],
  ])('%j %s %j is a mistake', (actual, operator, operand) => {
    expect(() => fulfills(actual, operator, operand)).toThrow();
  });

  const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean());

  it('takes null for absent, and != for the opposite of =', () => {
    fc.assert(
      fc.property(fc.option(plain), plain, (actual, other) => {
        const operand = typeof actual === typeof other ? other : undefined;
        const isEqual = fulfills(actual, '=', operand);
        expect(fulfills(actual, '!=', operand)).toBe(!isEqual);
        expect(fulfills(actual ?? undefined, '=', operand)).toBe(isEqual);
        expect(isEqual).toBe((actual ?? undefined) === operand);
      }),
    );
  });

  it('orders numbers as numbers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (one, other) => {
        expect(fulfills(one, '<', other)).toBe(one < other);
        expect(fulfills(one, '<=', other)).toBe(one <= other);
        expect(fulfills(one, '>', other)).toBe(one > other);
        expect(fulfills(one, '>=', other)).toBe(one >= other);
      }),
    );
  });

  it('fulfills with a list what one of its items does', () => {
    const lists = fc.array(fc.constantFrom('a', 'ab', 'b'), { maxLength: 3 });
    fc.assert(
      fc.property(lists, fc.constantFrom('a', 'b'), (list, text) => {
        for (const operator of ['=', '~=', '^='] as const) {
          expect(fulfills(list, operator, text)).toBe(
            list.some((item) => fulfills(item, operator, text)),
          );
        }
      }),
    );
  });
});

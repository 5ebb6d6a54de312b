import fc from 'fast-check';
import { allowances, allowed, isShort, type AllowanceName } from './allowances';

const names = Object.keys(allowances) as AllowanceName[];
const anyName = fc.constantFrom(...names);

describe('how many may be left out', () => {
  it.each<[AllowanceName, [total: number, limit: number][]]>([
    [
      'changes',
      [
        [0, 0],
        [1, 0],
        [2, 1],
        [4, 2],
        [6, 3],
        [150, 3],
        [151, 4],
        [1_000, 20],
      ],
    ],
    [
      'counts',
      [
        [0, 0],
        [1, 0],
        [2, 1],
        [50, 1],
        [51, 2],
        [1_000, 20],
      ],
    ],
    [
      'rows',
      [
        [0, 0],
        [1, 0],
        [2, 1],
        [19, 9],
        [20, 10],
        [500, 10],
        [501, 11],
      ],
    ],
    [
      'unlisted',
      [
        [1, 0],
        [20, 10],
        [100, 10],
        [101, 11],
        [1_000, 100],
      ],
    ],
    [
      'outsiders',
      [
        [1, 0],
        [20, 10],
        [21, 10],
        [1_000, 500],
      ],
    ],
  ])('of %s', (name, table) => {
    expect(table.map(([total]) => [total, allowed(total, name)])).toEqual(
      table,
    );
  });

  it('are all in the table above', () => {
    expect(names).toEqual([
      'changes',
      'counts',
      'rows',
      'unlisted',
      'outsiders',
    ]);
  });

  it('is a whole number, never more than half, and never less of more', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), anyName, (total, name) => {
        const limit = allowed(total, name);
        expect(Number.isInteger(limit)).toBe(true);
        expect(limit).toBeGreaterThanOrEqual(0);
        expect(limit).toBeLessThanOrEqual(total / 2);
        expect(limit).toBeLessThanOrEqual(allowed(total + 1, name));
        expect(limit).toBeLessThanOrEqual(
          Math.max(
            allowances[name].few,
            Math.ceil(total * allowances[name].share),
          ),
        );
      }),
    );
  });
});

describe('what is short', () => {
  it.each<[received: number, counted: number, expected: boolean]>([
    [0, 0, false],
    [0, 1, true],
    [0, 2, true],
    [1, 2, false],
    [1, 3, true],
    [49, 50, false],
    [48, 50, true],
    [98, 100, false],
    [97, 100, true],
    [980, 1_000, false],
    [979, 1_000, true],
    [5, 3, false],
  ])('%d of %d: %p', (received, counted, expected) => {
    expect(isShort(received, counted)).toBe(expected);
  });

  it('is what is less than the allowance leaves, nothing of something always', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.nat(10_000),
        anyName,
        (received, counted, name) => {
          expect(isShort(received, counted, name)).toBe(
            counted - received > allowed(counted, name),
          );
          expect(isShort(0, counted, name)).toBe(counted > 0);
        },
      ),
    );
  });
});

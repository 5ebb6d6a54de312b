import fc from 'fast-check';
import { coveringArray, type Row } from './covering';

const anyCounts = fc.array(fc.integer({ min: 1, max: 5 }), {
  minLength: 2,
  maxLength: 7,
});

/** `0=1 2=0`: the second answer to the first doubt, and the first to the third. */
const pairsIn = (rows: readonly Row[]) =>
  new Set(
    rows.flatMap((row) =>
      row.flatMap((answer, doubt) =>
        row
          .slice(doubt + 1)
          .map((it, index) => `${doubt}=${answer} ${doubt + 1 + index}=${it}`),
      ),
    ),
  );

function countPairs(counts: readonly number[]): number {
  return counts.reduce(
    (sum, count, index) =>
      sum + counts.slice(index + 1).reduce((all, it) => all + count * it, 0),
    0,
  );
}

test('every pair of answers is in a row, and every answer is one', () => {
  fc.assert(
    fc.property(anyCounts, fc.nat(), (counts, seed) => {
      const rows = coveringArray(counts, seed);
      expect(pairsIn(rows).size).toBe(countPairs(counts));
      for (const row of rows) {
        row.forEach((answer, doubt) =>
          expect(answer).toBeLessThan(counts[doubt]),
        );
      }
    }),
  );
});

test('no row is there for nothing', () => {
  fc.assert(
    fc.property(anyCounts, fc.nat(), (counts, seed) => {
      const rows = coveringArray(counts, seed);
      rows.forEach((_, index) =>
        expect(pairsIn(rows.slice(0, index + 1)).size).toBeGreaterThan(
          pairsIn(rows.slice(0, index)).size,
        ),
      );
    }),
  );
});

test('it is far smaller than all combinations, and the same for the same seed', () => {
  const counts = [8, 8, 8, 3, 3, 3, 2, 2, 2, 2];
  const rows = coveringArray(counts, 7);
  expect(rows.length).toBeLessThan(110);
  expect(rows).toEqual(coveringArray(counts, 7));
  expect(rows).not.toEqual(coveringArray(counts, 8));
});

/** The time that a quota takes at least. */
import { assert, constantFrom, double, integer, property } from 'fast-check';
import type { Quota } from './quotas';
import { quotaFloorMs, type BucketReport } from './report';
import { createTokenBucket } from './tokenBucket';

const directory: BucketReport = {
  name: 'directory',
  limit: 8_000,
  windowMs: 10_000,
  charged: 0,
  refused: 0,
};
const reports: BucketReport = {
  ...directory,
  name: 'reports',
  limit: 100,
  windowMs: 20_000,
};

test.each([
  [0, 0],
  [8_000, 0],
  [8_800, 1_000],
  [40_000, 40_000],
])('%d resource units of a large tenant take %d ms', (charged, expected) => {
  const floor = quotaFloorMs({ buckets: [{ ...directory, charged }] });
  expect(floor).toEqual({
    buckets: { directory: expected },
    largest: expected,
  });
});

test('another client takes its share of what flows back', () => {
  const buckets = [{ ...reports, charged: 200, otherShare: 0.5 }];
  expect(quotaFloorMs({ buckets }).largest).toBe(40_000);
});

test('of a limit below one, one call passes at once', () => {
  const exportJobs: BucketReport = {
    ...reports,
    name: 'exportJobs',
    limit: 0.5,
  };
  const floorOf = (charged: number) =>
    quotaFloorMs({ buckets: [{ ...exportJobs, charged }] }).largest;
  expect([1, 2, 3].map(floorOf)).toEqual([0, 40_000, 80_000]);
});

/** Asks for one unit after the other, each as soon as there is room for it. */
function fastestMs(quota: Quota, units: number): number {
  const bucket = createTokenBucket(quota, 0);
  let now = 0;
  for (let unit = 0; unit < units; unit += 1) {
    for (
      let wait = bucket.waitFor(Math.min(1, quota.limit), now);
      wait > 0;
      wait = bucket.waitFor(Math.min(1, quota.limit), now)
    ) {
      now += 1;
    }
    bucket.take(1, now);
  }
  return now;
}

test('nobody is faster than the floor, and whoever wastes nothing is hardly slower', () => {
  assert(
    property(
      double({ min: 0.3, max: 30, noNaN: true }),
      constantFrom(0, 0.25, 0.5),
      integer({ min: 1, max: 90 }),
      (limit, otherShare, charged) => {
        const quota = { ...directory, windowMs: 400, limit, otherShare };
        const floor = quotaFloorMs({ buckets: [{ ...quota, charged }] });
        const fastest = fastestMs(quota, charged);
        // The clock has whole milliseconds, and the other client takes fortieth parts of a window at once.
        expect(fastest).toBeGreaterThanOrEqual(floor.largest - 1);
        // A call waits for a full bucket where the limit is below one, and the bucket is full only between two of these parts.
        const perCall = limit < 1 && otherShare > 0 ? 1 + 400 / 40 : 1;
        const slowest =
          floor.largest +
          (3 * 400) / 40 / (1 - otherShare) +
          charged * perCall +
          1;
        // Sums of fractions miss a whole number by less than a thousandth.
        expect(fastest).toBeLessThanOrEqual(slowest + 0.001);
      },
    ),
    { numRuns: 30 },
  );
});

test('the slowest bucket decides', () => {
  const buckets = [
    { ...directory, charged: 16_000 },
    { ...reports, charged: 200 },
  ];
  expect(quotaFloorMs({ buckets })).toEqual({
    buckets: { directory: 10_000, reports: 20_000 },
    largest: 20_000,
  });
  expect(quotaFloorMs({ buckets: [] }).largest).toBe(0);
});

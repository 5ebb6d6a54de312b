/** The arithmetic of a bucket: a burst of the limit, then limit / window. */
import { assert, integer, property, tuple, array } from 'fast-check';
import { createTokenBucket } from './tokenBucket';

const quota = { name: 'directory', limit: 100, windowMs: 10_000 } as const;

test('a full bucket passes a burst of its limit and no more', () => {
  const bucket = createTokenBucket(quota, 0);
  bucket.take(99, 0);
  expect(bucket.waitFor(1, 0)).toBe(0);
  bucket.take(1, 0);
  expect(bucket.waitFor(1, 0)).toBe(100);
});

test('it refills all the time, up to the limit', () => {
  const bucket = createTokenBucket(quota, 0);
  bucket.take(100, 0);
  expect(bucket.waitFor(50, 4_000)).toBe(1_000);
  expect(bucket.waitFor(50, 5_000)).toBe(0);
  expect(bucket.waitFor(101, 60_000)).toBe(100);
});

test('what was given back can be taken again, once', () => {
  const bucket = createTokenBucket(quota, 0);
  bucket.take(100, 0);
  bucket.giveBack(3);
  expect(bucket.waitFor(3, 0)).toBe(0);
  bucket.giveBack(1_000);
  expect(bucket.waitFor(101, 0)).toBe(100);
});

test('another client takes its share of what flows back, and we get the rest', () => {
  const shared = createTokenBucket({ ...quota, otherShare: 0.5 }, 0);
  shared.take(100, 0);
  // 50 of 100 in a window, less the part that the other one has just taken.
  expect(shared.waitFor(49, 10_000)).toBeGreaterThan(0);
  expect(shared.waitFor(48.7, 10_000)).toBe(0);
});

test('while nobody else asks, the bucket is full but for one part of the other client', () => {
  const shared = createTokenBucket({ ...quota, otherShare: 0.5 }, 0);
  expect(shared.waitFor(98.7, 60_000)).toBe(0);
  expect(shared.waitFor(100, 60_000)).toBeGreaterThan(0);
});

test('a wait that was named is too short where another client takes its share', () => {
  const shared = createTokenBucket({ ...quota, otherShare: 0.5 }, 0);
  shared.take(100, 0);
  const wait = shared.waitFor(10, 0);
  expect(shared.waitFor(10, wait)).toBeGreaterThan(0);
});

test('a debt is paid before anything passes', () => {
  const bucket = createTokenBucket(quota, 0);
  bucket.take(150, 0);
  expect(bucket.waitFor(1, 0)).toBe(5_100);
});

test('after the wait there is enough, and in no time passes more than a burst and the refill', () => {
  const steps = array(
    tuple(integer({ min: 1, max: 30 }), integer({ min: 0, max: 700 })),
    { maxLength: 100 },
  );
  assert(
    property(steps, (arrivals) => {
      const bucket = createTokenBucket(quota, 0);
      let now = 0;
      let taken = 0;
      for (const [units, pause] of arrivals) {
        now += pause;
        now += bucket.waitFor(units, now);
        expect(bucket.waitFor(units, now)).toBe(0);
        bucket.take(units, now);
        taken += units;
        const most = quota.limit + (now * quota.limit) / quota.windowMs;
        expect(taken).toBeLessThanOrEqual(most + 1e-3);
      }
    }),
  );
});

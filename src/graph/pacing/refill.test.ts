import fc from 'fast-check';
import { Refill } from './refill';

const WINDOW_MS = 1_000;
const ALLOWANCE = 10;

/** Of a service that was found to refill at time 0. */
function known(): Refill {
  const refill = new Refill(WINDOW_MS);
  refill.learn(0, ALLOWANCE, 0);
  refill.try();
  refill.answered(true, 0);
  return refill;
}

const take = (refill: Refill, cost: number, now: number, kept = 0) =>
  refill.take(cost, kept, ALLOWANCE, now);

describe('the request that finds out how a service counts', () => {
  test('waits until a service that refills has room for it', () => {
    const refill = new Refill(WINDOW_MS);
    expect(refill.untilTrial(1, ALLOWANCE, 0)).toBe(Infinity);
    refill.learn(100, ALLOWANCE, 150);
    expect(refill.untilTrial(3, ALLOWANCE, 150)).toBe(250);
    expect(refill.untilTrial(3, ALLOWANCE, 500)).toBe(0);
  });

  test.each([
    ['granted', true],
    ['refused', false],
  ])('decides when it is %s, and is sent only once', (_, isGranted) => {
    const refill = new Refill(WINDOW_MS);
    refill.learn(0, ALLOWANCE, 0);
    refill.try();
    expect(refill.untilTrial(1, ALLOWANCE, 500)).toBe(Infinity);
    refill.answered(isGranted, 500);
    expect(refill.isKnown).toBe(isGranted);
    refill.learn(600, ALLOWANCE, 600);
    refill.try();
    refill.answered(!isGranted, 700);
    expect(refill.isKnown).toBe(isGranted);
  });

  test('waits from the last request on for which every service has room', () => {
    const refill = new Refill(WINDOW_MS);
    refill.learn(0, ALLOWANCE, 0);
    refill.used(700);
    expect(refill.untilTrial(3, ALLOWANCE, 700)).toBe(300);
    refill.try();
    refill.used(800);
    refill.answered(true, 900);
    expect(refill.isKnown).toBe(true);
  });

  test('is sent again when it gets no answer', () => {
    const refill = new Refill(WINDOW_MS);
    refill.lost(0);
    expect(refill.untilTrial(1, ALLOWANCE, 0)).toBe(Infinity);
    refill.learn(0, ALLOWANCE, 0);
    refill.try();
    refill.lost(500);
    refill.answered(true, 600);
    expect(refill.isKnown).toBe(false);
    expect(refill.untilTrial(1, ALLOWANCE, 500)).toBe(100);
  });

  test('is not sent after a pause in which a window may have begun', () => {
    const refill = new Refill(WINDOW_MS);
    refill.learn(0, ALLOWANCE, 5_000);
    expect(refill.untilTrial(1, ALLOWANCE, 99_000)).toBe(Infinity);
    refill.try();
    refill.answered(true, 99_000);
    expect(refill.isKnown).toBe(false);
  });
});

describe('the allowance of a service that refills', () => {
  test('comes back evenly', () => {
    const refill = known();
    expect(take(refill, 1, 0)).toBe(100);
    expect(take(refill, 1, 100)).toBe(0);
    expect(take(refill, 5, 200)).toBe(400);
    expect(take(refill, 5, 600)).toBe(0);
  });

  test('is never more than one allowance at once', () => {
    const refill = known();
    expect(take(refill, 10, 60_000)).toBe(0);
    expect(take(refill, 1, 60_000)).toBe(100);
  });

  test('leaves units to others when asked to', () => {
    const refill = known();
    expect(take(refill, 5, 1_000, 6)).toBe(0);
    expect(take(refill, 5, 1_000, 6)).toBe(500);
    expect(take(refill, 5, 1_000)).toBe(0);
  });

  test('is taken as a whole by what costs more, which waits for one window', () => {
    const refill = known();
    expect(take(refill, 40, 500)).toBe(500);
    expect(take(refill, 40, 1_000)).toBe(0);
    expect(take(refill, 40, 1_000, 3)).toBe(1_000);
    expect(take(refill, 40, 2_000)).toBe(0);
  });

  test('pays for requests that cost more than expected, with one window at most', () => {
    const refill = known();
    expect(take(refill, 1, 1_000)).toBe(0);
    refill.add(-14);
    expect(take(refill, 1, 1_000)).toBe(600);
    refill.add(-1_000);
    expect(take(refill, 1, 1_000)).toBe(1_100);
  });

  test('is empty after a refusal', () => {
    const refill = known();
    expect(take(refill, 1, 1_000)).toBe(0);
    refill.learn(1_000, ALLOWANCE, 1_000);
    expect(take(refill, 1, 1_000)).toBe(100);
  });

  test('comes back during the pause after a refusal, from the last grant on', () => {
    const refused = known();
    expect(take(refused, 1, 1_000)).toBe(0);
    refused.learn(1_000, ALLOWANCE, 1_090);
    expect(take(refused, 1, 1_090)).toBe(10);
    const granted = known();
    expect(take(granted, 1, 1_000)).toBe(0);
    granted.granted(1_050);
    granted.granted(900);
    granted.learn(1_000, ALLOWANCE, 1_090);
    expect(take(granted, 1, 1_090)).toBe(60);
  });

  test('is exceeded in a window by one allowance at most, whatever comes when', () => {
    const requests = fc.array(
      fc.record({
        pauseMs: fc.nat({ max: 700 }),
        cost: fc.integer({ min: 1, max: 12 }),
      }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(requests, (asked) => {
        const refill = known();
        let now = 0;
        const taken = asked.flatMap(({ pauseMs, cost }) => {
          now += pauseMs;
          const units = Math.min(cost, ALLOWANCE);
          return take(refill, cost, now) === 0 ? [{ at: now, units }] : [];
        });
        for (const { at: begin } of taken) {
          const used = taken
            .filter(({ at }) => at >= begin && at < begin + WINDOW_MS)
            .reduce((sum, { units }) => sum + units, 0);
          expect(used).toBeLessThanOrEqual(2 * ALLOWANCE);
        }
      }),
    );
  });
});

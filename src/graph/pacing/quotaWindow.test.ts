import fc from 'fast-check';
import { QuotaWindow } from './quotaWindow';
import { directoryLimit, directoryLimits, type Quota } from './workloads';

const QUOTA: Quota = { limit: 100, windowMs: 1_000, inFlight: 1 };

interface Charge {
  readonly at: number;
  readonly cost: number;
}

/** Takes the cost, however long that lasts; returns when it was admitted. */
function takeFrom(window: QuotaWindow, cost: number, now: number): number {
  const wait = window.take(cost, now);
  return wait === 0 ? now : takeFrom(window, cost, now + wait);
}

/** The most that any window of `windowMs` holds; it is enough to look at those that begin with a charge. */
function fullestWindow(charges: readonly Charge[], windowMs: number): number {
  return Math.max(
    ...charges.map(({ at: begin }) =>
      charges
        .filter(({ at }) => at >= begin && at < begin + windowMs)
        .reduce((sum, { cost }) => sum + cost, 0),
    ),
  );
}

/** What happens to a window: some time passes, a throttling perhaps, then a request. */
const events = fc.array(
  fc.record({
    pauseMs: fc.nat({ max: 3_000 }),
    cost: fc.integer({ min: 1, max: 100 }),
    isThrottled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('QuotaWindow', () => {
  test('begins at 80 % of the documented limit', () => {
    const window = new QuotaWindow(QUOTA, 0);
    expect(window.allowance).toBe(80);
    expect(window.take(80, 0)).toBe(0);
    expect(window.take(1, 0)).toBe(1_000);
  });

  test('says how long to wait for the oldest charge to go', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.take(50, 0);
    window.take(30, 400);
    expect(window.take(20, 700)).toBe(300);
    expect(window.take(20, 999)).toBe(1);
    expect(window.take(20, 1_000)).toBe(0);
  });

  test('takes nothing when it makes somebody wait', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.take(70, 0);
    expect(window.take(20, 0)).toBeGreaterThan(0);
    expect(window.take(10, 0)).toBe(0);
  });

  test('gives a window of its own to what costs more than the allowance', () => {
    const window = new QuotaWindow(QUOTA, 0);
    expect(window.take(500, 0)).toBe(0);
    expect(window.take(1, 999)).toBe(1);
    window.take(1, 1_000);
    expect(window.take(500, 1_500)).toBe(500);
    expect(window.take(500, 2_000)).toBe(0);
  });

  test('grows by 5 % of the limit a quiet window, up to the limit', () => {
    const window = new QuotaWindow(QUOTA, 0);
    const allowances = [999, 1_000, 2_000, 4_000, 9_000].map((now) => {
      window.take(0, now);
      return window.allowance;
    });
    expect(allowances).toEqual([80, 85, 90, 100, 100]);
  });

  test('halves, not below 5 %, and recovers', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.halve(0);
    expect(window.allowance).toBe(40);
    for (let times = 0; times < 9; times += 1) {
      window.halve(500);
    }
    expect(window.allowance).toBe(5);
    window.take(0, 1_499);
    expect(window.allowance).toBe(5);
    window.take(0, 1_500);
    expect(window.allowance).toBe(10);
  });

  test('always allows something', () => {
    const window = new QuotaWindow({ ...QUOTA, limit: 2 }, 0);
    window.halve(0);
    window.halve(0);
    expect(window.allowance).toBe(1);
  });

  test('raises its limit, and never lowers it', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.raiseLimit(200);
    expect(window.allowance).toBe(160);
    window.raiseLimit(100);
    expect(window.allowance).toBe(160);
  });

  test('holds no more than the documented limit in any window, wherever it begins', () => {
    fc.assert(
      fc.property(events, (happening) => {
        const window = new QuotaWindow(QUOTA, 0);
        let now = 0;
        const charges = happening.map(({ pauseMs, cost, isThrottled }) => {
          now += pauseMs;
          if (isThrottled) {
            window.halve(now);
          }
          now = takeFrom(window, cost, now);
          return { at: now, cost };
        });
        expect(fullestWindow(charges, QUOTA.windowMs)).toBeLessThanOrEqual(
          QUOTA.limit,
        );
      }),
    );
  });

  test('makes nobody wait for more than one window at a time', () => {
    fc.assert(
      fc.property(events, (happening) => {
        const window = new QuotaWindow(QUOTA, 0);
        let now = 0;
        for (const { pauseMs, cost } of happening) {
          now += pauseMs;
          const wait = window.take(cost, now);
          expect(wait).toBeLessThanOrEqual(QUOTA.windowMs);
          expect(wait).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('directoryLimit', () => {
  test.each([
    [0, directoryLimits.small],
    [49, directoryLimits.small],
    [50, directoryLimits.medium],
    [500, directoryLimits.medium],
    [501, directoryLimits.large],
    [500_000, directoryLimits.large],
  ])('for %d users is %d', (users, limit) => {
    expect(directoryLimit(users)).toBe(limit);
  });
});

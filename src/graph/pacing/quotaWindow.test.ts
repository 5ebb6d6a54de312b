import fc from 'fast-check';
import { QuotaWindow } from './quotaWindow';
import { directoryLimit, directoryLimits, type Quota } from './workloads';

const QUOTA: Quota = { limit: 100, windowMs: 1_000, inFlight: 1 };

interface Counted {
  readonly at: number;
  readonly cost: number;
}

/** Sends a request that is answered at once. */
function send(window: QuotaWindow, cost: number, now: number): number {
  const wait = window.charge(cost, now);
  if (wait === 0) {
    window.answered(cost, now);
  }
  return wait;
}

/** The most that any window of `windowMs` holds; it is enough to look at those that begin with a charge. */
function fullestWindow(charges: readonly Counted[], windowMs: number): number {
  return Math.max(
    ...charges.map(({ at: begin }) =>
      charges
        .filter(({ at }) => at >= begin && at < begin + windowMs)
        .reduce((sum, { cost }) => sum + cost, 0),
    ),
  );
}

interface Happening {
  readonly pauseMs: number;
  readonly cost: number;
  readonly takesMs: number;
  /** When Graph counts the request: 0 for its sending, 1 for its answer. */
  readonly arrival: number;
  readonly isThrottled: boolean;
}

/** Some time passes, then comes a request, which may be throttled. */
const events = fc.array(
  fc.record<Happening>({
    pauseMs: fc.nat({ max: 3_000 }),
    cost: fc.integer({ min: 1, max: 100 }),
    takesMs: fc.nat({ max: 2_000 }),
    arrival: fc.double({ min: 0, max: 1, noNaN: true }),
    isThrottled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

/** Sends one request after the other, each as soon as it may; returns what Graph counts, and when. */
function simulate(happening: readonly Happening[]): Counted[] {
  const window = new QuotaWindow(QUOTA, 0);
  let now = 0;
  let underWay: { sentAt: number; endsAt: number; event: Happening }[] = [];
  const passTo = (time: number) => {
    const ended = underWay.filter(({ endsAt }) => endsAt <= time);
    underWay = underWay.filter(({ endsAt }) => endsAt > time);
    for (const { sentAt, endsAt, event } of ended.sort(
      (a, b) => a.endsAt - b.endsAt,
    )) {
      if (event.isThrottled) {
        window.throttled(sentAt, endsAt);
      }
      window.answered(event.cost, endsAt);
    }
    now = time;
  };
  return happening.map((event) => {
    passTo(now + event.pauseMs);
    for (
      let wait = window.charge(event.cost, now);
      wait > 0;
      wait = window.charge(event.cost, now)
    ) {
      const firstEnd = Math.min(...underWay.map(({ endsAt }) => endsAt));
      passTo(Math.min(now + wait, firstEnd));
    }
    underWay.push({ sentAt: now, endsAt: now + event.takesMs, event });
    return { at: now + event.takesMs * event.arrival, cost: event.cost };
  });
}

describe('QuotaWindow', () => {
  test('begins at 80 % of the documented limit', () => {
    const window = new QuotaWindow(QUOTA, 0);
    expect(window.allowance).toBe(80);
    expect(send(window, 80, 0)).toBe(0);
    expect(window.charge(1, 0)).toBe(1_000);
  });

  test('says how long to wait for the first charge to go', () => {
    const window = new QuotaWindow(QUOTA, 0);
    send(window, 50, 0);
    send(window, 30, 400);
    expect(window.charge(20, 700)).toBe(300);
    expect(window.charge(20, 999)).toBe(1);
    expect(window.charge(20, 1_000)).toBe(0);
  });

  test('keeps a charge until a window after the answer: Graph may have counted it then', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.charge(80, 0);
    expect(window.charge(1, 500)).toBe(Infinity);
    window.answered(80, 500);
    expect(window.charge(20, 500)).toBe(1_000);
    expect(window.charge(20, 1_500)).toBe(0);
  });

  test('knows of answers that end late when they began', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.charge(40, 0);
    window.charge(40, 0);
    window.answered(40, 300);
    window.answered(40, 100);
    expect(window.charge(40, 400)).toBe(700);
    expect(window.charge(40, 1_100)).toBe(0);
    expect(window.charge(60, 1_299)).toBe(1);
  });

  test('takes nothing when it makes somebody wait', () => {
    const window = new QuotaWindow(QUOTA, 0);
    send(window, 70, 0);
    expect(window.charge(20, 0)).toBeGreaterThan(0);
    expect(window.charge(10, 0)).toBe(0);
  });

  test('gives a window of its own to what costs more than the allowance', () => {
    const window = new QuotaWindow(QUOTA, 0);
    expect(send(window, 500, 0)).toBe(0);
    expect(window.charge(1, 999)).toBe(1);
    send(window, 1, 1_000);
    expect(window.charge(500, 1_500)).toBe(500);
    expect(window.charge(500, 2_000)).toBe(0);
  });

  test('grows to the limit in one quiet window', () => {
    const window = new QuotaWindow(QUOTA, 0);
    const allowances = [999, 1_000, 2_000].map((now) => {
      send(window, 0, now);
      return window.allowance;
    });
    expect(allowances).toEqual([80, 100, 100]);
  });

  test('grows by 5 % of the limit a quiet window once it was halved', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.throttled(0, 0);
    const allowances = [999, 1_000, 2_000, 11_000, 99_000].map((now) => {
      send(window, 0, now);
      return window.allowance;
    });
    expect(allowances).toEqual([40, 45, 50, 95, 100]);
  });

  test('leaves a share to others when asked to', () => {
    const window = new QuotaWindow(QUOTA, 0);
    send(window, 70, 0);
    expect(window.charge(9, 0, 0.02)).toBe(1_000);
    expect(window.charge(8, 0, 0.02)).toBe(0);
    expect(window.charge(2, 0)).toBe(0);
  });

  test('halves once for all that was sent before, however often it is throttled', () => {
    const window = new QuotaWindow(QUOTA, 0);
    for (const sentAt of [0, 1, 2, 250, 500, 999]) {
      window.throttled(sentAt, 1_000);
    }
    expect(window.allowance).toBe(40);
  });

  test('halves once a window, however short Retry-After is', () => {
    const window = new QuotaWindow(QUOTA, 0);
    const allowances = [0, 249, 498, 999, 1_000, 1_900, 2_000].map((now) => {
      window.throttled(now, now);
      return window.allowance;
    });
    expect(allowances).toEqual([40, 40, 40, 40, 20, 20, 10]);
  });

  test('does not halve below 5 %, and recovers', () => {
    const window = new QuotaWindow(QUOTA, 0);
    for (let times = 0; times < 9; times += 1) {
      window.throttled(times * 1_000, times * 1_000);
    }
    expect(window.allowance).toBe(5);
    send(window, 0, 8_999);
    expect(window.allowance).toBe(5);
    send(window, 0, 9_000);
    expect(window.allowance).toBe(10);
  });

  test('recovers a window after the last throttling, not after the last halving', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.throttled(0, 0);
    window.throttled(0, 800);
    send(window, 0, 1_799);
    expect(window.allowance).toBe(40);
    send(window, 0, 1_800);
    expect(window.allowance).toBe(45);
  });

  test('always allows something', () => {
    const window = new QuotaWindow({ ...QUOTA, limit: 2 }, 0);
    window.throttled(0, 0);
    window.throttled(1_000, 1_000);
    expect(window.allowance).toBe(1);
  });

  test('raises its limit, and never lowers it', () => {
    const window = new QuotaWindow(QUOTA, 0);
    window.raiseLimit(200);
    expect(window.allowance).toBe(160);
    window.raiseLimit(100);
    expect(window.allowance).toBe(160);
  });

  test('lets no window of Graph hold more than the documented limit, whenever requests arrive', () => {
    fc.assert(
      fc.property(events, (happening) => {
        const charges = simulate(happening);
        expect(fullestWindow(charges, QUOTA.windowMs)).toBeLessThanOrEqual(
          QUOTA.limit,
        );
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

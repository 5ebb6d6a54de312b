import fc from 'fast-check';
import {
  countings,
  QuotaService,
  type Counting,
  type ServiceOptions,
} from './service';
import { fullestWindow, type Granted } from './windowFixture';

const OPTIONS: ServiceOptions = {
  counting: 'sliding',
  windowMs: 1_000,
  limitAt: () => 10,
  retryAfter: 'seconds',
  otherShare: 0,
};

const asked = fc.array(
  fc.record({
    pauseMs: fc.nat({ max: 300 }),
    cost: fc.integer({ min: 1, max: 10 }),
  }),
  { minLength: 1, maxLength: 80 },
);

/** The most that any window of the service's own kind holds, above what it grants. */
const excess: Record<Counting, (granted: readonly Granted[]) => number> = {
  fixed: (granted) => {
    const used = new Map<number, number>();
    for (const { at, cost } of granted) {
      const window = Math.floor(at / 1_000 + 0.37);
      used.set(window, (used.get(window) ?? 0) + cost);
    }
    return Math.max(0, ...used.values()) - 10;
  },
  sliding: (granted) => fullestWindow(granted, 1_000) - 10,
  // A burst of the limit, and what came back since.
  bucket: (granted) => fullestWindow(granted, 1_000) - 20,
};

test.each(countings)(
  '%s windows hold what is granted, and no more',
  (counting) => {
    fc.assert(
      fc.property(asked, (requests) => {
        const service = new QuotaService({ ...OPTIONS, counting });
        let now = 0;
        const granted = requests.flatMap(({ pauseMs, cost }) => {
          now += pauseMs;
          return service.ask(cost, now) ? [{ at: now, cost }] : [];
        });
        expect(excess[counting](granted)).toBeLessThanOrEqual(0);
      }),
    );
  },
);

test.each(countings)(
  '%s windows grant all of it, and have room again when they say so',
  (counting) => {
    const service = new QuotaService({ ...OPTIONS, counting });
    const granted = Array.from({ length: 12 }, () => service.ask(1, 0));
    expect(granted.filter((isGranted) => isGranted)).toHaveLength(10);
    const waitMs = service.retryAfterMs(1, 0) ?? 0;
    expect(service.hasRoom(1, waitMs)).toBe(true);
  },
);

test.each(countings)(
  '%s windows grant a request that costs more than a window',
  (counting) => {
    const service = new QuotaService({ ...OPTIONS, counting });
    expect(service.ask(40, 0)).toBe(true);
    expect(service.ask(1, 1)).toBe(false);
    expect(service.ask(40, 4_000)).toBe(true);
  },
);

test.each([
  ['seconds', 1_000],
  ['date', 1_500],
  ['none', undefined],
  ['always 1', 1_000],
] as const)('a refusal with %s asks for %s ms', (retryAfter, waitMs) => {
  const service = new QuotaService({ ...OPTIONS, retryAfter });
  service.ask(10, 0);
  expect(service.retryAfterMs(1, 100)).toBe(waitMs);
});

test('only whole seconds are asked for, and the load does not matter where it is always one', () => {
  const options = { ...OPTIONS, windowMs: 5_000 };
  const service = new QuotaService(options);
  service.ask(10, 0);
  expect(service.retryAfterMs(1, 100)).toBe(5_000);
  const careless = new QuotaService({ ...options, retryAfter: 'always 1' });
  careless.ask(10, 0);
  expect(careless.retryAfterMs(1, 100)).toBe(1_000);
});

test('another client takes its share', () => {
  const service = new QuotaService({ ...OPTIONS, otherShare: 0.5 });
  expect(service.hasRoom(10, 0)).toBe(true);
  service.ask(1, 900);
  expect(service.hasRoom(5, 900)).toBe(false);
});

test('what is granted changes', () => {
  const service = new QuotaService({
    ...OPTIONS,
    limitAt: (now) => (now < 1_000 ? 10 : 5),
  });
  expect(service.hasRoom(6, 0)).toBe(true);
  service.ask(3, 900);
  expect(service.hasRoom(3, 1_000)).toBe(false);
});

/** Whatever a service answers, what waits is let through in the end, and no window holds more than the documented limit. */
import fc from 'fast-check';
import { countings, QuotaService, retryAfters } from '#test/quotas/service';
import {
  fullestWindow,
  WindowRun,
  type Happening,
} from '#test/quotas/windowFixture';
import type { Quota } from './workloads';

const QUOTA: Quota = { limit: 100, windowMs: 1_000, inFlight: 1 };

const requests = (mostCost: number) =>
  fc.array(
    fc.record({
      pauseMs: fc.nat({ max: 3_000 }),
      cost: fc.integer({ min: 1, max: mostCost }),
      takesMs: fc.nat({ max: 2_000 }),
      arrival: fc.double({ min: 0, max: 1, noNaN: true }),
      // Mostly at once, so that windows are full.
      isAtOnce: fc.boolean(),
      refusedMs: fc.option(fc.nat({ max: 3_000 }), { freq: 2 }),
    }),
    { minLength: 1, maxLength: 80 },
  );

test('no window of Graph holds more than the documented limit, whenever requests arrive and whatever is refused', () => {
  const shares = fc.constantFrom(undefined, 0.01, 0.15, 1);
  fc.assert(
    fc.property(requests(100), shares, (asked, expectedShare) => {
      const run = new WindowRun(QUOTA, expectedShare);
      for (const { refusedMs, isAtOnce, ...request } of asked) {
        const pauseMs = isAtOnce ? 0 : request.pauseMs;
        run.send({
          ...request,
          pauseMs,
          refused: () => refusedMs ?? undefined,
        });
      }
      const fullest = fullestWindow(run.granted, QUOTA.windowMs);
      expect(fullest).toBeLessThanOrEqual(QUOTA.limit);
    }),
    { numRuns: 300 },
  );
});

test('every request is granted in the end, however the service counts and whatever it grants', () => {
  const services = fc.record({
    counting: fc.constantFrom(...countings),
    retryAfter: fc.constantFrom(...retryAfters),
    grants: fc.array(fc.integer({ min: 1, max: 120 }), {
      minLength: 1,
      maxLength: 5,
    }),
  });
  // What Graph says that a request cost, of what was expected.
  const charges = fc.constantFrom(undefined, 0, 0.3, 5);
  fc.assert(
    fc.property(
      requests(40),
      services,
      charges,
      (asked, { grants, ...options }, chargedShare) => {
        const { windowMs } = QUOTA;
        const service = new QuotaService({
          ...options,
          otherShare: 0,
          windowMs,
          limitAt: (now) =>
            grants[Math.floor(now / (7 * windowMs)) % grants.length],
        });
        const run = new WindowRun(QUOTA);
        let lastAt = 0;
        const waiting = asked.map((request): Happening => {
          const { cost } = request;
          const charged =
            chargedShare === undefined ? cost : cost * chargedShare;
          const refused = (countedAt: number) => {
            // The service's times never go back.
            lastAt = Math.max(lastAt, countedAt);
            return service.ask(charged, lastAt)
              ? undefined
              : (service.retryAfterMs(charged, lastAt) ?? 1_000);
          };
          return { ...request, pauseMs: 0, charged, refused };
        });
        const all = waiting.length;
        for (let sent = 0; waiting.length > 0; sent += 1) {
          const [request] = waiting.splice(0, 1);
          if (!run.send(request)) {
            // Nobody asks again before the refusal has come.
            waiting.push({ ...request, pauseMs: request.takesMs });
          }
          expect(sent).toBeLessThan(100 * all);
        }
        expect(run.granted).toHaveLength(all);
      },
    ),
    { numRuns: 200 },
  );
});

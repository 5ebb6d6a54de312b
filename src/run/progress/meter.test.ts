import * as fc from 'fast-check';
import { FakeClock } from '#test/graph/fakeClock';
import {
  ProgressMeter,
  REPORT_EVERY_MS,
  type GraphObjectKind,
  type RunningProgress,
} from './meter';

function createMeter() {
  const clock = new FakeClock();
  const reports: RunningProgress[] = [];
  const pauses = { ms: 0 };
  const meter = new ProgressMeter({
    now: () => clock.monotonic(),
    pausedMs: () => pauses.ms,
    report: (progress) => reports.push(progress),
  });
  return { clock, meter, pauses, reports };
}

describe('counts', () => {
  it('are kept by type and kind', () => {
    const { meter } = createMeter();
    meter.countAdded('entities', 'laptop', 2);
    meter.countAdded('entities', 'desktop', 1);
    meter.countAdded('entities', 'laptop', 1);
    meter.countAdded('relationships', 'user_has_laptop', 2);
    expect(meter.end()).toMatchObject({
      entities: { laptop: 3, desktop: 1 },
      relationships: { user_has_laptop: 2 },
    });
  });

  it('are right for any order of types', () => {
    const anyParts = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1 })),
    );
    const kinds: GraphObjectKind[] = ['entities', 'relationships'];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyParts, (kind, parts) => {
        const { meter } = createMeter();
        const expected: Record<string, number> = {};
        for (const [type, count] of parts) {
          meter.countAdded(kind, type, count);
          expected[type] = (expected[type] ?? 0) + count;
        }
        expect(meter.end()[kind]).toEqual(expected);
      }),
    );
  });

  it('end with requests, odd items, time and pauses of this step alone', () => {
    const { clock, meter, pauses } = createMeter();
    pauses.ms = 2_340;
    meter.countRequest();
    meter.countRequest();
    meter.countOdd('repeated', 2);
    meter.countOdd('repeated', 1);
    clock.advance(1_260);
    expect(meter.end()).toEqual({
      entities: {},
      relationships: {},
      odd: { repeated: 3 },
      requests: 2,
      seconds: 1.3,
      pausedSeconds: 2.3,
    });
  });

  it('leave out what was paused before', () => {
    const options = { now: () => 0, report: jest.fn() };
    const meter = new ProgressMeter({ ...options, pausedMs: () => 5_000 });
    expect(meter.end().pausedSeconds).toBe(0);
  });
});

describe('a report', () => {
  it('is made when something is counted and ten seconds have passed', () => {
    const { clock, meter, reports } = createMeter();
    clock.advance(REPORT_EVERY_MS - 1);
    meter.countAdded('entities', 'azure_user', 1);
    expect(reports).toEqual([]);
    clock.advance(1);
    expect(reports).toEqual([]);
    meter.countAdded('entities', 'azure_user', 29);
    meter.countAdded('relationships', 'account_has_user', 5);
    expect(reports).toEqual([
      {
        entities: { azure_user: 30 },
        relationships: {},
        perSecond: { entities: 3, relationships: 0 },
        requests: 0,
        seconds: 10,
        pausedSeconds: 0,
      },
    ]);
  });

  it('tells the speed since the one before', () => {
    const { clock, meter, reports } = createMeter();
    meter.countAdded('entities', 'azure_user', 500);
    for (const count of [500, 100, 0]) {
      clock.advance(REPORT_EVERY_MS);
      meter.countAdded('entities', 'azure_user', count);
    }
    expect(reports.map(({ perSecond }) => perSecond.entities)).toEqual([
      100, 10, 0,
    ]);
    expect(reports.map(({ entities }) => entities.azure_user)).toEqual([
      1_000, 1_100, 1_100,
    ]);
  });

  it('comes from requests, too: nothing is added while a run is throttled', () => {
    const { clock, meter, pauses, reports } = createMeter();
    clock.advance(30_000);
    pauses.ms = 25_000;
    meter.countRequest();
    expect(reports).toMatchObject([{ requests: 1, pausedSeconds: 25 }]);
  });

  it('is made at most every ten seconds, however often something is counted', () => {
    const anySteps = fc.array(fc.nat(4_000));
    fc.assert(
      fc.property(anySteps, (steps) => {
        const { clock, meter, reports } = createMeter();
        for (const ms of steps) {
          clock.advance(ms);
          meter.countRequest();
        }
        const total = steps.reduce((sum, ms) => sum + ms, 0);
        expect(reports.length).toBeLessThanOrEqual(total / REPORT_EVERY_MS);
      }),
    );
  });

  it('needs no timer: nobody sleeps', () => {
    const { clock, meter } = createMeter();
    meter.countRequest();
    expect(clock.sleeperCount).toBe(0);
  });
});

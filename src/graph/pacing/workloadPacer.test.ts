import fc from 'fast-check';
import { FakeClock, settle } from '../../../test/graph/fakeClock';
import { WorkloadPacer } from './workloadPacer';
import type { Quota } from './workloads';

/** 80 units a second are allowed at first. */
const QUOTA: Quota = { limit: 100, windowMs: 1_000, inFlight: 4 };

interface Fixture {
  readonly clock: FakeClock;
  readonly pacer: WorkloadPacer;
  /** When each call was sent, in milliseconds after the start, by its name. */
  readonly sent: [name: string, at: number][];
  /** The most calls that were ever under way at once. */
  readonly most: () => number;
  /** Sends a call that takes so long. */
  run(name: string, cost?: number, takesMs?: number): Promise<void>;
}

function fixture(quota: Quota = QUOTA): Fixture {
  const clock = new FakeClock(0);
  const pacer = new WorkloadPacer(quota, clock);
  const sent: [string, number][] = [];
  let underWay = 0;
  let most = 0;
  const run = (name: string, cost = 1, takesMs = 0) =>
    pacer.run(cost, async () => {
      sent.push([name, clock.now()]);
      underWay += 1;
      most = Math.max(most, underWay);
      if (takesMs > 0) {
        await clock.sleep(takesMs);
      }
      underWay -= 1;
    });
  return { clock, pacer, sent, most: () => most, run };
}

describe('WorkloadPacer', () => {
  test('sends at once what the quota allows, the rest a window later, in order', async () => {
    const { run, sent } = fixture();
    await Promise.all([run('a', 40), run('b', 40), run('c', 40), run('d', 1)]);
    expect(sent).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1_000],
      ['d', 1_000],
    ]);
  });

  test('lets nobody overtake one that waits for its quota', async () => {
    const { run, sent } = fixture();
    await Promise.all([run('a', 70), run('large', 50), run('small', 1)]);
    expect(sent.map(([name]) => name)).toEqual(['a', 'large', 'small']);
  });

  test('has so many calls under way at once, and no more', async () => {
    const { run, most } = fixture();
    const names = Array.from({ length: 20 }, (_, index) => `${index}`);
    await Promise.all(names.map((name) => run(name, 1, 10)));
    expect(most()).toBe(QUOTA.inFlight);
  });

  test('frees the slot of a call that failed', async () => {
    const { pacer, run, sent } = fixture({ ...QUOTA, inFlight: 1 });
    const fail = () => Promise.reject(new Error('broken'));
    await expect(pacer.run(1, fail)).rejects.toThrow('broken');
    await run('after');
    expect(sent).toHaveLength(1);
  });

  test('sends nothing during a pause, whoever was there first', async () => {
    const { clock, pacer, run, sent } = fixture();
    await run('before');
    pacer.pause({ delayMs: 5_000, isThrottling: false });
    clock.advance(1_000);
    await Promise.all([run('a'), run('b')]);
    expect(sent.slice(1)).toEqual([
      ['a', 5_000],
      ['b', 5_000],
    ]);
  });

  test('extends a pause, and never shortens it', async () => {
    const { pacer, run, sent } = fixture();
    pacer.pause({ delayMs: 5_000, isThrottling: true });
    pacer.pause({ delayMs: 1_000, isThrottling: true });
    const waiting = run('a');
    await settle();
    pacer.pause({ delayMs: 8_000, isThrottling: true });
    await waiting;
    expect(sent[0][1]).toBeGreaterThanOrEqual(8_000);
  });

  test('holds back who waits for a slot until a pause ends that the freed call asked for', async () => {
    const { clock, pacer, run, sent } = fixture({ ...QUOTA, inFlight: 1 });
    const throttled = pacer
      .run(1, () => clock.sleep(10))
      // The answer is judged a few turns after the call.
      .then(() => undefined)
      .then(() => undefined)
      .then(() => undefined)
      .then(() => pacer.pause({ delayMs: 5_000, isThrottling: true }));
    const waiting = run('waiting');
    await Promise.all([throttled, waiting]);
    expect(sent).toEqual([['waiting', 5_010]]);
  });

  test('halves the allowance once a pause', async () => {
    const { pacer, run, sent } = fixture();
    for (let refused = 0; refused < 4; refused += 1) {
      pacer.pause({ delayMs: 100, isThrottling: true });
    }
    await Promise.all([run('a', 20), run('b', 20), run('c', 1)]);
    expect(sent).toEqual([
      ['a', 100],
      ['b', 100],
      ['c', 1_100],
    ]);
  });

  test('halves it again when throttling comes again', async () => {
    const { clock, pacer, run, sent } = fixture();
    pacer.pause({ delayMs: 100, isThrottling: true });
    clock.advance(100);
    pacer.pause({ delayMs: 100, isThrottling: true });
    await Promise.all([run('a', 20), run('b', 20)]);
    expect(sent).toEqual([
      ['a', 200],
      ['b', 1_200],
    ]);
  });

  test('does not halve the allowance for a broken connection', async () => {
    const { pacer, run, sent } = fixture();
    pacer.pause({ delayMs: 100, isThrottling: false });
    await Promise.all([run('a', 40), run('b', 40)]);
    expect(sent).toEqual([
      ['a', 100],
      ['b', 100],
    ]);
  });

  test('raises its limit', async () => {
    const { pacer, run, sent } = fixture();
    pacer.raiseLimit(200);
    await Promise.all([run('a', 80), run('b', 80)]);
    expect(sent[1]).toEqual(['b', 0]);
  });

  test('sends every call, in order, within quota and slots', async () => {
    const calls = fc.array(
      fc.record({
        cost: fc.integer({ min: 1, max: 80 }),
        takesMs: fc.nat({ max: 2_000 }),
        pauseMs: fc.option(fc.integer({ min: 1, max: 3_000 })),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(calls, async (happening) => {
        const { pacer, run, sent, most } = fixture();
        await Promise.all(
          happening.map(async ({ cost, takesMs, pauseMs }, index) => {
            await run(String(index), cost, takesMs);
            if (pauseMs !== null) {
              pacer.pause({ delayMs: pauseMs, isThrottling: true });
            }
          }),
        );
        expect(sent.map(([name]) => Number(name))).toEqual(
          happening.map((_, index) => index),
        );
        expect(most()).toBeLessThanOrEqual(QUOTA.inFlight);
        for (const [, begin] of sent) {
          const used = sent
            .filter(([, at]) => at >= begin && at < begin + QUOTA.windowMs)
            .reduce((sum, [name]) => sum + happening[Number(name)].cost, 0);
          expect(used).toBeLessThanOrEqual(QUOTA.limit);
        }
      }),
      { numRuns: 50 },
    );
  });
});

import fc from 'fast-check';
import { FakeClock, settle } from '#test/graph/fakeClock';
import { never, pacerFixture, QUOTA } from '#test/graph/pacerFixture';
import { createCounts } from './statistics';
import { WorkloadPacer, type Lane } from './workloadPacer';

describe('WorkloadPacer', () => {
  test('sends at once what the quota allows, the rest a window later, in order', async () => {
    const { run, sent } = pacerFixture();
    await Promise.all([run('a', 40), run('b', 40), run('c', 40), run('d', 1)]);
    expect(sent).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1_000],
      ['d', 1_000],
    ]);
  });

  test('lets nobody overtake one that waits for its quota', async () => {
    const { run, sent } = pacerFixture();
    await Promise.all([run('a', 70), run('large', 50), run('small', 1)]);
    expect(sent.map(([name]) => name)).toEqual(['a', 'large', 'small']);
  });

  test('has so many calls under way at once, and no more', async () => {
    const { run, most } = pacerFixture();
    const names = Array.from({ length: 20 }, (_, index) => `${index}`);
    await Promise.all(names.map((name) => run(name, 1, 10)));
    expect(most()).toBe(QUOTA.inFlight);
  });

  test('frees the slot of a call that failed', async () => {
    const { pacer, run, sent } = pacerFixture({ ...QUOTA, inFlight: 1 });
    const fail = () => Promise.reject(new Error('broken'));
    await expect(pacer.run(1, fail, never)).rejects.toThrow('broken');
    await run('after');
    expect(sent).toHaveLength(1);
  });

  test('raises its limit', async () => {
    const { clock } = pacerFixture();
    const sentAt: number[] = [];
    const send = () => Promise.resolve(void sentAt.push(clock.monotonic()));
    const fresh = new WorkloadPacer(QUOTA, clock, createCounts());
    fresh.raiseLimit(200);
    await fresh.run(150, send, never);
    await fresh.run(50, send, never);
    await fresh.run(1, send, never);
    expect(sentAt).toEqual([0, 0, 1_000]);
  });

  test('sends every call, in the order of its lane, within quota and slots', async () => {
    const calls = fc.array(
      fc.record({
        cost: fc.integer({ min: 1, max: 80 }),
        takesMs: fc.nat({ max: 2_000 }),
        pauseMs: fc.option(fc.integer({ min: 1, max: 3_000 })),
        lane: fc.constantFrom<Lane>('pages', 'batches'),
      }),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(calls, async (happening) => {
        const { clock, pacer, run, sent, most } = pacerFixture();
        await Promise.all(
          happening.map(async ({ cost, takesMs, pauseMs, lane }, index) => {
            await run(String(index), cost, takesMs, never, lane);
            if (pauseMs !== null) {
              const sentAt = clock.monotonic() - takesMs;
              pacer.pause({ delayMs: pauseMs, sentAt });
            }
          }),
        );
        expect(sent).toHaveLength(happening.length);
        const numbers = sent.map(([name]) => Number(name));
        for (const lane of ['pages', 'batches'] as const) {
          const ofLane = numbers.filter((n) => happening[n].lane === lane);
          expect(ofLane).toEqual([...ofLane].sort((a, b) => a - b));
        }
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

  test('charges a call until a window after its answer began', async () => {
    const { clock, pacer, run, sent } = pacerFixture();
    const slow = pacer.run(
      80,
      async (answered) => {
        await clock.sleep(100);
        answered();
        await clock.sleep(500);
      },
      never,
    );
    await Promise.all([slow, run('after', 80)]);
    expect(sent).toEqual([['after', 1_100]]);
  });

  test('lets what waits for a call that is under way go when the signal is aborted', async () => {
    const { clock, run, sent } = pacerFixture({ ...QUOTA, inFlight: 1 });
    const ending = new AbortController();
    const first = run('first', 1, 1_000);
    const rejected = expect(run('a', 1, 0, ending.signal)).rejects.toThrow();
    const also = expect(run('b', 1, 0, ending.signal)).rejects.toThrow();
    const last = run('last');
    await settle();
    ending.abort();
    await Promise.all([rejected, also]);
    expect(clock.monotonic()).toBe(0);
    await Promise.all([first, last]);
    expect(sent).toEqual([
      ['first', 0],
      ['last', 1_000],
    ]);
  });

  test('leaves no timer behind when what waits for its quota is aborted', async () => {
    const { clock, run } = pacerFixture();
    const ending = new AbortController();
    await run('a', 80);
    const waiting = run('b', 80, 0, ending.signal);
    await Promise.resolve();
    ending.abort();
    await expect(waiting).rejects.toThrow();
    expect(clock.sleeperCount).toBe(0);
  });

  test.each([
    ['less', 10, 0],
    ['more', 80, 1_000],
    ['something unreadable', NaN, 0],
  ])(
    'charges what Graph says that a call cost: %s',
    async (_, charged, expectedAt) => {
      const { pacer, run, sent } = pacerFixture();
      await pacer.run(40, () => Promise.resolve(charged), never);
      await settle();
      await run('after', 40);
      expect(sent).toEqual([['after', expectedAt]]);
    },
  );

  test('sends what waits as soon as a call cost less than expected', async () => {
    const { clock, pacer, run, sent } = pacerFixture();
    await run('first', 10);
    const slow = () => clock.sleep(100).then(() => 5);
    await Promise.all([pacer.run(70, slow, never), run('after', 60)]);
    expect(sent).toEqual([
      ['first', 0],
      ['after', 100],
    ]);
  });

  test('does not wait for a call that hangs while the allowance grows', async () => {
    const clock = new FakeClock(0);
    const pacer = new WorkloadPacer(QUOTA, clock, createCounts());
    const hanging = pacer.run(1, () => clock.sleep(300_000), never);
    const sentAt: number[] = [];
    const send = () => Promise.resolve(void sentAt.push(clock.monotonic()));
    await Promise.all([1, 2, 3, 4].map((cost) => pacer.run(cost, send, never)));
    expect(Math.max(...sentAt)).toBeLessThanOrEqual(4 * QUOTA.windowMs);
    await hanging;
  });

  test('cuts batches so that whole ones use up what is granted', async () => {
    const { pacer } = pacerFixture();
    expect(
      [100, 80, 50, 30, 20, 1].map((most) => pacer.batchCost(most)),
    ).toEqual([80, 80, 40, 80 / 3, 20, 1]);
    const fresh = new WorkloadPacer(QUOTA, new FakeClock(0), createCounts());
    expect(fresh.batchCost(40)).toBe(40);
  });
});

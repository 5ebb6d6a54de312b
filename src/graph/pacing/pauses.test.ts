/** The pauses that answers ask for; the rest of the pacer is in workloadPacer.test.ts. */
import { settle } from '#test/graph/fakeClock';
import { never, pacerFixture, QUOTA } from '#test/graph/pacerFixture';

describe('a pause', () => {
  test('sends nothing during a pause, whoever was there first', async () => {
    const { clock, pacer, run, sent } = pacerFixture();
    await run('before');
    pacer.pause({ delayMs: 5_000, sentAt: 0 });
    clock.advance(1_000);
    await Promise.all([run('a'), run('b')]);
    expect(sent.slice(1)).toEqual([
      ['a', 5_000],
      ['b', 5_000],
    ]);
  });

  test('extends a pause, and never shortens it', async () => {
    const { throttle, run, sent } = pacerFixture();
    throttle(5_000);
    throttle(1_000);
    const waiting = run('a');
    await settle();
    throttle(8_000);
    await waiting;
    expect(sent[0][1]).toBeGreaterThanOrEqual(8_000);
  });

  test('holds back who waits for a slot until a pause ends that the freed call asked for', async () => {
    const { clock, pacer, run, sent, throttle } = pacerFixture({
      ...QUOTA,
      inFlight: 1,
    });
    const throttled = pacer
      .run(1, () => clock.sleep(10), never)
      // The answer is judged a few turns after the call.
      .then(() => undefined)
      .then(() => undefined)
      .then(() => undefined)
      .then(() => throttle(5_000));
    const waiting = run('waiting');
    await Promise.all([throttled, waiting]);
    expect(sent).toEqual([['waiting', 5_010]]);
  });

  test.each([
    ['one after the other', 0],
    ['again after each Retry-After', 250],
  ])(
    'halves the allowance once for what is throttled %s',
    async (_, retryAfterMs) => {
      const { clock, throttle, run, sent } = pacerFixture();
      for (let refused = 0; refused < 4; refused += 1) {
        throttle(retryAfterMs);
        clock.advance(retryAfterMs);
      }
      const start = clock.monotonic();
      await Promise.all([run('a', 20), run('b', 20), run('c', 1)]);
      expect(sent.map(([name, at]) => [name, at - start])).toEqual([
        ['a', 0],
        ['b', 0],
        ['c', 1_000],
      ]);
    },
  );

  test('halves it again when throttling comes again a window later', async () => {
    const { clock, throttle, run, sent } = pacerFixture();
    throttle(100);
    clock.advance(1_000);
    throttle(100);
    await Promise.all([run('a', 20), run('b', 20)]);
    expect(sent).toEqual([
      ['a', 1_100],
      ['b', 2_100],
    ]);
  });

  test('halves it at once when a call is throttled that was sent long after the last halving', async () => {
    const { clock, pacer, throttle, run, sent } = pacerFixture();
    throttle(100);
    clock.advance(5_000);
    pacer.pause({ delayMs: 0, sentAt: 900 });
    await run('a', 40);
    pacer.pause({ delayMs: 0, sentAt: 1_000 });
    await run('b', 20);
    expect(sent).toEqual([
      ['a', 5_000],
      ['b', 6_000],
    ]);
  });

  test('keeps its waits when somebody sets the time', async () => {
    const { clock, throttle, run, sent } = pacerFixture();
    throttle(5_000);
    clock.setBy(-3_600_000);
    const waiting = run('a');
    clock.setBy(7_200_000);
    await waiting;
    expect(sent).toEqual([['a', 5_000]]);
  });

  test('counts the time of its pauses once', () => {
    const { clock, counts, throttle } = pacerFixture();
    throttle(5_000);
    throttle(2_000);
    clock.advance(1_000);
    throttle(6_000);
    expect(counts.pausedMs).toBe(7_000);
  });

  test('holds back what was admitted before a pause, but not sent yet', async () => {
    const { clock, pacer, throttle } = pacerFixture();
    let sentAt: number | undefined;
    const logsIn = pacer.run(
      1,
      async () => {
        await clock.sleep(100);
        sentAt = await pacer.untilPauseEnds(never);
      },
      never,
    );
    await settle();
    throttle(5_000);
    await logsIn;
    expect(sentAt).toBe(5_000);
  });
});

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
    ['at once', 0],
    ['one after the other', 250],
  ])('lowers the allowance once for what is refused %s', async (_, gapMs) => {
    const { clock, pacer, run, sent } = pacerFixture();
    await run('granted', 40);
    await settle();
    const refused = [0, 1, 2].map(async (index) => {
      const send = () => clock.sleep(100 + index * gapMs);
      await pacer.run(5, send, never);
      pacer.pause({ delayMs: 100, sentAt: 0, refusedCost: 5 });
    });
    await Promise.all(refused);
    await settle();
    clock.advance(3_000);
    const start = clock.monotonic();
    await Promise.all([run('a', 20), run('b', 20), run('c', 1)]);
    expect(sent.slice(1).map(([name, at]) => [name, at - start])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1_000],
    ]);
  });

  test('lowers it again when less is granted later', async () => {
    const { clock, refuse, run, sent } = pacerFixture();
    for (const granted of [40, 20]) {
      await run('granted', granted);
      await refuse(10, 3_000);
      clock.advance(3_000);
    }
    await Promise.all([run('a', 20), run('b', 20)]);
    expect(sent.slice(2)).toEqual([
      ['a', 6_000],
      ['b', 7_000],
    ]);
  });

  test('lowers nothing for a call that was sent before the allowance was lowered', async () => {
    const { clock, pacer, refuse, run, sent } = pacerFixture();
    await run('granted', 40);
    await refuse(10, 3_000);
    clock.advance(3_000);
    await run('a', 10);
    pacer.pause({ delayMs: 0, sentAt: 2_999, refusedCost: 1 });
    await settle();
    clock.advance(1_000);
    await Promise.all([run('b', 40), run('c', 1)]);
    expect(sent.slice(1)).toEqual([
      ['a', 3_000],
      ['b', 4_000],
      ['c', 5_000],
    ]);
  });

  test('of a busy service changes nothing about the allowance', async () => {
    const { clock, throttle, run, sent } = pacerFixture();
    await run('granted', 10);
    await settle();
    throttle(3_000);
    clock.advance(3_000);
    await Promise.all([run('a', 40), run('b', 40)]);
    expect(sent.slice(1).map(([, at]) => at)).toEqual([3_000, 3_000]);
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

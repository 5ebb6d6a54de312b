/** Where documents differ about a limit: the higher one holds until a request is refused. */
import { FakeClock, settle } from '#test/graph/fakeClock';
import { never } from '#test/graph/pacerFixture';
import { createCounts } from './statistics';
import { WorkloadPacer } from './workloadPacer';
import { workloads, type Quota } from './workloads';

const LOWER = { limit: 10, windowMs: 60_000 };
const QUOTA: Quota = {
  limit: 5,
  windowMs: 10_000,
  inFlight: 1,
  onceRefused: LOWER,
};

/** When each of so many requests is granted, one after the other, by a service that may refuse some and say how long to wait. */
async function times(
  count: number,
  retryAfter: (now: number, granted: readonly number[]) => number | undefined,
): Promise<{ granted: number[]; refused: number[] }> {
  const clock = new FakeClock(0);
  const pacer = new WorkloadPacer(QUOTA, clock, createCounts());
  const granted: number[] = [];
  const refused: number[] = [];
  while (granted.length < count) {
    await pacer.run(
      1,
      () => {
        const now = clock.monotonic();
        const delayMs = retryAfter(now, granted);
        if (delayMs === undefined) {
          granted.push(now);
        } else {
          refused.push(now);
          pacer.pause({ delayMs, sentAt: now, refusedCost: 1 });
        }
        return Promise.resolve();
      },
      never,
    );
    await settle();
  }
  return { granted, refused };
}

/** How many were granted since that time. */
const since = (time: number, granted: readonly number[]) =>
  granted.filter((at) => at > time).length;

describe('a lower limit', () => {
  test('is that of users with sign-in times', () => {
    expect(workloads.signInActivity).toEqual(QUOTA);
  });

  test('does not hold before a request was refused', async () => {
    const { granted } = await times(15, () => undefined);
    expect(granted).toEqual([
      ...Array<number>(5).fill(0),
      ...Array<number>(5).fill(10_000),
      ...Array<number>(5).fill(20_000),
    ]);
  });

  test('holds after the first refusal, for what was sent before, too', async () => {
    // Any minute holds ten at most.
    const { granted, refused } = await times(30, (now, before) =>
      since(now - 60_000, before) < 10
        ? undefined
        : before[before.length - 10] + 60_000 - now,
    );
    expect(refused).toEqual([20_000]);
    expect(granted).toEqual(
      [0, 10_000, 60_000, 70_000, 120_000, 130_000].flatMap((at) =>
        Array<number>(5).fill(at),
      ),
    );
  });

  test.each([
    ['refills', bucket(10)],
    ['begins windows at certain times', fixedWindows(10)],
  ])('is kept before a service that %s', async (_, service) => {
    const { granted, refused } = await times(60, service);
    expect(refused.length).toBeLessThanOrEqual(1);
    expect(granted.at(-1)).toBeLessThanOrEqual(6 * 60_000);
  });

  test('is learned from as any other when less is granted', async () => {
    const { granted, refused } = await times(40, fixedWindows(6));
    expect(refused.length).toBeLessThanOrEqual(5);
    expect(granted.at(-1)).toBeLessThanOrEqual(8 * 60_000);
  });

  test('does not begin when the service is busy only', async () => {
    const clock = new FakeClock(0);
    const pacer = new WorkloadPacer(QUOTA, clock, createCounts());
    const sent: number[] = [];
    const send = () => Promise.resolve(void sent.push(clock.monotonic()));
    await pacer.run(1, send, never);
    pacer.pause({ delayMs: 1_000, sentAt: 0 });
    await settle();
    for (let count = 0; count < 14; count += 1) {
      await pacer.run(1, send, never);
      await settle();
    }
    expect(sent.at(-1)).toBeLessThanOrEqual(30_000);
  });
});

/** So many may be granted at once, and flow back within a minute. */
function bucket(limit: number) {
  let [held, at] = [limit, 0];
  return (now: number) => {
    held = Math.min(limit, held + ((now - at) * limit) / 60_000);
    at = now;
    if (held < 1) {
      return Math.ceil(((1 - held) * 60_000) / limit);
    }
    held -= 1;
    return undefined;
  };
}

/** So many are granted in each minute. */
function fixedWindows(limit: number) {
  return (now: number, granted: readonly number[]) => {
    const began = now - (now % 60_000);
    return since(began - 1, granted) < limit ? undefined : began + 60_000 - now;
  };
}

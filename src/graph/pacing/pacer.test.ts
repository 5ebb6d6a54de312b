import { FakeClock } from '#test/graph/fakeClock';
import { never } from '#test/graph/pacerFixture';
import { Pacer } from './pacer';
import { CallStatistics } from './statistics';

const answer = () => Promise.resolve();

/** A pacer one of whose workloads was granted so much of 2,000 requests. */
async function pacerAfter(granted: number): Promise<Pacer> {
  const clock = new FakeClock(0);
  const pacer = new Pacer(clock, new CallStatistics());
  const devices = pacer.workload('intuneDevices');
  await devices.run(granted, answer, never);
  // Its charge is entered a turn later.
  await clock.sleep(1);
  devices.pause({ delayMs: 60_000, sentAt: 1, refusedCost: 1 });
  await devices.run(1, answer, never);
  return pacer;
}

test.each([
  ['little of one workload expects as little', 200, 0.1],
  ['much of one workload expects nothing', 600, undefined],
])('a new workload of a tenant that grants %s', async (_, granted, share) => {
  const pacer = await pacerAfter(granted);
  expect(pacer.workload('reports').expectedShare).toBe(share);
});

test('a workload that was used before learns by itself', async () => {
  const clock = new FakeClock(0);
  const pacer = new Pacer(clock, new CallStatistics());
  expect(pacer.workload('reports')).toBe(pacer.workload('reports'));
  expect(pacer.workload('reports').expectedShare).toBeUndefined();
});

describe('what a workload is expected to grant', () => {
  test('is what is documented while nothing speaks against it', () => {
    const pacer = new Pacer(new FakeClock(0), new CallStatistics());
    expect(pacer.expectedGrant('reports')).toEqual({
      share: 1,
      unitsPerSecond: 5,
    });
  });

  test('is what the others grant while it is not known, and then what it grants itself', async () => {
    const pacer = await pacerAfter(200);
    expect(pacer.expectedGrant('intuneDevices').unitsPerSecond).toBe(10);
    expect(pacer.expectedGrant('reports').share).toBe(0.1);
    await pacer.workload('intuneApplications').run(1, answer, never);
    expect(pacer.expectedGrant('intuneApplications').share).toBe(0.1);
  });

  test('is known as soon as something is refused, before anything else is sent', async () => {
    const clock = new FakeClock(0);
    const pacer = new Pacer(clock, new CallStatistics());
    const reports = pacer.workload('reports');
    await reports.run(2, answer, never);
    await clock.sleep(1);
    reports.pause({ delayMs: 60_000, sentAt: 1, refusedCost: 1 });
    expect(pacer.expectedGrant('reports').share).toBe(0.02);
    expect(pacer.expectedGrant('exportJobs').share).toBe(0.02);
    // Nothing was granted of it: that tells nothing.
    const jobs = pacer.workload('exportJobs');
    jobs.pause({ delayMs: 60_000, sentAt: 1, refusedCost: 1 });
    expect(pacer.expectedGrant('exportJobs').share).toBe(0.02);
  });
});

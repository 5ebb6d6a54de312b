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
  expect(pacer.workload('reports').grantedShare).toBe(share);
});

test('a workload that was used before learns by itself', async () => {
  const clock = new FakeClock(0);
  const pacer = new Pacer(clock, new CallStatistics());
  expect(pacer.workload('reports')).toBe(pacer.workload('reports'));
  expect(pacer.workload('reports').grantedShare).toBeUndefined();
});

/** The estimate by itself; `test/reliability/checkedRuns.test.ts` holds it against runs. */
import { ingestionSourceIds } from '../../../src/run/ingestionSources';
import { estimateRun } from './estimate';
import type { Circumstances, CountedTenant } from './requestCounts';

const nothing: CountedTenant = {
  ...{ users: 0, groups: 0, devices: 0, policies: 0, catalogPolicies: 0 },
  ...{ configurations: 0, legacyConfigurations: 0, intents: 0 },
  ...{ applications: 0, rowsOfPolicy: 0, rowsOfConfiguration: 0 },
  rowsOfApplication: 0,
};
const everything: Circumstances = {
  sources: Object.values(ingestionSourceIds),
  ...{ hasIntune: true, hasSignIns: false, hasRegistrations: false },
  ...{ hasRoles: false, hasExports: true, hasDetails: false },
};

describe('the time', () => {
  test('is that of the quota of reports, where many rows have to be read by 50', () => {
    const counts = {
      ...nothing,
      ...{ users: 1_000, devices: 20_000, configurations: 100 },
      rowsOfConfiguration: 10_000,
    };
    const estimate = estimateRun(counts, { ...everything, hasExports: false });
    expect(estimate.bottleneck).toBe('reports');
    // 20,000 pages, 100 in 20 seconds.
    expect(estimate.seconds).toBeGreaterThanOrEqual(3_980);
    expect(estimate.seconds).toBeLessThan(4_400);
  });

  test('is that of the file of an export, where devices are many and exports are taken', () => {
    const counts = { ...nothing, users: 100, devices: 5_000 };
    const estimate = estimateRun(counts, everything);
    expect(estimate).toMatchObject({ bottleneck: 'exportFiles', seconds: 60 });
    expect(estimate.workloads.exportJobs?.requests).toBe(16);
  });

  test('is that of sign-in times, five pages of 500 users in ten seconds', () => {
    const counts = { ...nothing, users: 100_000 };
    const estimate = estimateRun(counts, {
      ...everything,
      ...{ hasSignIns: true, hasIntune: false },
    });
    expect(estimate).toMatchObject({
      bottleneck: 'signInActivity',
      seconds: 390,
    });
  });

  test('is that of members, two resource units a group and one in large tenants', () => {
    const unitsOf = (groups: number) =>
      estimateRun({ ...nothing, groups }, { ...everything, hasIntune: false })
        .workloads.directory?.units ?? 0;
    expect(unitsOf(3_000) - unitsOf(2_000)).toBe(2_001);
    expect(unitsOf(9_000) - unitsOf(8_000)).toBe(1_001);
  });
});

describe('states of compliance policies', () => {
  test.each([
    [1_000, true, 10 + 20],
    [3_000, true, 10 + 40],
    [3_001, true, 10],
    [3_001, false, 10 + 40],
  ])(
    'of %d devices, exports granted: %j, take %d requests for counts and pages of lists',
    (devices, hasExports, expected) => {
      const unitsOf = (policies: number) =>
        estimateRun(
          { ...nothing, devices, policies },
          { ...everything, hasExports },
        ).workloads.intuneConfiguration?.units ?? 0;
      expect(unitsOf(10) - unitsOf(0)).toBe(expected);
    },
  );

  test.each([
    [2_000, 0, 3],
    [2_000, 1, 4],
    [5_000, 0, 4],
    [5_000, 1, 4],
  ])(
    'of %d devices, with %d policies of the catalog: %d exports',
    (devices, catalogPolicies, expected) => {
      const { exportJobs } = estimateRun(
        { ...nothing, devices, catalogPolicies },
        everything,
      ).workloads;
      expect(exportJobs?.requests).toBe(4 * expected);
    },
  );
});

test('what is switched off takes nothing', () => {
  const counts = {
    ...nothing,
    ...{ users: 10, groups: 500, devices: 900, policies: 50 },
  };
  const all = estimateRun(counts, everything);
  const none = estimateRun(counts, { ...everything, sources: [] });
  expect(none.requests).toBeLessThan(all.requests / 3);
  expect(none.workloads.intuneDevices).toBeUndefined();
  expect(none.objects).toBe(20);
});

test('details of devices take a batch for 20 of them, and bring their applications', () => {
  const counts = { ...nothing, devices: 100 };
  const ask = (hasDetails: boolean) =>
    estimateRun(counts, { ...everything, hasDetails }).workloads.intuneDevices;
  expect(ask(true)).toEqual(ask(false));
  const many = { ...nothing, devices: 1_000 };
  expect(
    estimateRun(many, { ...everything, hasDetails: true }).workloads
      .intuneDevices?.units,
  ).toBe(1_003);
});

test('space and heap follow from objects', () => {
  const { objects, diskMb, heapMb } = estimateRun(
    { ...nothing, users: 500_000 },
    everything,
  );
  expect({ objects, diskMb, heapMb }).toEqual({
    objects: 1_000_000,
    diskMb: 480,
    heapMb: 512,
  });
});

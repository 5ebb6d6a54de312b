import fc from 'fast-check';
import { granting, SCARCE, type Shares } from '#test/support/grants';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import { workloads, type WorkloadName } from '../../graph/pacing/workloads';
import { stepIds } from '../stepIds';
import {
  choosePlan,
  choosePossiblePlan,
  offerPlans,
  prepareWhereScarce,
  secondsOf,
  sumOf,
  type Cost,
  type Plan,
} from './plans';

const names = Object.keys(workloads) as WorkloadName[];
const grantsOf = (shares: Shares) => ({ expectedGrant: granting(shares) });
const plan = (cost: Cost, needs?: ExportRequest<string>): Plan<string> => ({
  sources: [],
  cost,
  needs,
});
const inventory = { reportName: 'AppInvRawData' } as ExportRequest<string>;
const anotherExport = { reportName: 'Other' } as ExportRequest<string>;

const costs = fc.dictionary(
  fc.constantFrom(...names),
  fc.integer({ min: 0, max: 10_000 }),
) as fc.Arbitrary<Cost>;
const sharesFrom = (least: number) =>
  fc.record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.double({ min: least, max: 1, noNaN: true }),
      ]),
    ),
  ) as fc.Arbitrary<Shares>;

test.each<[string, Cost, Shares, number]>([
  ['nothing', {}, {}, 0],
  ['what one window grants', { reports: 100 }, {}, 0],
  ['reports at the documented rate', { reports: 300 }, {}, 40],
  ['reports at 2 %', { reports: 100 }, SCARCE, 980],
  ['an export at 2 %', { exportJobs: 2 }, SCARCE, 62.5],
  ['the longest workload', { reports: 10, exportJobs: 2 }, SCARCE, 80],
])('the time of %s', (_, cost, shares, seconds) => {
  expect(secondsOf(grantsOf(shares), cost)).toBeCloseTo(seconds);
});

test('where at least half is granted, the usual order is taken, whatever the others cost', () => {
  fc.assert(
    fc.property(
      fc.tuple(costs, fc.array(costs, { maxLength: 4 })),
      sharesFrom(0.5),
      ([usualCost, otherCosts], shares) => {
        const usual = plan(usualCost);
        const others = otherCosts.map((cost) => plan(cost));
        expect(choosePlan(grantsOf(shares), [usual, ...others])).toBe(usual);
      },
    ),
  );
});

test('elsewhere no other order is quicker than the one that is taken', () => {
  fc.assert(
    fc.property(
      fc.tuple(costs, fc.array(costs, { maxLength: 4 })),
      sharesFrom(0.001),
      ([usualCost, otherCosts], shares) => {
        const grants = grantsOf({ ...shares, reports: 0.01 });
        const usual = plan({ ...usualCost, reports: 1 });
        const others = otherCosts.map((cost) => plan(cost));
        const chosen = choosePlan(grants, [usual, ...others]);
        const seconds = [usual, ...others].map(({ cost }) =>
          secondsOf(grants, cost),
        );
        expect(secondsOf(grants, chosen.cost)).toBe(Math.min(...seconds));
      },
    ),
  );
});

test('a scarce workload that no order needs changes nothing', () => {
  const usual = plan({ reports: 50 });
  const other = plan({ intuneDevices: 1 });
  const grants = grantsOf({ directory: 0.01, exportJobs: 0.01 });
  expect(choosePlan(grants, [usual, other])).toBe(usual);
});

test('of two orders that take the same time the usual one is taken', () => {
  const usual = plan({ reports: 5 });
  const plans = [usual, plan({ reports: 5 })] as const;
  expect(choosePlan(grantsOf(SCARCE), plans)).toBe(usual);
});

test('of two that end at the same time, the one that takes less of another workload is taken', () => {
  const usual = plan({ exportJobs: 2, reports: 8 });
  const better = plan({ exportJobs: 2, reports: 4 });
  expect(choosePlan(grantsOf(SCARCE), [usual, better])).toBe(better);
});

const compliance = stepIds.complianceFindings;
const configurations = stepIds.configurationFindings;
const applications = stepIds.managedApplications;

/** Of a run. */
function runOf(shares: Shares, areRefused = false) {
  const graph = {
    ...grantsOf(shares),
    areExportsRefused: () => Promise.resolve(areRefused),
  } as never;
  return { graph, executionConfig: { graph } };
}

describe('where the quickest order needs an export', () => {
  const usual = plan({ reports: 60 });
  const quickest = plan({ exportJobs: 2 }, inventory);
  const devices = plan({ intuneDevices: 400 });

  test.each([
    ['it is taken', false, quickest],
    ['the next one is taken if exports are refused', true, devices],
  ])('%s', async (_, areRefused, expected) => {
    const context = runOf(SCARCE, areRefused);
    const plans = [usual, quickest, devices] as const;
    expect(await choosePossiblePlan(context, compliance, plans)).toBe(expected);
  });
});

describe('what other steps have planned', () => {
  /** Each by itself is quicker with an export: 62.5 seconds instead of 180 or more. */
  const usual = plan({ reports: 20 });
  const exporting = plan({ exportJobs: 2 }, inventory);
  const plans = [usual, exporting] as const;
  const exportOnly = [plan({ exportJobs: 2 }), exporting] as const;
  const manyReports = [plan({ reports: 40 }), exporting] as const;

  test('is not known before it is offered', async () => {
    const context = runOf(SCARCE);
    expect(await choosePossiblePlan(context, configurations, plans)).toBe(
      exporting,
    );
  });

  test('keeps a step from a third export while reports are left', async () => {
    const context = runOf(SCARCE);
    offerPlans(context, compliance, exportOnly);
    offerPlans(context, applications, manyReports);
    expect(await choosePossiblePlan(context, configurations, plans)).toBe(
      usual,
    );
    expect(await choosePossiblePlan(context, applications, manyReports)).toBe(
      exporting,
    );
  });

  test('counts as it was chosen', async () => {
    const context = runOf(SCARCE);
    for (const step of [compliance, applications]) {
      expect(await choosePossiblePlan(context, step, exportOnly)).toBe(
        exportOnly[0],
      );
    }
    expect(await choosePossiblePlan(context, configurations, plans)).toBe(
      usual,
    );
  });

  test('counts with usual orders where nothing of it is scarce', async () => {
    const context = runOf({ reports: 0.02 });
    offerPlans(context, applications, [plan({ exportJobs: 2 }), usual]);
    expect(await choosePossiblePlan(context, configurations, plans)).toBe(
      exporting,
    );
  });

  test('needs no export where the application gets none', async () => {
    const context = runOf(SCARCE, true);
    offerPlans(context, applications, manyReports);
    const devices = plan({ reports: 19, intuneDevices: 4 });
    expect(
      await choosePossiblePlan(context, configurations, [...plans, devices]),
    ).toBe(devices);
  });

  test('is that of one run', async () => {
    offerPlans(runOf(SCARCE), compliance, exportOnly);
    offerPlans(runOf(SCARCE), applications, exportOnly);
    expect(await choosePossiblePlan(runOf(SCARCE), configurations, plans)).toBe(
      exporting,
    );
  });
});

test('what several things take is the sum, by workload', () => {
  const sum = sumOf([{ reports: 1, exportJobs: 2 }, {}, { reports: 3 }]);
  expect(sum).toEqual({ reports: 4, exportJobs: 2 });
});

test.each([
  ['posted at once where jobs are scarce', SCARCE, inventory, [inventory]],
  ['not posted before it is needed elsewhere', {}, inventory, []],
  ['not posted when nothing needs it', SCARCE, undefined, []],
] as const)('an export is %s', async (_, shares, request, posted) => {
  const prepareExport = jest.fn();
  const graph = { ...grantsOf(shares), prepareExport } as never;
  await prepareWhereScarce({ graph }, () => Promise.resolve(request));
  expect(prepareExport.mock.calls.flat()).toEqual(posted);
});

test.each<[string, Shares, Plan<string>, unknown[]]>([
  ['posted while other things are asked', {}, plan({}, inventory), [inventory]],
  ['not posted where jobs are scarce', SCARCE, plan({}, inventory), []],
  ['not posted when the order needs none', {}, plan({}), []],
])('the export of the usual order is %s', (_, shares, usual, posted) => {
  const prepareExport = jest.fn();
  const graph = { ...grantsOf(shares), prepareExport } as never;
  const context = { graph, executionConfig: { graph } };
  offerPlans(context, compliance, [usual, plan({}, anotherExport)]);
  expect(prepareExport.mock.calls.flat()).toEqual(posted);
});

import fc from 'fast-check';
import { granting, SCARCE, type Shares } from '#test/support/grants';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import { workloads, type WorkloadName } from '../../graph/pacing/workloads';
import {
  choosePlan,
  choosePossiblePlan,
  prepareWhereScarce,
  secondsOf,
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
  ['reports at the documented rate', { reports: 100 }, {}, 20],
  ['reports at 2 %', { reports: 100 }, SCARCE, 1_000],
  ['an export at 2 %', { exportJobs: 2 }, SCARCE, 125],
  ['the longest workload', { reports: 10, exportJobs: 2 }, SCARCE, 125],
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
        expect(choosePlan(grantsOf(shares), usual, others)).toBe(usual);
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
        const chosen = choosePlan(grants, usual, others);
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
  expect(choosePlan(grants, usual, [other])).toBe(usual);
});

test('of two orders that take the same time the usual one is taken', () => {
  const usual = plan({ reports: 5 });
  expect(choosePlan(grantsOf(SCARCE), usual, [plan({ reports: 5 })])).toBe(
    usual,
  );
});

describe('where the quickest order needs an export', () => {
  const usual = plan({ reports: 60 });
  const quickest = plan({ exportJobs: 2 }, inventory);
  const devices = plan({ intuneDevices: 400 });
  const context = (areRefused: boolean) => ({
    graph: {
      ...grantsOf(SCARCE),
      areExportsRefused: () => Promise.resolve(areRefused),
    } as never,
  });

  test.each([
    ['it is taken', false, quickest],
    ['the next one is taken if exports are refused', true, devices],
  ])('%s', async (_, areRefused, expected) => {
    const others = [quickest, devices];
    expect(await choosePossiblePlan(context(areRefused), usual, others)).toBe(
      expected,
    );
  });
});

test.each([
  ['posted at once where jobs are scarce', SCARCE, inventory, [inventory]],
  ['not posted before it is needed elsewhere', {}, inventory, []],
  ['not posted when nothing needs it', SCARCE, undefined, []],
] as const)('an export is %s', (_, shares, request, posted) => {
  const prepareExport = jest.fn();
  const graph = { ...grantsOf(shares), prepareExport } as never;
  prepareWhereScarce({ graph }, request);
  expect(prepareExport.mock.calls.flat()).toEqual(posted);
});

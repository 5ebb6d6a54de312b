/**
 * The order in which sources are asked. Where a tenant grants what Microsoft
 * documents, each dataset has its usual order, which was measured. Where it grants
 * much less, the order is taken with which all steps together take the least time at
 * the granted rates, so that scarce reports and export jobs go where nothing else has
 * the data.
 */
import type { GraphClient } from '../../graph/client';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import { workloads, type WorkloadName } from '../../graph/pacing/workloads';
import type { StepContext } from '../context';
import type { StepId } from '../stepIds';
import type { Source } from './sources';

/** What the first sources of an order take, in units of each workload. */
export type Cost = Readonly<Partial<Record<WorkloadName, number>>>;

export interface Plan<Item> {
  /** In their order; see `completeFrom`. */
  readonly sources: readonly Source<Item>[];
  readonly cost: Cost;
  /** The export that it needs in any case. */
  readonly needs?: ExportRequest<string>;
}

/** What a step can choose from; the usual plan comes first. */
export type Plans<Item> = readonly [Plan<Item>, ...Plan<Item>[]];

/** What other steps need to know of a plan. */
type Offer = Pick<Plan<unknown>, 'cost' | 'needs'>;
type Offers = readonly Offer[];

type Grants = Pick<GraphClient, 'expectedGrant'>;

/** Of the documented limit: below that, usual orders are not the quickest. */
const SCARCE = 0.5;

/** Of an export: its post, and one poll. Where jobs are scarce, each poll waits until the file is long there. */
export const REQUESTS_OF_EXPORT = 2;

/**
 * What the steps of a run have planned. They share the quotas: a step that takes an
 * export because nothing is quicker by itself may make all of them wait for a third
 * export, while reports were left.
 */
const plannedWork = new WeakMap<GraphClient, Map<StepId, Offers>>();

function workOf({
  executionConfig: { graph },
}: Pick<StepContext, 'executionConfig'>): Map<StepId, Offers> {
  const work = plannedWork.get(graph) ?? new Map<StepId, Offers>();
  plannedWork.set(graph, work);
  return work;
}

/**
 * Tells the other steps what this one will choose from, as soon as that is known. The
 * export of the usual plan is posted at once, unless jobs are scarce: its file is made
 * while other things are asked.
 */
export function offerPlans<Item>(
  context: Pick<StepContext, 'graph' | 'executionConfig'>,
  step: StepId,
  plans: Plans<Item>,
): void {
  workOf(context).set(step, plans);
  const [{ needs }] = plans;
  if (needs && !isScarce(context.graph, 'exportJobs')) {
    void context.graph.prepareExport(needs);
  }
}

/** Whether a workload grants much less than documented. */
export function isScarce(graph: Grants, workload: WorkloadName): boolean {
  return graph.expectedGrant(workload).share < SCARCE;
}

/** What all of it takes. */
export function sumOf(costs: readonly Cost[]): Cost {
  const sum: Partial<Record<WorkloadName, number>> = {};
  for (const cost of costs) {
    for (const name of workloadsOf(cost)) {
      sum[name] = (sum[name] ?? 0) + (cost[name] ?? 0);
    }
  }
  return sum;
}

/** The seconds that it takes at the granted rates, after what the first window grants at once: workloads are used side by side. */
export function secondsOf(graph: Grants, cost: Cost): number {
  return durationsOf(graph, cost)[0] ?? 0;
}

/** Of each workload, the longest first. */
function durationsOf(graph: Grants, cost: Cost): number[] {
  const durations = workloadsOf(cost).map((name) => {
    const { share, unitsPerSecond } = graph.expectedGrant(name);
    const atOnce = Math.max(1, share * workloads[name].limit);
    return Math.max(0, (cost[name] ?? 0) - atOnce) / unitsPerSecond;
  });
  return durations.sort((a, b) => b - a);
}

/** Of two that end at the same time, the one that leaves more of the other workloads. */
function isQuicker(graph: Grants, one: Cost, other: Cost): boolean {
  const [mine, others] = [one, other].map((cost) => durationsOf(graph, cost));
  const most = Math.max(mine.length, others.length);
  for (let index = 0; index < most; index += 1) {
    const difference = (mine[index] ?? 0) - (others[index] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}

/**
 * The plan with which all steps together are quickest, where a workload that one of
 * the plans needs is scarce; the usual one elsewhere, and when another one is no
 * quicker.
 *
 * @param besides what each other step chooses from
 */
export function choosePlan<Item>(
  graph: Grants,
  plans: Plans<Item>,
  besides: readonly Offers[] = [],
): Plan<Item> {
  const others = besides.map((offers) => possible(graph, offers));
  const ways = possible(graph, plans).flatMap((plan) =>
    combined(others).map((rest) => ({
      plan,
      cost: sumOf([plan.cost, ...rest.map(({ cost }) => cost)]),
    })),
  );
  const [usual] = plans;
  return ways.reduce<{ plan: Plan<Item>; cost?: Cost }>(
    (best, way) =>
      !best.cost || isQuicker(graph, way.cost, best.cost) ? way : best,
    { plan: usual },
  ).plan;
}

/** Where nothing is scarce, a step takes its usual plan. */
function possible<Each extends Offer>(
  graph: Grants,
  plans: readonly Each[],
): readonly Each[] {
  const needed = plans.flatMap(({ cost }) => workloadsOf(cost));
  return needed.some((workload) => isScarce(graph, workload))
    ? plans
    : plans.slice(0, 1);
}

/** Each choice of one of every list. */
function combined<Each>(lists: readonly (readonly Each[])[]): Each[][] {
  return lists.reduce<Each[][]>(
    (ways, list) => ways.flatMap((way) => list.map((each) => [...way, each])),
    [[]],
  );
}

/** The same, without plans that need an export where the application gets none. The other steps are told. */
export async function choosePossiblePlan<Item>(
  context: Pick<StepContext, 'graph' | 'executionConfig'>,
  step: StepId,
  plans: Plans<Item>,
): Promise<Plan<Item>> {
  const { graph } = context;
  const work = workOf(context);
  const besides = () =>
    [...work].flatMap(([id, offers]) => (id === step ? [] : [offers]));
  let chosen = choosePlan(graph, plans, besides());
  const [usual, ...others] = plans;
  if (chosen !== usual && chosen.needs && (await graph.areExportsRefused())) {
    chosen = choosePlan(
      graph,
      [usual, ...withoutExports(others)],
      besides().map(([first, ...more]) => [first, ...withoutExports(more)]),
    );
  }
  work.set(step, [chosen]);
  return chosen;
}

function withoutExports<Each extends Offer>(plans: readonly Each[]): Each[] {
  return plans.filter(({ needs }) => !needs);
}

/**
 * Posts an export job before anything else is checked, where each request of one
 * waits for the quota: the file is made meanwhile.
 *
 * @param needed is called there only; returns the export that is needed in any case
 */
export async function prepareWhereScarce(
  { graph }: Pick<StepContext, 'graph'>,
  needed: () => Promise<ExportRequest<string> | undefined>,
): Promise<void> {
  const request = isScarce(graph, 'exportJobs') ? await needed() : undefined;
  if (request) {
    void graph.prepareExport(request);
  }
}

function workloadsOf(cost: Cost): WorkloadName[] {
  return (Object.keys(cost) as WorkloadName[]).filter(
    (name) => (cost[name] ?? 0) > 0,
  );
}

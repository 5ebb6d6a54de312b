/**
 * The order in which sources are asked. Where a tenant grants what Microsoft
 * documents, each dataset has its usual order, which was measured. Where it grants
 * much less, the order that takes the least time at the granted rates is taken, so
 * that scarce reports and export jobs go where nothing else has the data.
 */
import type { GraphClient } from '../../graph/client';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import type { WorkloadName } from '../../graph/pacing/workloads';
import type { StepContext } from '../context';
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

type Grants = Pick<GraphClient, 'expectedGrant'>;

/** Of the documented limit: below that, usual orders are not the quickest. */
const SCARCE = 0.5;

/** Of an export: its post, and one poll. Where jobs are scarce, each poll waits until the file is long there. */
export const REQUESTS_OF_EXPORT = 2;

/** Whether a workload grants much less than documented. */
export function isScarce(graph: Grants, workload: WorkloadName): boolean {
  return graph.expectedGrant(workload).share < SCARCE;
}

/** The seconds that it takes at the granted rates: workloads are used side by side. */
export function secondsOf(graph: Grants, cost: Cost): number {
  const seconds = workloadsOf(cost).map(
    (name) => (cost[name] ?? 0) / graph.expectedGrant(name).unitsPerSecond,
  );
  return Math.max(0, ...seconds);
}

/**
 * The quickest of the plans where a workload that one of them needs is scarce, and
 * the usual one elsewhere, and when another one is no quicker.
 */
export function choosePlan<Item>(
  graph: Grants,
  usual: Plan<Item>,
  others: readonly Plan<Item>[],
): Plan<Item> {
  const plans = [usual, ...others];
  const needed = plans.flatMap(({ cost }) => workloadsOf(cost));
  if (!needed.some((workload) => isScarce(graph, workload))) {
    return usual;
  }
  return plans.reduce((best, plan) =>
    secondsOf(graph, plan.cost) < secondsOf(graph, best.cost) ? plan : best,
  );
}

/** The same, without plans that need an export where the application gets none. */
export async function choosePossiblePlan<Item>(
  { graph }: Pick<StepContext, 'graph'>,
  usual: Plan<Item>,
  others: readonly Plan<Item>[],
): Promise<Plan<Item>> {
  const chosen = choosePlan(graph, usual, others);
  if (chosen === usual || !chosen.needs || !(await graph.areExportsRefused())) {
    return chosen;
  }
  return choosePlan(
    graph,
    usual,
    others.filter(({ needs }) => !needs),
  );
}

/**
 * Posts an export job before anything else is checked, where each request of one
 * waits for the quota: the file is made meanwhile.
 */
export function prepareWhereScarce(
  { graph }: Pick<StepContext, 'graph'>,
  request: ExportRequest<string> | undefined,
): void {
  if (request && isScarce(graph, 'exportJobs')) {
    graph.prepareExport(request);
  }
}

function workloadsOf(cost: Cost): WorkloadName[] {
  return (Object.keys(cost) as WorkloadName[]).filter(
    (name) => (cost[name] ?? 0) > 0,
  );
}

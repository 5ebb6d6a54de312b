/** A step's meter, and the lines of the log that carry what it measured. */
import type { GraphClient } from '../../graph/client';
import type { GraphLogger } from '../../graph/basics/logger';
import type { RequestDeclaration } from '../../graph/request';
import { ProgressMeter } from './meter';

/** What the log says while a step runs; it carries `progress`. */
export const STEP_PROGRESS = 'Step progress';
/** What it says when everything was emitted. */
export const STEP_COMPLETE = 'Step complete';
export const STEP_INCOMPLETE = 'Step incomplete';

export function createStepMeter(
  logger: Pick<GraphLogger, 'info'>,
  graph: Pick<GraphClient, 'statistics'>,
  requests: readonly RequestDeclaration[],
): ProgressMeter {
  const workloads = new Set(requests.map(({ workload }) => workload));
  return new ProgressMeter({
    now: () => performance.now(),
    pausedMs: () => pausedMsOf(graph, workloads),
    report: (progress) => logger.info({ progress }, STEP_PROGRESS),
  });
}

function pausedMsOf(
  graph: Pick<GraphClient, 'statistics'>,
  names: ReadonlySet<RequestDeclaration['workload']>,
): number {
  const { workloads } = graph.statistics();
  return [...names].reduce(
    (sum, name) => sum + (workloads[name]?.pausedMs ?? 0),
    0,
  );
}

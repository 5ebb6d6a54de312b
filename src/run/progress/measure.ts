/** A step's job state as its meter sees it: every addition is counted. */
import type { JobState } from '@jupiterone/integration-sdk-core';
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

/** Counts what was taken, not what was refused. */
export function measuredJobState(
  jobState: JobState,
  meter: ProgressMeter,
): JobState {
  return {
    ...jobState,
    addEntity: async (entity) => {
      const added = await jobState.addEntity(entity);
      meter.countAdded('entities', [entity]);
      return added;
    },
    addEntities: async (entities) => {
      const added = await jobState.addEntities(entities);
      meter.countAdded('entities', entities);
      return added;
    },
    addRelationship: async (relationship) => {
      await jobState.addRelationship(relationship);
      meter.countAdded('relationships', [relationship]);
    },
    addRelationships: async (relationships) => {
      await jobState.addRelationships(relationships);
      meter.countAdded('relationships', relationships);
    },
  };
}

/**
 * A job state that lets arriving answers through. Steps run at the same time on
 * one thread, and adding to memory gives way to nobody: a step with a million
 * relationships would hold up the page chains of all others.
 */
import type { JobState } from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';

export function considerateJobState(
  jobState: JobState,
  graph: Pick<GraphClient, 'giveWay'>,
): JobState {
  return {
    ...jobState,
    addEntities: async (entities) => {
      const added = await jobState.addEntities(entities);
      await graph.giveWay();
      return added;
    },
    addRelationships: async (relationships) => {
      await jobState.addRelationships(relationships);
      await graph.giveWay();
    },
  };
}

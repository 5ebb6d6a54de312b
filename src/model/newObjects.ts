/** The one filter of repeated keys: the SDK fails a step at the first duplicate. */
import type {
  Entity,
  JobState,
  Relationship,
} from '@jupiterone/integration-sdk-core';

/**
 * Adds the entities whose keys are not there yet.
 *
 * Keys are checked and registered without giving way to other work in between,
 * so pages that are worked on at the same time cannot add the same key.
 *
 * @returns how many were left out because their key was taken
 */
export async function addNewEntities(
  jobState: JobState,
  entities: Entity[],
): Promise<number> {
  const fresh = newOnes(jobState, entities);
  await jobState.addEntities(fresh);
  return entities.length - fresh.length;
}

/** The same for relationships. */
export async function addNewRelationships(
  jobState: JobState,
  relationships: Relationship[],
): Promise<number> {
  const fresh = newOnes(jobState, relationships);
  await jobState.addRelationships(fresh);
  return relationships.length - fresh.length;
}

function newOnes<GraphObject extends { _key?: string }>(
  jobState: JobState,
  objects: GraphObject[],
): GraphObject[] {
  const seen = new Set<string | undefined>();
  return objects.filter(({ _key }) => {
    const isNew = !seen.has(_key) && !jobState.hasKey(_key);
    seen.add(_key);
    return isNew;
  });
}

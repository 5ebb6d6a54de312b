/** The one filter of repeated keys of entities: the SDK fails a step at the first duplicate. */
import type { Entity, JobState } from '@jupiterone/integration-sdk-core';

/**
 * Adds the entities whose keys are not there yet.
 *
 * Keys are checked and registered without giving way to other work in between,
 * so pages that are worked on at the same time cannot add the same key.
 *
 * @returns those that were added; the others' keys were taken
 */
export async function addNewEntities(
  jobState: JobState,
  entities: Entity[],
): Promise<Entity[]> {
  const fresh = newOnes(jobState, entities);
  await jobState.addEntities(fresh);
  return fresh;
}

function newOnes(jobState: JobState, entities: Entity[]): Entity[] {
  const seen = new Set<string>();
  return entities.filter(({ _key }) => {
    const isNew = !seen.has(_key) && !jobState.hasKey(_key);
    seen.add(_key);
    return isNew;
  });
}

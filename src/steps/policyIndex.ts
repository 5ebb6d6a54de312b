/** What the findings steps need to know of policies and configurations: names by id. */
import type { Entity, JobState } from '@jupiterone/integration-sdk-core';
import { addNewEntities } from '../model/newObjects';

export interface IndexedPolicy {
  readonly id: string;
  readonly name: string;
}

export type PolicyIndex<Policy extends IndexedPolicy = IndexedPolicy> =
  ReadonlyMap<string, Policy>;

/** A policy as it is emitted, and as the findings steps need it. */
export interface ListedPolicy<Policy extends IndexedPolicy> {
  readonly entity: Entity;
  readonly policy: Policy;
}

export function namedPolicy({ _key, displayName }: Entity): IndexedPolicy {
  return { id: _key, name: displayName ?? _key };
}

/**
 * Emits the policies of several lists after all of them were read. Lists are read
 * at the same time, so an id that two of them have must not belong to the one that
 * happens to answer first: where its states are asked for would change from run
 * to run.
 *
 * @param lists the newest family first. Microsoft moves policies from the older
 * families to the newer ones, so what both have is more likely to be current there
 */
export async function emitPolicies<Policy extends IndexedPolicy>(
  jobState: JobState,
  lists: readonly (readonly ListedPolicy<Policy>[])[],
): Promise<PolicyIndex<Policy>> {
  const listed = lists.flat();
  const added = await addNewEntities(
    jobState,
    listed.map(({ entity }) => entity),
  );
  const areAdded = new Set(added);
  return new Map(
    listed
      .filter(({ entity }) => areAdded.has(entity))
      .map(({ policy }) => [policy.id, policy]),
  );
}

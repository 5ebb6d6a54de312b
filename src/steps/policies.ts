/** How policies and configurations are emitted, and what the findings steps need to know of them: names by id. */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { count, flag, text } from '../model/values';
import type { Emission } from '../run/emission';

export interface ListedPolicy {
  readonly id: string;
  readonly name: string;
  /** Whether anybody has it; undefined where Graph does not say so. */
  readonly isAssigned?: boolean;
}

export type ListedPolicies<Policy extends ListedPolicy = ListedPolicy> =
  ReadonlyMap<string, Policy>;

/** A policy as it is emitted, and as the findings steps need it. */
export interface EmittedPolicy<Policy extends ListedPolicy> {
  readonly entity: Entity;
  readonly policy: Policy;
}

/** What only the Settings Catalog and intents say of a policy. */
interface CatalogPayload {
  readonly isAssigned?: unknown;
  /** Names with commas between them. */
  readonly platforms?: unknown;
  readonly technologies?: unknown;
  readonly settingCount?: unknown;
}

/** The properties that policies and configurations have of it. */
export function catalogProperties(policy: CatalogPayload) {
  return {
    active: flag(policy.isAssigned),
    platforms: namesOf(policy.platforms),
    technologies: namesOf(policy.technologies),
    settingCount: count(policy.settingCount),
  };
}

/** `windows10,macOS` are two names. `none` is none. */
function namesOf(value: unknown): string[] | undefined {
  const names = (text(value) ?? '').split(',').map((name) => name.trim());
  const told = names.filter((name) => name !== '' && name !== 'none');
  return told.length > 0 ? [...new Set(told)] : undefined;
}

export function namedPolicy({ _key, displayName }: Entity): ListedPolicy {
  return { id: _key, name: displayName ?? _key };
}

/**
 * Emits the policies of several lists after all of them were read. Lists are read
 * at the same time, so an id that two of them have must not belong to the one that
 * happens to answer first: where its states are asked for would change from run
 * to run. When a list fails, what was read of all is emitted before the failure is
 * thrown.
 *
 * @param reading ends when the lists are read
 * @param lists the newest family first. Microsoft moves policies from the older
 * families to the newer ones, so what both have is more likely to be current there
 */
export async function emitPolicies<Policy extends ListedPolicy>(
  emission: Emission,
  lists: readonly (readonly EmittedPolicy<Policy>[])[],
  reading: Promise<void>,
): Promise<ListedPolicies<Policy>> {
  // A failure is thrown below, by the second look at the promise.
  await reading.catch(() => undefined);
  const listed = lists.flat();
  const added = await emission.addAtOnce(listed.map(({ entity }) => entity));
  await reading;
  const areAdded = new Set(added);
  return new Map(
    listed
      .filter(({ entity }) => areAdded.has(entity))
      .map(({ policy }) => [policy.id, policy]),
  );
}

/**
 * Properties that decide a boolean or a state of an entity. Graph has a value of
 * each for every object: where it is missing, the answer was not the whole
 * object, and a list in which many objects lack it is in doubt.
 */
import { isNothing } from '../../model/payloads';

const decidingProperties = {
  users: ['accountEnabled'],
  groups: ['mailEnabled', 'securityEnabled'],
  devices: ['complianceState', 'isEncrypted', 'managementState', 'ownerType'],
  managedApplications: ['publishingState'],
} as const;

export type DecidedResource = keyof typeof decidingProperties;

/** The names of the deciding properties that an object lacks. */
export function undecidedProperties(
  resource: DecidedResource,
  payload: object,
): string[] {
  const values = payload as Readonly<Record<string, unknown>>;
  return decidingProperties[resource].filter((name) => isNothing(values[name]));
}

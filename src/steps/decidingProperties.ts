/**
 * Properties that decide a boolean or a state of an entity. Graph has a value of
 * each for every object: where it is missing, the answer was not the whole
 * object, and a list in which many objects lack it is in doubt.
 */
import { flag } from '../model/values';
import { readManagementState, readOwnerType } from './devices/enumerations';
import { readComplianceState } from './hostAgents/complianceState';
import { readPublishingState } from './managedApplications/converter';

/** undefined for a value that decides nothing. */
type Reader = (value: unknown) => unknown;

const decidingProperties = {
  users: [['accountEnabled', flag]],
  groups: [
    ['mailEnabled', flag],
    ['securityEnabled', flag],
  ],
  devices: [
    ['complianceState', readComplianceState],
    ['isEncrypted', flag],
    ['managementState', readManagementState],
    ['ownerType', readOwnerType],
  ],
  managedApplications: [['publishingState', readPublishingState]],
} as const satisfies Record<
  string,
  readonly (readonly [name: string, read: Reader])[]
>;

export type DecidedResource = keyof typeof decidingProperties;

/** The names of the deciding properties that an object lacks, or has with a value that cannot be read. */
export function undecidedProperties(
  resource: DecidedResource,
  payload: object,
): string[] {
  const table: readonly (readonly [string, Reader])[] =
    decidingProperties[resource];
  const values = payload as Readonly<Record<string, unknown>>;
  return table.flatMap(([name, read]) =>
    read(values[name]) === undefined ? [name] : [],
  );
}

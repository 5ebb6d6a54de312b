/**
 * Properties that decide a boolean or a state of an entity. Graph has a value
 * for each object, so an object without one was not told of in full: a list
 * that lacks it for many objects is in doubt.
 */
import { flag } from '../model/values';
import { readManagementState, readOwnerType } from './devices/enumerations';
import { readComplianceState } from './hostAgents/complianceState';
import { readPublishingState } from './managedApplications/converter';

/** By the resource, and by the property: what reads it, undefined for what cannot be read. */
export const decidingProperties = {
  users: { accountEnabled: flag },
  groups: { mailEnabled: flag, securityEnabled: flag },
  devices: {
    complianceState: readComplianceState,
    isEncrypted: flag,
    managementState: readManagementState,
    ownerType: readOwnerType,
  },
  managedApplications: { publishingState: readPublishingState },
} as const satisfies Readonly<
  Record<string, Readonly<Record<string, (value: unknown) => unknown>>>
>;

export type DecidedResource = keyof typeof decidingProperties;

/** The deciding properties that a payload lacks, or has with a value that cannot be read. */
export function undecidedProperties(
  resource: DecidedResource,
  payload: object,
): string[] {
  // Any property of an object may be asked for.
  const values = payload as Readonly<Record<string, unknown>>;
  return readers[resource]
    .filter(([name, read]) => read(values[name]) === undefined)
    .map(([name]) => name);
}

const readers = {
  users: Object.entries(decidingProperties.users),
  groups: Object.entries(decidingProperties.groups),
  devices: Object.entries<(value: unknown) => unknown>(
    decidingProperties.devices,
  ),
  managedApplications: Object.entries(decidingProperties.managedApplications),
} satisfies Record<
  DecidedResource,
  [name: string, read: (value: unknown) => unknown][]
>;

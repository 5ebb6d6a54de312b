/**
 * The enumerations of a managed device. The spelling of their members differs
 * between answers in nothing but case:
 * https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice?view=graph-rest-beta
 */
import type {
  DeviceRegistrationState,
  DeviceType,
  LostModeState,
  ManagedDeviceArchitecture,
  ManagementAgentType,
  ManagementState,
  OwnerType,
} from '@microsoft/microsoft-graph-types-beta';
import {
  closedNames,
  isOutside,
  type ClosedListReader,
} from '../../model/closedList';
import { known } from '../../model/values';
import { readComplianceState } from './complianceState';
import type { DevicePayload } from './request';

export const readOwnerType = closedNames<OwnerType>([
  'unknown',
  'company',
  'personal',
]);

export const readManagementState = closedNames<ManagementState>([
  'managed',
  'retirePending',
  'retireFailed',
  'wipePending',
  'wipeFailed',
  'unhealthy',
  'deletePending',
  'retireIssued',
  'wipeIssued',
  'wipeCanceled',
  'retireCanceled',
  'discovered',
]);

export const readRegistrationState = closedNames<DeviceRegistrationState>([
  'notRegistered',
  'registered',
  'revoked',
  'keyConflict',
  'approvalPending',
  'certificateReset',
  'notRegisteredPendingEnrollment',
  'unknown',
]);

export const readArchitecture = closedNames<ManagedDeviceArchitecture>([
  'unknown',
  'x86',
  'x64',
  'arm',
  'arM64',
]);

export const readLostMode = closedNames<LostModeState>(['disabled', 'enabled']);

const readAgent = closedNames<ManagementAgentType>([
  'eas',
  'mdm',
  'easMdm',
  'intuneClient',
  'easIntuneClient',
  'configurationManagerClient',
  'configurationManagerClientMdm',
  'configurationManagerClientMdmEas',
  'unknown',
  'jamf',
  'googleCloudDevicePolicyController',
  'microsoft365ManagedMdm',
  'msSense',
  'intuneAosp',
  'google',
]);

export const readDeviceType = closedNames<DeviceType>([
  'desktop',
  'windowsRT',
  'winMO6',
  'nokia',
  'windowsPhone',
  'mac',
  'winCE',
  'winEmbedded',
  'iPhone',
  'iPad',
  'iPod',
  'android',
  'iSocConsumer',
  'unix',
  'macMDM',
  'holoLens',
  'surfaceHub',
  'androidForWork',
  'androidEnterprise',
  'windows10x',
  'androidnGMS',
  'chromeOS',
  'linux',
  'visionOS',
  'tvOS',
  'blackberry',
  'palm',
  'unknown',
  'cloudPC',
]);

/** Microsoft adds members to the lists of agents and types: one that is new is emitted as it came. */
export const managementAgentOf = (value: unknown) =>
  readAgent(value) ?? known(value);

export const deviceTypeOf = (value: unknown) =>
  readDeviceType(value) ?? known(value);

/** What decides a property of its own, or is documented as one of a few. */
const closed = {
  complianceState: readComplianceState,
  managementState: readManagementState,
  deviceRegistrationState: readRegistrationState,
  ownerType: readOwnerType,
  processorArchitecture: readArchitecture,
  lostModeState: readLostMode,
} as const satisfies Partial<
  Record<keyof DevicePayload, ClosedListReader<string>>
>;

const closedProperties = Object.entries(closed) as [
  keyof typeof closed,
  ClosedListReader<string>,
][];

/** Whether a device has a value that is none of Microsoft's list: it is left out of the entities. */
export function hasUnreadableValue(device: DevicePayload): boolean {
  return closedProperties.some(([name, read]) => isOutside(read, device[name]));
}

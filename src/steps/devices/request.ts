/** What the managed-devices step asks of Microsoft Graph. */
import type {
  ManagedDevice,
  ManagedDeviceOverview,
} from '@microsoft/microsoft-graph-types-beta';
import { defineRequest, type GraphRequest } from '../../graph/request';

const permission = {
  anyOf: ['DeviceManagementManagedDevices.Read.All'],
  without:
    'all Intune devices, host agents, and what is known of their policies and applications',
} as const;

/** Beta: v1.0 knows no device type and no logged-on users. */
export const managedDevicesRequest = defineRequest<ManagedDevice>()({
  version: 'beta',
  path: '/deviceManagement/managedDevices',
  select: [
    'id',
    'autopilotEnrolled',
    'androidSecurityPatchLevel',
    'azureADDeviceId',
    'azureADRegistered',
    'complianceGracePeriodExpirationDateTime',
    'complianceState',
    'deviceCategoryDisplayName',
    'deviceEnrollmentType',
    'deviceHealthAttestationState',
    'deviceName',
    'deviceRegistrationState',
    'deviceType',
    'easDeviceId',
    'emailAddress',
    'enrolledDateTime',
    'exchangeAccessState',
    'freeStorageSpaceInBytes',
    'imei',
    'isEncrypted',
    'isSupervised',
    'jailBroken',
    'joinType',
    'lastSyncDateTime',
    'lostModeState',
    'managedDeviceName',
    'managementAgent',
    'managementCertificateExpirationDate',
    'managementState',
    'manufacturer',
    'meid',
    'model',
    'operatingSystem',
    'osVersion',
    'ownerType',
    'partnerReportedThreatState',
    'phoneNumber',
    'processorArchitecture',
    'securityPatchLevel',
    'serialNumber',
    'totalStorageSpaceInBytes',
    'userDisplayName',
    'userId',
    'userPrincipalName',
    'usersLoggedOn',
    'wiFiMacAddress',
  ],
  top: 1000,
  workload: 'intuneDevices',
  cost: 1,
  permission,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-devices-manageddevice-list?view=graph-rest-beta',
});

/** What the list can do without. */
export const optionalDeviceFields = [
  'androidSecurityPatchLevel',
  'autopilotEnrolled',
  'azureADRegistered',
  'complianceGracePeriodExpirationDateTime',
  'deviceEnrollmentType',
  'exchangeAccessState',
  'joinType',
  'lostModeState',
  'managementCertificateExpirationDate',
  'partnerReportedThreatState',
  'securityPatchLevel',
] as const satisfies readonly (keyof DevicePayload)[];

/** The list answers null, 0 or nothing for these, even when they are selected: one device a request. */
export const deviceDetailsRequest = defineRequest<ManagedDevice>()({
  version: 'beta',
  path: '/deviceManagement/managedDevices/{id}',
  select: [
    'id',
    'deviceHealthAttestationState',
    'enrollmentProfileName',
    'ethernetMacAddress',
    'hardwareInformation',
    'iccid',
    'notes',
    'physicalMemoryInBytes',
    'retireAfterDateTime',
    'roleScopeTagIds',
    'udid',
    'windowsActiveMalwareCount',
  ],
  workload: 'intuneDevices',
  cost: 1,
  permission,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-devices-manageddevice-get?view=graph-rest-beta',
});

/** What the details can do without. */
export const optionalDetailFields = [
  'enrollmentProfileName',
  'notes',
  'retireAfterDateTime',
  'roleScopeTagIds',
  'windowsActiveMalwareCount',
] as const satisfies readonly (keyof DeviceDetailsPayload)[];

export type DeviceOverview = Pick<ManagedDeviceOverview, 'enrolledDeviceCount'>;

/** What the listing is checked against. It is not known to take `$select`. */
export const deviceOverviewRequest: GraphRequest<DeviceOverview> = {
  version: 'v1.0',
  path: '/deviceManagement/managedDeviceOverview',
  query: {},
  workload: 'intuneDevices',
  cost: 1,
  permission,
  isReplaceable: true,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-devices-manageddeviceoverview-get',
};

export type DevicePayload = NonNullable<
  (typeof managedDevicesRequest)['payload']
>;
export type DeviceDetailsPayload = NonNullable<
  (typeof deviceDetailsRequest)['payload']
>;

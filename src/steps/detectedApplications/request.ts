/** Where the applications found on devices come from. */
import type { DetectedApp } from '@microsoft/microsoft-graph-types-beta';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import { defineRequest, type GraphRequest } from '../../graph/request';

const permission = {
  anyOf: ['DeviceManagementManagedDevices.Read.All'],
  without: 'all applications that were detected on devices',
} as const;

/** What a device says of an application. */
export type DetectedAppPayload = Pick<
  DetectedApp,
  'id' | 'displayName' | 'sizeInByte' | 'version'
>;

/** A device with its applications; there are more of them where there is a link. */
export interface ExpandedDevicePayload {
  readonly detectedApps?: readonly DetectedAppPayload[];
  readonly 'detectedApps@odata.nextLink'?: string;
}

/** Of a single device of beta: the list of all devices takes it, and gives empty lists. */
export const EXPANDED_APPLICATIONS = 'detectedApps';

/** A device with all of its applications at once. Beta only, and throttled hard: for few devices. */
export const expandedDeviceRequest: GraphRequest<ExpandedDevicePayload> = {
  version: 'beta',
  path: '/deviceManagement/managedDevices/{id}',
  query: { $select: 'id', $expand: EXPANDED_APPLICATIONS },
  workload: 'intuneDevices',
  cost: 1,
  permission,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-devices-manageddevice-get?view=graph-rest-beta',
};

/**
 * The same as a list of its own, which is reported to end at 50 applications
 * without a next link: https://github.com/realmjoin/SlimLib.Microsoft.Graph
 */
export const deviceApplicationsRequest = defineRequest<DetectedApp>()({
  version: 'beta',
  path: '/deviceManagement/managedDevices/{id}/detectedApps',
  select: ['id', 'displayName', 'sizeInByte', 'version'],
  workload: 'intuneDevices',
  cost: 1,
  permission,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-devices-detectedapp-list?view=graph-rest-beta',
});

export type InventoryColumn =
  'ApplicationKey' | 'ApplicationName' | 'ApplicationVersion' | 'DeviceId';

/** All applications on all devices. It has no sizes. */
export const inventoryExport: ExportRequest<InventoryColumn> = {
  reportName: 'AppInvRawData',
  columns: [
    'ApplicationKey',
    'ApplicationName',
    'ApplicationVersion',
    'DeviceId',
  ],
  forms: {
    ApplicationKey: 'value',
    ApplicationVersion: 'version',
    DeviceId: 'guid',
  },
  permission: {
    ...permission,
    without:
      'the fast source of detected applications; each device is asked for instead',
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports',
};

/** Where the applications found on devices come from. */
import type { DetectedApp } from '@microsoft/microsoft-graph-types-beta';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import { defineRequest } from '../../graph/request';

const permission = {
  anyOf: ['DeviceManagementManagedDevices.Read.All'],
  without: 'all applications that were detected on devices',
} as const;

/** Beta only, and throttled hard: for few devices. */
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
  permission: {
    ...permission,
    without:
      'the fast source of detected applications; each device is asked for instead',
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports',
};

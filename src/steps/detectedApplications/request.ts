/** Where the applications found on devices come from. */
import type { DetectedApp } from '@microsoft/microsoft-graph-types-beta';
import { defineRequest, type GraphRequest } from '../../graph/request';
import {
  EXPANDED_APPLICATIONS,
  type ExpandedDevicePayload,
} from '../devices/expandedDevice';

const permission = {
  anyOf: ['DeviceManagementManagedDevices.Read.All'],
  without: 'all applications that were detected on devices',
} as const;

/** A device with all of its applications at once. Beta only, and throttled hard: for few devices. */
export const expandedDeviceRequest: GraphRequest<ExpandedDevicePayload> = {
  version: 'beta',
  path: '/deviceManagement/managedDevices/{id}',
  query: { $select: 'id', $expand: EXPANDED_APPLICATIONS },
  workload: 'intuneDevices',
  cost: 1,
  permission,
  isReplaceable: true,
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
  select: [
    'id',
    'displayName',
    'platform',
    'publisher',
    'sizeInByte',
    'version',
  ],
  workload: 'intuneDevices',
  cost: 1,
  permission,
  isReplaceable: true,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-devices-detectedapp-list?view=graph-rest-beta',
});

/** Applications found on devices: of one device, of the whole tenant, and the overview of the devices. https://learn.microsoft.com/graph/api/resources/intune-devices-detectedapp */
import type {
  DeviceOperatingSystemSummary,
  ManagedDevice,
  ManagedDeviceOverview,
} from '@microsoft/microsoft-graph-types-beta';
import { detectedAppType } from '../../entityTypes/intune';
import { readManagedDevices } from '../../intunePermissions';
import {
  cutSkipPage,
  cutTokenPage,
  intuneListAnswer,
} from '../../odata/intunePage';
import { readQuery } from '../../odata/query';
import { project, readSelection } from '../../odata/select';
import type { Route } from '../../route';
import { intuneRead } from './intuneRead';
import { existingDevice } from './managedDevices';

/** Not documented; small enough for a device to need several. */
const appsPerPage = 100;

/**
 * Where the list of one device ends, without a next link and whatever `$top` says: a notice in a public client.
 * https://github.com/realmjoin/SlimLib.Microsoft.Graph
 */
const appsBeforeCut = 50;

export const detectedAppRoutes: readonly Route[] = [
  {
    ...intuneRead,
    path: '/deviceManagement/managedDevices/:id/detectedApps',
    // v1.0 has no such navigation property.
    versions: ['beta'],
    permissions: readManagedDevices,
    handle: (call, context) => {
      const options = readQuery(call, ['$select', '$top', '$skiptoken']);
      const selection = readSelection(options, detectedAppType, call.version);
      const { id } = existingDevice(call, context);
      const all = context.intune.subscription.data.detectedApps.get(id) ?? [];
      const isCut = context.detectedAppsList === 'cut';
      const apps = isCut ? all.slice(0, appsBeforeCut) : all;
      const page = cutTokenPage(apps, call, options, context, appsPerPage);
      return intuneListAnswer(call, context, {
        set: `deviceManagement/managedDevices('${id}')/detectedApps`,
        selected: selection.selected,
        page: {
          nextLink: page.nextLink,
          items: page.items.map((app) =>
            project(app, selection.properties, detectedAppType),
          ),
        },
      });
    },
  },
  {
    ...intuneRead,
    path: '/deviceManagement/detectedApps',
    permissions: readManagedDevices,
    handle: (call, context) => {
      const options = readQuery(call, ['$select', '$top', '$skip']);
      const selection = readSelection(options, detectedAppType, call.version);
      const apps = context.intune.allDetectedApps();
      const page = cutSkipPage(apps, call, options, context, appsPerPage);
      return intuneListAnswer(call, context, {
        set: 'deviceManagement/detectedApps',
        selected: selection.selected,
        count: apps.length,
        page: {
          nextLink: page.nextLink,
          items: page.items.map((app) =>
            project(app, selection.properties, detectedAppType),
          ),
        },
      });
    },
  },
  {
    ...intuneRead,
    path: '/deviceManagement/managedDeviceOverview',
    permissions: readManagedDevices,
    handle: (call, context) => {
      readQuery(call, []);
      const { accountId, data } = context.intune.subscription;
      return {
        status: 200,
        body: {
          '@odata.context': `${context.origin}/${call.version}/$metadata#deviceManagement/managedDeviceOverview/$entity`,
          ...overviewOf(accountId, data.managedDevices),
        },
      };
    },
  },
];

function overviewOf(
  id: string,
  devices: readonly ManagedDevice[],
): ManagedDeviceOverview {
  const running = (system: RegExp) =>
    devices.filter(({ operatingSystem }) => system.test(operatingSystem ?? ''))
      .length;
  const systems: DeviceOperatingSystemSummary = {
    androidCount: running(/^android/i),
    iosCount: running(/^(ios|ipados)/i),
    macOSCount: running(/^macos/i),
    windowsMobileCount: 0,
    windowsCount: running(/^windows/i),
    unknownCount: running(/^$/),
  };
  return {
    id,
    enrolledDeviceCount: devices.length,
    mdmEnrolledCount: devices.length,
    dualEnrolledDeviceCount: 0,
    deviceOperatingSystemSummary: systems,
    deviceExchangeAccessStateSummary: {
      allowedDeviceCount: 0,
      blockedDeviceCount: 0,
      quarantinedDeviceCount: 0,
      unknownDeviceCount: 0,
      unavailableDeviceCount: devices.length,
    },
  };
}

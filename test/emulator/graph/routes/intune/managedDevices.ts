/** `/deviceManagement/managedDevices`. https://learn.microsoft.com/graph/api/intune-devices-manageddevice-list */
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune } from '../../../tenant';
import type { GraphContext } from '../../context';
import { managedDeviceType } from '../../entityTypes/managedDevice';
import { badRequest, notEmulated } from '../../errors';
import { resourceNotFound } from '../../intuneErrors';
import { listedDevice, singleDevice } from '../../intune/deviceShapes';
import { cutDevicePage } from '../../intune/devicePage';
import { readManagedDevices } from '../../intunePermissions';
import { qualifiedName, unknownProperty } from '../../odata/entityType';
import { intuneListAnswer } from '../../odata/intunePage';
import { readQuery, type QueryOptions } from '../../odata/query';
import {
  contextOf,
  project,
  readSelection,
  selectedNames,
  type Selection,
} from '../../odata/select';
import type { GraphAnswer, GraphCall, GraphVersion, Route } from '../../route';
import { intuneRead } from './intuneRead';

const set = 'deviceManagement/managedDevices';

export const managedDeviceRoutes: readonly Route[] = [
  {
    ...intuneRead,
    path: '/deviceManagement/managedDevices',
    permissions: readManagedDevices,
    handle: listDevices,
  },
  {
    ...intuneRead,
    path: '/deviceManagement/managedDevices/$count',
    permissions: readManagedDevices,
    handle: () => {
      throw badRequest('No OData route exists that match the request.');
    },
  },
  {
    ...intuneRead,
    path: '/deviceManagement/managedDevices/:id',
    permissions: readManagedDevices,
    handle: getDevice,
  },
];

function listDevices(call: GraphCall, context: GraphContext): GraphAnswer {
  const options = readQuery(call, [
    '$select',
    '$top',
    '$skiptoken',
    '$filter',
    '$expand',
  ]);
  refuseFilter(options);
  const expands = expandsApps(options, call.version);
  const selection = readDeviceSelection(options, expands, call.version);
  const page = cutDevicePage(call, options, context);
  return intuneListAnswer(call, context, {
    set,
    selected: selection.selected,
    count: page.items.length,
    page: {
      nextLink: page.nextLink,
      items: page.items.map((device) => ({
        ...project(
          listedDevice(device),
          selection.properties,
          managedDeviceType,
        ),
        // A listing takes the option and brings nothing: https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2048
        ...(expands && { detectedApps: [] }),
      })),
    },
  });
}

function getDevice(call: GraphCall, context: GraphContext): GraphAnswer {
  const options = readQuery(call, ['$select', '$expand']);
  const { version } = call;
  const expands = expandsApps(options, version);
  const { selected, properties } = readDeviceSelection(
    options,
    expands,
    version,
  );
  const device = existingDevice(call, context);
  const columns = expands ? [...(selected ?? []), 'detectedApps()'] : selected;
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(
        context.origin,
        version,
        set,
        { selected: columns, properties },
        '/$entity',
      ),
      ...project(singleDevice(device, selected), properties, managedDeviceType),
      ...(expands && { detectedApps: expandedApps(device.id, context) }),
    },
  };
}

/** Many more than a page of the list would have, all at once. */
function expandedApps(
  deviceId: string,
  { expandedDetectedApps, intune }: GraphContext,
) {
  switch (expandedDetectedApps) {
    case 'whole':
      return intune.subscription.data.detectedApps.get(deviceId) ?? [];
    case 'empty':
      return [];
    case 'refused':
      throw badRequest(
        "The property 'detectedApps' cannot be used in the $expand query option.",
      );
  }
}

/** What is expanded may be selected besides, and comes either way. */
function readDeviceSelection(
  options: QueryOptions,
  expands: boolean,
  version: GraphVersion,
): Selection {
  const names = selectedNames(options);
  if (names === undefined || !expands) {
    return readSelection(options, managedDeviceType, version);
  }
  const own = names.filter((name) => name !== 'detectedApps');
  const $select = own.length > 0 ? own.join(',') : 'id';
  return readSelection(
    new Map([...options, ['$select', $select]]),
    managedDeviceType,
    version,
  );
}

/** The device that the path names; throws a `GraphError` when it is not there. */
export function existingDevice(
  { params: { id = '' } }: GraphCall,
  { intune }: GraphContext,
): IdentifiedIntune<ManagedDevice> {
  const device = intune.device(id);
  if (device === undefined) throw resourceNotFound();
  return device;
}

function refuseFilter(options: QueryOptions): void {
  const filter = options.get('$filter');
  if (filter === undefined) return;
  if (/\bid\s+eq\b/i.test(filter)) {
    throw badRequest("The property 'id' cannot be used in $filter.");
  }
  throw notEmulated('$filter');
}

/** The navigation property exists on beta only. */
function expandsApps(options: QueryOptions, version: GraphVersion): boolean {
  const expand = options.get('$expand');
  if (expand === undefined) return false;
  if (expand === 'detectedApps' && version === 'beta') return true;
  if (expand === 'detectedApps') {
    throw unknownProperty(expand, qualifiedName(managedDeviceType));
  }
  if (expand === 'hardwareInformation') {
    throw badRequest(
      "Property 'hardwareInformation' on type 'microsoft.graph.managedDevice' is not a navigation property or complex property. Only navigation properties can be expanded.",
    );
  }
  throw notEmulated(`$expand=${expand}`);
}

/** Devices and their host agents, from one listing. */
import { timestamp } from '../../model/dates';
import { hostAgentKey, readId, type Identified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import { present } from '../../model/values';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { EarlyDetections, earlyDetections } from './earlyDetections';
import { prepareExports } from '../earlyExports';
import { toHostAgentEntity } from './hostAgent/converter';
import { HostAgentEntity } from './hostAgent/entity';
import { hostAgentManagesDevice } from './hostAgent/relationships';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { ItemFailures } from '../../run/itemFailures';
import { MANY_DEVICES_FOR_APPLICATIONS } from '../../run/thresholds';
import { publishOdd } from '../../run/oddities';
import { listWhole } from '../../run/listing/listWhole';
import { settleAll } from '../../run/settleAll';
import { stepIds } from '../../run/stepIds';
import { webLinksOf } from '../../run/webLinks';
import { countDevices, expectedDevices } from './deviceCount';
import { nameOf, toDeviceEntity } from './converter';
import { DetailFields, fetchDetails } from './details';
import { listedDevices, type ListedDevice } from './listedDevices';
import { kindOf } from './deviceType';
import { deviceEntities } from './entity';
import { hasUnreadableValue } from './enumerations';
import { certainOsType } from './osType';
import {
  deviceDetailsRequest,
  deviceOverviewRequest,
  managedDevicesRequest,
  type DevicePayload,
  optionalDeviceFields,
} from './request';

async function fetchDevices(context: StepContext): Promise<void> {
  const { jobState, completeness } = context;
  const listing: Listing = {
    index: new Map(),
    applications: new EarlyDetections(),
    detailFailures: new ItemFailures(),
    detailFields: new DetailFields(context),
    unreadable: 0,
  };
  await settleAll(context, [
    async (part) => prepareExports(part, await expectedDevices(part)),
    (part) => listDevices(part, listing),
  ]);
  const { index, applications, detailFailures, unreadable } = listing;
  await listedDevices.save(jobState, index);
  await earlyDetections.save(jobState, applications);
  detailFailures.conclude(completeness, {
    of: index.size,
    gone: 'devices were deleted before their details were read',
    unread: 'devices whose details could not be read',
  });
  publishOdd(context, {
    code: 'M365-DATA-022',
    kind: 'unreadable',
    count: unreadable,
    description: `Devices with states or other values that Microsoft does not document: ${unreadable}. They are collected without these.`,
  });
}

interface Listing {
  readonly index: Map<string, ListedDevice>;
  /** Of the devices whose details were read. */
  readonly applications: EarlyDetections;
  readonly detailFailures: ItemFailures;
  readonly detailFields: DetailFields;
  /** Devices with a value that Microsoft does not document. */
  unreadable: number;
}

async function listDevices(
  context: StepContext,
  listing: Listing,
): Promise<void> {
  await listWhole<DevicePayload>(context, {
    what: 'devices',
    request: managedDevicesRequest,
    count: {
      read: () => countDevices(context.graph),
      // Pages are cut by name: a device that gets another one may move from what comes to what was read.
      isExact: true,
    },
    deciding: [
      'complianceState',
      'isEncrypted',
      'managementState',
      'ownerType',
    ],
    optional: optionalDeviceFields,
    take: (devices) => takeDevices(context, listing, devices),
  });
}

async function takeDevices(
  context: StepContext,
  listing: Listing,
  devices: readonly Identified<DevicePayload>[],
): Promise<void> {
  const { graph, emission } = context;
  const { index, applications, detailFailures, detailFields } = listing;
  const links = await webLinksOf(context);
  devices.forEach((device) => index.set(device.id, toIndexed(device)));
  listing.unreadable += devices.filter(hasUnreadableValue).length;
  prepareExports(context, index.size);
  const details = context.instance.config.includeAdvancedDeviceDetails
    ? await fetchDetails(
        graph,
        devices,
        detailFailures,
        detailFields,
        (await comeWithDetails(context, index.size)) ? applications : undefined,
      )
    : undefined;
  await emission.addEach(devices, (device) => [
    toDeviceEntity(device, details?.get(device.id), links),
    toHostAgentEntity(device, links),
    toManagement(device),
  ]);
}

/** Whether each device has to be asked for its applications anyway: then its details come in the same answer. */
async function comeWithDetails(
  { graph, instance }: StepContext,
  deviceCount: number,
): Promise<boolean> {
  const isOff = instance.disabledSources?.some(
    ({ ingestionSourceId }) =>
      ingestionSourceId === ingestionSourceIds.applications,
  );
  return (
    !isOff &&
    (deviceCount <= MANY_DEVICES_FOR_APPLICATIONS ||
      (await graph.areExportsRefused()))
  );
}

const toManagement = (device: Identified<DevicePayload>) =>
  createRelationship(
    hostAgentManagesDevice.of(kindOf(device).type),
    hostAgentKey(device.id),
    device.id,
  );

function toIndexed(device: Identified<DevicePayload>): ListedDevice {
  const loggedOn = lastLogOns(device.usersLoggedOn);
  return {
    type: kindOf(device).type,
    name: nameOf(device),
    gracePeriodExpiresOn: timestamp(
      device.complianceGracePeriodExpirationDateTime,
    ),
    osType: certainOsType(device),
    ownerId: readId(device.userId),
    // Nobody on most devices. Lists take less memory than maps.
    loggedOnIds: loggedOn && [...loggedOn.keys()],
    loggedOnTimes: loggedOn && [...loggedOn.values()],
  };
}

/** The last time of each user; undefined without any user. */
function lastLogOns(
  usersLoggedOn: DevicePayload['usersLoggedOn'],
): ReadonlyMap<string, number | undefined> | undefined {
  const last = new Map<string, number | undefined>();
  for (const user of Array.isArray(usersLoggedOn) ? usersLoggedOn : []) {
    const id = readId(user?.userId);
    if (id !== undefined) {
      const times = [last.get(id), timestamp(user?.lastLogOnDateTime)];
      const known = present(times);
      last.set(id, known.length > 0 ? Math.max(...known) : undefined);
    }
  }
  return last.size > 0 ? last : undefined;
}

export const managedDevicesStep = defineStep({
  id: stepIds.managedDevices,
  name: 'Fetch managed devices',
  entities: [...deviceEntities, HostAgentEntity],
  relationships: hostAgentManagesDevice.all,
  // Devices need nothing of the account, and exports are posted that much earlier.
  ingestionSourceId: ingestionSourceIds.devices,
  requiresIntune: true,
  datasets: [
    {
      what: 'devices',
      proof: 'count',
      how: '`managedDeviceOverview`; it may count fewer, without Linux',
      requests: [managedDevicesRequest, deviceOverviewRequest],
    },
    {
      what: 'details of devices',
      onlyWith: 'includeAdvancedDeviceDetails',
      proof: 'count',
      how: 'one answer for each device',
      requests: [deviceDetailsRequest],
    },
  ],
  handler: fetchDevices,
});

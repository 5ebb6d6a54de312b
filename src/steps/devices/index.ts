/** Devices and their host agents, from one listing. */
import { Additions } from '../../model/additions';
import { inParts } from '../../model/inParts';
import {
  hostAgentKey,
  identified,
  readId,
  type Identified,
} from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import {
  EarlyDetections,
  saveEarlyDetections,
} from '../detectedApplications/earlyDetections';
import { prepareExports } from '../earlyExports';
import { toHostAgentEntity } from '../hostAgents/converter';
import { HostAgentEntity } from '../hostAgents/entity';
import { hostAgentManagesDevice } from '../hostAgents/relationships';
import { ingestionSourceIds } from '../ingestionSources';
import { MANY_DEVICES_FOR_APPLICATIONS } from '../limits';
import { Oddities } from '../oddities';
import { settleAll } from '../settleAll';
import { stepIds } from '../stepIds';
import { countDevices, listAgainWhileShort } from './completeness';
import { toDeviceEntity } from './converter';
import { fetchDetails } from './details';
import { saveDeviceIndex, type IndexedDevice } from './deviceIndex';
import { kindOf } from './deviceType';
import { deviceEntities } from './entity';
import { hasUnreadableValue } from './enumerations';
import {
  deviceDetailsRequest,
  deviceOverviewRequest,
  managedDevicesRequest,
  type DevicePayload,
} from './request';

/** Two entities each. Answers that arrive have their turn in between: other steps wait for the list of groups. */
const CONVERTED_AT_ONCE = 50;

async function fetchDevices(context: StepContext): Promise<void> {
  const { jobState } = context;
  const oddities = createOddities();
  const index = new Map<string, IndexedDevice>();
  const additions = new Additions(jobState);
  const applications = new EarlyDetections();
  const listing = { index, additions, applications };
  await settleAll(context, [
    async (part) => prepareExports(part, await countDevices(part)),
    (part) => listDevices(part, { ...listing, oddities }),
  ]);
  // Counted anew: devices come and go while they are listed.
  await listAgainWhileShort(context, {
    listed: () => index.size + oddities.counted('withoutId'),
    list: () =>
      // What is odd was counted the first time.
      listDevices(context, { ...listing, oddities: createOddities() }),
  });
  await additions.flush();
  await saveDeviceIndex(jobState, index);
  await saveEarlyDetections(jobState, applications);
  oddities.log(context);
}

const createOddities = () =>
  new Oddities({
    withoutId: 'Devices without an id were left out',
    repeated: 'Devices that Microsoft Graph listed again were left out',
    withoutDetails: 'Devices were deleted before their details were read',
    unreadableState:
      'Devices have states or other values that Microsoft does not document: these were left out',
  });

interface Listing {
  readonly index: Map<string, IndexedDevice>;
  readonly additions: Additions;
  /** Of the devices whose details were read. */
  readonly applications: EarlyDetections;
  readonly oddities: ReturnType<typeof createOddities>;
}

/** Emits the devices that are not in the index yet. */
async function listDevices(
  context: StepContext,
  { index, additions, applications, oddities }: Listing,
): Promise<void> {
  const { graph } = context;
  const { includeAdvancedDeviceDetails } = context.instance.config;
  for await (const page of graph.list(managedDevicesRequest)) {
    const listed = identified(page);
    const devices = registerNew(listed, index);
    oddities.count('withoutId', page.length - listed.length);
    oddities.count('repeated', listed.length - devices.length);
    oddities.count(
      'unreadableState',
      devices.filter(hasUnreadableValue).length,
    );
    prepareExports(context, index.size);
    const details = includeAdvancedDeviceDetails
      ? await fetchDetails(
          graph,
          devices,
          (await comeWithDetails(context, index.size))
            ? applications
            : undefined,
        )
      : undefined;
    oddities.count(
      'withoutDetails',
      details ? devices.length - details.size : 0,
    );
    for (const part of inParts(devices, CONVERTED_AT_ONCE)) {
      await additions.add(
        part.flatMap((device) => [
          toDeviceEntity(device, details?.get(device.id)),
          toHostAgentEntity(device),
        ]),
        part.map(toManagement),
      );
      await graph.giveWay();
    }
  }
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

/** Those that were not listed before, on this page or another; the first one counts. */
function registerNew(
  devices: readonly Identified<DevicePayload>[],
  index: Map<string, IndexedDevice>,
): Identified<DevicePayload>[] {
  return devices.filter((device) => {
    const isNew = !index.has(device.id);
    if (isNew) {
      index.set(device.id, toIndexed(device));
    }
    return isNew;
  });
}

const toManagement = (device: Identified<DevicePayload>) =>
  createRelationship(
    hostAgentManagesDevice.of(kindOf(device).type),
    hostAgentKey(device.id),
    device.id,
  );

function toIndexed(device: DevicePayload): IndexedDevice {
  const loggedOn = Array.isArray(device.usersLoggedOn)
    ? device.usersLoggedOn.flatMap((user) => readId(user?.userId) ?? [])
    : [];
  return {
    type: kindOf(device).type,
    ownerId: readId(device.userId),
    loggedOnIds: loggedOn.length > 0 ? [...new Set(loggedOn)] : undefined,
  };
}

export const managedDevicesStep = defineStep({
  id: stepIds.managedDevices,
  name: 'Fetch managed devices',
  entities: [...deviceEntities, HostAgentEntity],
  relationships: hostAgentManagesDevice.all,
  dependsOn: [stepIds.account],
  ingestionSourceId: ingestionSourceIds.devices,
  requiresIntune: true,
  requests: [
    managedDevicesRequest,
    deviceDetailsRequest,
    deviceOverviewRequest,
  ],
  handler: fetchDevices,
});

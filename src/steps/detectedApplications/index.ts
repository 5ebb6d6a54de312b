/** Applications that were found on devices. */
import { inventoryExport } from '../exports';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { listedDevices, type ListedDevices } from '../devices/listedDevices';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { MANY_DEVICES_FOR_APPLICATIONS } from '../../run/thresholds';
import { causesOf, completeFrom, type Missed } from '../../run/sources/sources';
import { stepIds } from '../../run/stepIds';
import { toDetectedApplicationEntity } from './converter';
import { DetectionTable } from './detectionTable';
import { earlyDetections } from '../devices/earlyDetections';
import { DetectedApplicationEntity } from './entity';
import {
  deviceInstalledApplication,
  toInstalledRelationship,
} from './relationships';
import { deviceApplicationsRequest, expandedDeviceRequest } from './request';
import {
  readApplicationLists,
  readExpandedDevices,
  readInventory,
} from './sources';

async function fetchDetectedApplications(context: StepContext): Promise<void> {
  const devices = await listedDevices.load(context.jobState);
  if (devices.size === 0) {
    return;
  }
  const table = new DetectionTable(devices);
  const gone = new Set<string>();
  const missed = await readDetections(context, devices, table, gone);
  await emitDetections(context, devices, table);
  addOddRows(context, table);
  context.completeness.addLeftOut('changes', {
    count: gone.size,
    of: devices.size,
    what: 'devices were gone when their detected applications were asked for',
  });
  context.completeness.addMissing({
    count: missed.length,
    what: 'devices whose detected applications are missing',
    causes: causesOf(missed, (id) => `device ${id}`),
  });
}

/**
 * Devices that said something when their details were read are not asked again.
 *
 * @param gone gets the devices that are
 */
async function readDetections(
  context: StepContext,
  devices: ListedDevices,
  table: DetectionTable,
  gone: Set<string>,
): Promise<Missed<string>[]> {
  const early = await earlyDetections.load(context.jobState);
  const others = [...devices.keys()].filter((id) => !early?.has(id));
  early?.moveTo(table);
  const fromExport = { read: readInventory(context, devices, table) };
  const fromDevices = [
    { read: readExpandedDevices(context, table, gone) },
    { read: readApplicationLists(context, table, gone) },
  ];
  return completeFrom(
    others,
    others.length > MANY_DEVICES_FOR_APPLICATIONS
      ? [fromExport, ...fromDevices]
      : [...fromDevices, fromExport],
  );
}

async function emitDetections(
  { emission }: StepContext,
  devices: ListedDevices,
  table: DetectionTable,
): Promise<void> {
  await emission.addEach(devices, ([deviceId, { type }]) =>
    table
      .onDevice(deviceId)
      .map((detection) => toInstalledRelationship(deviceId, type, detection)),
  );
  await emission.addEach(table.applications(), (application) => [
    toDetectedApplicationEntity(application),
  ]);
}

function addOddRows(
  { completeness }: StepContext,
  table: DetectionTable,
): void {
  completeness.addUnlisted('devices on which applications were detected', {
    unknown: table.unknownDevices.size,
    known: table.knownDevices,
  });
  completeness.addLeftOut('rows', {
    count: table.rowsWithoutName,
    of: table.rowCount,
    what: 'detected applications have no name',
  });
}

export const detectedApplicationsStep = defineStep({
  id: stepIds.detectedApplications,
  name: 'Fetch detected applications',
  entities: [DetectedApplicationEntity],
  relationships: deviceInstalledApplication.all,
  dependsOn: [stepIds.managedDevices],
  ingestionSourceId: ingestionSourceIds.applications,
  requiresIntune: true,
  datasets: [
    {
      what: 'detected applications of devices',
      proof: 'second source',
      how: 'some devices are asked themselves, as a sample of the export; a list that ends exactly where Microsoft cuts lists off is not believed',
      requests: [
        expandedDeviceRequest,
        deviceApplicationsRequest,
        exportDeclaration(inventoryExport),
      ],
    },
  ],
  handler: fetchDetectedApplications,
});

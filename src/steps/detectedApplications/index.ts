/** Applications that were found on devices. */
import type { ExplicitRelationship } from '@jupiterone/integration-sdk-core';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { Additions } from '../../model/additions';
import { inParts } from '../../model/inParts';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { loadDeviceIndex, type DeviceIndex } from '../devices/deviceIndex';
import { firstComplete } from '../sources';
import { ingestionSourceIds } from '../ingestionSources';
import { MANY_DEVICES_FOR_APPLICATIONS } from '../limits';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { toDetectedApplicationEntity } from './converter';
import type { DetectionTable } from './detectionTable';
import { DetectedApplicationEntity } from './entity';
import {
  deviceInstalledApplication,
  toInstalledRelationship,
} from './relationships';
import { deviceApplicationsRequest, inventoryExport } from './request';
import { readDevices, readInventory } from './sources';

/** Devices that are emitted before answers that arrive have their turn. */
const DEVICES_AT_ONCE = 10;

async function fetchDetectedApplications(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const devices = await loadDeviceIndex(jobState);
  if (devices.size === 0) {
    return;
  }
  const fromExport = () => readInventory(graph, devices);
  const fromDevices = () => readDevices(graph, devices, [...devices.keys()]);
  const table = await firstComplete<DetectionTable>(
    context,
    devices.size > MANY_DEVICES_FOR_APPLICATIONS
      ? [fromExport, fromDevices]
      : [fromDevices],
  );
  await emitDetections(context, devices, table);
  logOddRows(context, table);
}

async function emitDetections(
  { graph, jobState }: StepContext,
  devices: DeviceIndex,
  table: DetectionTable,
): Promise<void> {
  const additions = new Additions(jobState);
  for (const part of inParts(devices, DEVICES_AT_ONCE)) {
    const relationships: ExplicitRelationship[] = [];
    for (const [deviceId, { type }] of part) {
      for (const detection of table.onDevice(deviceId)) {
        relationships.push(toInstalledRelationship(deviceId, type, detection));
      }
    }
    await additions.add([], relationships);
    await graph.giveWay();
  }
  for (const application of table.applications()) {
    await additions.add([toDetectedApplicationEntity(application)], []);
  }
  await additions.flush();
}

function logOddRows(context: StepContext, table: DetectionTable): void {
  const oddities = new Oddities({
    unknownDevice: 'Applications on devices that are not listed were left out',
    withoutName: 'Detected applications without a name were left out',
  });
  oddities.count('unknownDevice', table.rowsOfUnknownDevices);
  oddities.count('withoutName', table.rowsWithoutName);
  oddities.log(context);
}

export const detectedApplicationsStep = defineStep({
  id: stepIds.detectedApplications,
  name: 'Fetch detected applications',
  entities: [DetectedApplicationEntity],
  relationships: deviceInstalledApplication.all,
  dependsOn: [stepIds.managedDevices],
  ingestionSourceId: ingestionSourceIds.applications,
  requiresIntune: true,
  requests: [deviceApplicationsRequest, exportDeclaration(inventoryExport)],
  handler: fetchDetectedApplications,
});

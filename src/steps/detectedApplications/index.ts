/** Applications that were found on devices. */
import type { ExplicitRelationship } from '@jupiterone/integration-sdk-core';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { Additions } from '../../model/additions';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { loadDeviceIndex, type DeviceIndex } from '../devices/deviceIndex';
import { firstComplete, type Source } from '../sources';
import { ingestionSourceIds } from '../ingestionSources';
import { MANY_DEVICES_FOR_APPLICATIONS } from '../limits';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { ApplicationCatalogue, type DetectedRow } from './catalogue';
import { toDetectedApplicationEntity } from './converter';
import { DetectedApplicationEntity } from './entity';
import {
  deviceInstalledApplication,
  toInstalledRelationship,
} from './relationships';
import { deviceApplicationsRequest, inventoryExport } from './request';
import { rowsOfDevices, rowsOfExport } from './sources';

async function fetchDetectedApplications(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const devices = await loadDeviceIndex(jobState);
  if (devices.size === 0) {
    return;
  }
  const emitter = new DetectionEmitter(context, devices);
  const ids = new Set(devices.keys());
  const fromExport: Source<void> = () => emitter.emit(rowsOfExport(graph, ids));
  const fromDevices: Source<void> = () =>
    emitter.emit(rowsOfDevices(graph, ids));
  await firstComplete(
    context,
    devices.size > MANY_DEVICES_FOR_APPLICATIONS
      ? [fromExport, fromDevices]
      : [fromDevices],
  );
}

class DetectionEmitter {
  readonly #context: StepContext;
  readonly #devices: DeviceIndex;
  /** Of all sources: one that gives way has had relationships emitted already. */
  readonly #catalogue = new ApplicationCatalogue();

  constructor(context: StepContext, devices: DeviceIndex) {
    this.#context = context;
    this.#devices = devices;
  }

  /** Relationships as rows come; applications at the end, when all is known of them. */
  async emit(pages: AsyncIterable<DetectedRow[]>): Promise<void> {
    const { jobState } = this.#context;
    const oddities = new Oddities({
      unknownDevice:
        'Applications on devices that are not listed were left out',
      withoutName: 'Detected applications without a name were left out',
    });
    const additions = new Additions(jobState);
    for await (const rows of pages) {
      const relationships: ExplicitRelationship[] = [];
      for (const row of rows) {
        const device = this.#devices.get(row.deviceId);
        const key = device && this.#catalogue.add(row);
        if (device && key !== undefined) {
          relationships.push(toInstalledRelationship(row, device.type, key));
        } else {
          oddities.count(device ? 'withoutName' : 'unknownDevice');
        }
      }
      await additions.add([], relationships);
    }
    for (const application of this.#catalogue.applications()) {
      await additions.add([toDetectedApplicationEntity(application)], []);
    }
    await additions.flush();
    oddities.log(this.#context);
  }
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

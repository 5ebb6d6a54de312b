/** Applications that were found on devices. */
import type { ExplicitRelationship } from '@jupiterone/integration-sdk-core';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { Additions } from '../../model/additions';
import { SeenPairs } from '../../model/seenPairs';
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
  readonly #installed = new SeenPairs();
  readonly #additions: Additions;

  constructor(context: StepContext, devices: DeviceIndex) {
    this.#context = context;
    this.#devices = devices;
    this.#additions = new Additions(context.jobState);
  }

  /** Relationships as rows come; applications at the end, when all is known of them. */
  async emit(pages: AsyncIterable<DetectedRow[]>): Promise<void> {
    const oddities = new Oddities({
      unknownDevice:
        'Applications on devices that are not listed were left out',
      withoutName: 'Detected applications without a name were left out',
    });
    for await (const rows of pages) {
      const relationships: ExplicitRelationship[] = [];
      for (const row of rows) {
        const device = this.#devices.get(row.deviceId);
        const detection = device && this.#catalogue.add(row);
        if (!device || !detection) {
          oddities.count(device ? 'withoutName' : 'unknownDevice');
        } else if (this.#installed.add(row.deviceId, detection.number)) {
          relationships.push(
            toInstalledRelationship(row, device.type, detection),
          );
        }
      }
      await this.#additions.add([], relationships);
    }
    for (const application of this.#catalogue.applications()) {
      await this.#additions.add([toDetectedApplicationEntity(application)], []);
    }
    await this.#additions.flush();
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

/** The two sources of detected applications, as the same rows in the same table. */
import type { GraphClient } from '../../graph/client';
import { isNotFound } from '../../graph/errors';
import { forParameters } from '../../graph/request';
import { present, text } from '../../model/values';
import type { DeviceIndex } from '../devices/deviceIndex';
import { evenly, refuseShortExport } from '../exportSample';
import { refuseAllMissing } from '../missingChildren';
import { readIntoTable, refuseEmptyExport } from '../sources';
import { DetectionTable } from './detectionTable';
import { deviceApplicationsRequest, inventoryExport } from './request';

/** As many as go into one batch. */
const SAMPLED_DEVICES = 20;

/**
 * All devices at once. The file says nothing of how many rows it should have:
 * some devices are asked themselves.
 *
 * @throws ExportUnavailableError
 */
export async function readInventory(
  graph: GraphClient,
  devices: DeviceIndex,
): Promise<DetectionTable> {
  const { reportName } = inventoryExport;
  const table = await readIntoTable(
    graph,
    inventoryExport,
    () => new DetectionTable(devices),
    (rows, row) =>
      rows.add({
        deviceId: row.DeviceId.toLowerCase(),
        detectionId: text(row.ApplicationKey),
        name: row.ApplicationName,
        version: row.ApplicationVersion,
      }),
  );
  refuseEmptyExport(reportName, table.rowCount);
  const sampleIds = evenly([...devices.keys()], SAMPLED_DEVICES);
  const sample = await readDevices(graph, devices, sampleIds);
  refuseShortExport(
    reportName,
    sampleIds.map((id) => ({
      exported: table.onDevice(id).length,
      counted: sample.onDevice(id).length,
    })),
  );
  return table;
}

/** 20 devices an HTTP request. A device that is gone has none. */
export async function readDevices(
  graph: GraphClient,
  devices: DeviceIndex,
  deviceIds: readonly string[],
): Promise<DetectionTable> {
  const table = new DetectionTable(devices);
  const results = graph.listMany(requests(deviceIds), isNotFound);
  let missing = 0;
  for await (const result of results) {
    missing += 'failure' in result ? 1 : 0;
    for (const application of present('items' in result ? result.items : [])) {
      table.add({
        deviceId: result.source,
        detectionId: text(application.id),
        name: application.displayName,
        version: application.version,
        sizeInByte: application.sizeInByte,
      });
    }
  }
  refuseAllMissing(deviceApplicationsRequest, missing, deviceIds.length);
  return table;
}

function* requests(deviceIds: Iterable<string>) {
  for (const id of deviceIds) {
    yield {
      source: id,
      request: forParameters(deviceApplicationsRequest, { id }),
    };
  }
}

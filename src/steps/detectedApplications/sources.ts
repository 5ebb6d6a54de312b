/** The two sources of detected applications, as the same rows. */
import type { GraphClient } from '../../graph/client';
import { isNotFound } from '../../graph/errors';
import { forParameters } from '../../graph/request';
import { text } from '../../model/values';
import { refuseAllMissing } from '../missingChildren';
import { nonEmptyExport } from '../sources';
import type { DetectedRow } from './catalogue';
import { deviceApplicationsRequest, inventoryExport } from './request';

/** All devices at once. @throws ExportUnavailableError */
export async function* rowsOfExport(
  graph: GraphClient,
): AsyncGenerator<DetectedRow[]> {
  for await (const rows of nonEmptyExport(graph, inventoryExport)) {
    yield rows.map((row) => ({
      deviceId: row.DeviceId.toLowerCase(),
      detectionId: text(row.ApplicationKey),
      name: row.ApplicationName,
      version: row.ApplicationVersion,
    }));
  }
}

/** 20 devices an HTTP request. A device that is gone has none. */
export async function* rowsOfDevices(
  graph: GraphClient,
  deviceIds: ReadonlySet<string>,
): AsyncGenerator<DetectedRow[]> {
  const results = graph.listMany('beta', requests(deviceIds), isNotFound);
  let missing = 0;
  for await (const result of results) {
    if ('failure' in result) {
      missing += 1;
    } else {
      yield result.items.map((application) => ({
        deviceId: result.source,
        detectionId: text(application.id),
        name: application.displayName,
        version: application.version,
        sizeInByte: application.sizeInByte,
      }));
    }
  }
  refuseAllMissing(deviceApplicationsRequest, missing, deviceIds.size);
}

function* requests(deviceIds: Iterable<string>) {
  for (const id of deviceIds) {
    yield {
      source: id,
      request: forParameters(deviceApplicationsRequest, { id }),
    };
  }
}

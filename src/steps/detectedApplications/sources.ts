/** The two sources of detected applications, as the same rows. */
import type { GraphClient } from '../../graph/client';
import { isNotFound } from '../../graph/errors';
import { forParameters } from '../../graph/request';
import { present, text } from '../../model/values';
import { refuseAllMissing } from '../missingChildren';
import { evenly, refuseShortExport } from '../exportSample';
import { nonEmptyExport } from '../sources';
import type { DetectedRow } from './catalogue';
import { deviceApplicationsRequest, inventoryExport } from './request';

/** As many as go into one batch. */
const SAMPLED_DEVICES = 20;

/**
 * All devices at once. The file says nothing of how many rows it should have:
 * some devices are asked themselves.
 *
 * @throws ExportUnavailableError at the end, too
 */
export async function* rowsOfExport(
  graph: GraphClient,
  deviceIds: ReadonlySet<string>,
): AsyncGenerator<DetectedRow[]> {
  const sampleIds = evenly([...deviceIds], SAMPLED_DEVICES);
  const exported = new Map(sampleIds.map((id) => [id, new Set<string>()]));
  for await (const exportRows of nonEmptyExport(graph, inventoryExport)) {
    const rows = exportRows.map((row) => ({
      deviceId: row.DeviceId.toLowerCase(),
      detectionId: text(row.ApplicationKey),
      name: row.ApplicationName,
      version: row.ApplicationVersion,
    }));
    // The file repeats some rows.
    rows.forEach((row) => exported.get(row.deviceId)?.add(rowId(row)));
    yield rows;
  }
  const listed = new Map(sampleIds.map((id) => [id, new Set<string>()]));
  for await (const rows of rowsOfDevices(graph, new Set(sampleIds))) {
    rows.forEach((row) => listed.get(row.deviceId)?.add(rowId(row)));
  }
  refuseShortExport(
    inventoryExport.reportName,
    sampleIds.map((id) => ({
      exported: exported.get(id)?.size ?? 0,
      counted: listed.get(id)?.size ?? 0,
    })),
  );
}

/** The two sources may have ids of their own. */
const rowId = ({ name, version }: DetectedRow) =>
  JSON.stringify([name, version]);

/** 20 devices an HTTP request. A device that is gone has none. */
export async function* rowsOfDevices(
  graph: GraphClient,
  deviceIds: ReadonlySet<string>,
): AsyncGenerator<DetectedRow[]> {
  const results = graph.listMany(requests(deviceIds), isNotFound);
  let missing = 0;
  for await (const result of results) {
    if ('failure' in result) {
      missing += 1;
    } else {
      yield present(result.items).map((application) => ({
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

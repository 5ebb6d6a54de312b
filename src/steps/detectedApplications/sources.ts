/** The sources of detected applications, as the same rows in the same table. */
import { isNotFound } from '../../graph/errors';
import { forParameters, type GraphRequest } from '../../graph/request';
import { oneCase } from '../../model/keys';
import { text } from '../../model/values';
import type { StepContext } from '../context';
import type { DeviceIndex } from '../devices/deviceIndex';
import { evenly, shortageOf } from '../exportSample';
import { refuseAllMissing } from '../missingChildren';
import {
  allUnfinished,
  givesWay,
  readIntoTable,
  refuseEmptyExport,
  unlessUnavailable,
  type ReadItems,
  type Unfinished,
} from '../sources';
import { DetectionTable } from './detectionTable';
import { isWhole } from './earlyDetections';
import {
  deviceApplicationsRequest,
  expandedDeviceRequest,
  inventoryExport,
} from './request';

/** As many as go into one batch. */
const SAMPLED_DEVICES = 20;

/** A list that was cut off has so many applications and no next link. */
const CUT_LENGTH = 50;

/**
 * All devices at once. The file says nothing of how many rows it should have:
 * some devices are asked themselves, half of them devices without any row.
 */
export function readInventory(
  context: StepContext,
  devices: DeviceIndex,
  table: DetectionTable,
): ReadItems<string> {
  const { reportName } = inventoryExport;
  return unlessUnavailable(context, async (deviceIds) => {
    const exported = await readIntoTable(
      context.graph,
      inventoryExport,
      () => new DetectionTable(devices),
      (rows, row) =>
        rows.add({
          deviceId: oneCase(row.DeviceId),
          detectionId: text(row.ApplicationKey),
          name: row.ApplicationName,
          version: row.ApplicationVersion,
        }),
    );
    refuseEmptyExport(reportName, exported.rowCount);
    const shortage = await findShortage(context, devices, deviceIds, exported);
    if (shortage) {
      context.logger.warn({ reportName, reason: shortage }, 'Export is short');
      return allUnfinished(deviceIds, `${reportName}: ${shortage}`);
    }
    table.adopt(deviceIds, exported);
    return [];
  });
}

async function findShortage(
  context: StepContext,
  devices: DeviceIndex,
  deviceIds: readonly string[],
  exported: DetectionTable,
): Promise<string | undefined> {
  const isEmpty = (id: string) => exported.onDevice(id).length === 0;
  const empty = evenly(deviceIds.filter(isEmpty), SAMPLED_DEVICES / 2);
  const others = evenly(
    deviceIds.filter((id) => !isEmpty(id)),
    SAMPLED_DEVICES - empty.length,
  );
  const sample = new DetectionTable(devices);
  const sampleIds = [...empty, ...others];
  const unread = await readExpandedDevices(context, sample)(sampleIds);
  const unreadIds = new Set(unread.map(({ item }) => item));
  return shortageOf(
    sampleIds
      .filter((id) => !unreadIds.has(id))
      .map((id) => ({
        exported: exported.onDevice(id).length,
        counted: sample.onDevice(id).length,
      })),
  );
}

/** 20 devices an HTTP request, each with all of its applications. A device that is gone has none. */
export function readExpandedDevices(
  { graph }: StepContext,
  table: DetectionTable,
): ReadItems<string> {
  return async (deviceIds) => {
    const unfinished: Unfinished<string>[] = [];
    const items = requestsFor(deviceIds, expandedDeviceRequest);
    let missing = 0;
    let found = 0;
    for await (const result of graph.getMany(items, givesWay)) {
      const { source } = result;
      if ('failure' in result) {
        if (isNotFound(result.failure)) {
          missing += 1;
        } else {
          unfinished.push({ item: source, cause: result.failure.message });
        }
      } else if (isWhole(result.payload)) {
        const { detectedApps = [] } = result.payload;
        found += detectedApps.length;
        table.addAll(source, detectedApps);
      } else {
        unfinished.push({ item: source, cause: NOT_WHOLE });
      }
    }
    refuseAllMissing(expandedDeviceRequest, missing, deviceIds.length);
    // Lists of devices give empty lists, too: where all are empty, another request has the word.
    return found === 0
      ? allUnfinished(deviceIds, 'no device names any application')
      : unfinished;
  };
}

const NOT_WHOLE = 'the device came without the whole list of its applications';

/** The list of each device, which may be cut off. */
export function readApplicationLists(
  { graph }: StepContext,
  table: DetectionTable,
): ReadItems<string> {
  return async (deviceIds) => {
    const unfinished: Unfinished<string>[] = [];
    const items = requestsFor(deviceIds, deviceApplicationsRequest);
    const lengths = new Map<string, number>();
    let missing = 0;
    for await (const result of graph.listMany(items, givesWay)) {
      const { source } = result;
      if ('failure' in result) {
        if (isNotFound(result.failure)) {
          missing += 1;
        } else {
          unfinished.push({ item: source, cause: result.failure.message });
        }
        continue;
      }
      const before = result.beginsAnew ? 0 : (lengths.get(source) ?? 0);
      const length = before + result.items.length;
      lengths.set(source, length);
      table.addAll(source, result.items);
      if (result.isLast && length === CUT_LENGTH) {
        unfinished.push({
          item: source,
          cause: `the list of its applications ends at ${CUT_LENGTH}, where lists are known to be cut off`,
        });
      }
    }
    refuseAllMissing(deviceApplicationsRequest, missing, deviceIds.length);
    return unfinished;
  };
}

function* requestsFor<Payload>(
  deviceIds: Iterable<string>,
  request: GraphRequest<Payload>,
) {
  for (const id of deviceIds) {
    yield { source: id, request: forParameters(request, { id }) };
  }
}

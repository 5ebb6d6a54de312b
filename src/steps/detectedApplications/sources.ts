/** The sources of detected applications, as the same rows in the same table. */
import { inventoryExport } from '../exports';
import { isForbidden, isNotFound } from '../../graph/errors/errors';
import { forParameters, type GraphRequest } from '../../graph/request';
import { readId } from '../../model/keys';
import { text } from '../../model/values';
import type { StepContext } from '../../run/context';
import type { ListedDevices } from '../devices/listedDevices';
import { evenly, shortageOf } from '../../run/sources/exportSample';
import {
  readIntoTable,
  refuseEmptyExport,
  unlessUnavailable,
} from '../../run/sources/exportSource';
import {
  allUnfinished,
  allowsAnotherSource,
  type ReadItems,
  type Unfinished,
} from '../../run/sources/sources';
import { DetectionTable } from './detectionTable';
import { isWhole } from '../devices/expandedDevice';
import { deviceApplicationsRequest, expandedDeviceRequest } from './request';
import { coded } from '../../graph/basics/messageCodes';

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
  devices: ListedDevices,
  table: DetectionTable,
): ReadItems<string> {
  const { reportName } = inventoryExport;
  return unlessUnavailable(context, async (deviceIds) => {
    const exported = await readIntoTable(
      context,
      inventoryExport,
      () => new DetectionTable(devices),
      (rows, row) =>
        rows.add({
          deviceId: readId(row.DeviceId) ?? '',
          detectionId: text(row.ApplicationKey),
          name: row.ApplicationName,
          version: row.ApplicationVersion,
          platform: row.Platform,
        }),
    );
    refuseEmptyExport(reportName, exported.rowCount);
    const shortage = await findShortage(context, devices, deviceIds, exported);
    if (shortage) {
      context.logger.warn(
        { reportName, reason: shortage },
        coded('M365-LOG-005', 'Export is short'),
      );
      return allUnfinished(deviceIds, `${reportName}: ${shortage}`);
    }
    const unfinished = deviceIds.filter(
      (id) => exported.onDevice(id).length < table.onDevice(id).length,
    );
    table.adopt(deviceIds, exported);
    return allUnfinished(
      unfinished,
      `${reportName} has fewer applications of it than its own list`,
    );
  });
}

async function findShortage(
  context: StepContext,
  devices: ListedDevices,
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
  // A device that cannot be read has nothing in the sample, and speaks against nothing.
  const silent = await readExpandedDevices(
    context,
    sample,
    new Set(),
  )(sampleIds);
  if (sampleIds.length > 0 && silent.length === sampleIds.length) {
    context.completeness.addUnchecked(
      'applications that were detected on devices',
      silent[0].cause,
    );
  }
  return shortageOf(
    sampleIds.map((id) => ({
      exported: exported.onDevice(id).length,
      counted: sample.onDevice(id).length,
    })),
  );
}

/**
 * 20 devices an HTTP request, each with all of its applications. A device that is
 * gone has none.
 *
 * @param gone gets the devices that are
 */
export function readExpandedDevices(
  { graph }: StepContext,
  table: DetectionTable,
  gone: Set<string>,
): ReadItems<string> {
  return async (deviceIds) => {
    const unfinished: Unfinished<string>[] = [];
    const requests = new DeviceRequests(deviceIds, expandedDeviceRequest);
    let found = 0;
    for await (const result of graph.getMany(requests, allowsAnotherSource)) {
      const { source } = result;
      if ('failure' in result) {
        if (isNotFound(result.failure)) {
          gone.add(source);
        } else {
          requests.refused(result.failure);
          unfinished.push({ item: source, cause: result.failure.message });
        }
      } else if (isWhole(result.payload)) {
        const { detectedApps = [] } = result.payload;
        found += detectedApps.length;
        requests.taken();
        table.addAll(source, detectedApps);
      } else {
        unfinished.push({ item: source, cause: NOT_WHOLE });
      }
    }
    // Lists of devices give empty lists, too: where all are empty, another request has the word.
    return found === 0
      ? allUnfinished(
          deviceIds,
          unfinished.at(0)?.cause ?? 'no device names any application',
        )
      : [...unfinished, ...requests.unasked()];
  };
}

const NOT_WHOLE = 'the device came without the whole list of its applications';

/** The list of each device, which may be cut off. */
export function readApplicationLists(
  { graph }: StepContext,
  table: DetectionTable,
  gone: Set<string>,
): ReadItems<string> {
  return async (deviceIds) => {
    const unfinished: Unfinished<string>[] = [];
    const requests = new DeviceRequests(deviceIds, deviceApplicationsRequest);
    const lengths = new Map<string, number>();
    for await (const result of graph.listMany(requests, allowsAnotherSource)) {
      const { source } = result;
      if ('failure' in result) {
        if (isNotFound(result.failure)) {
          gone.add(source);
        } else {
          requests.refused(result.failure);
          unfinished.push({ item: source, cause: result.failure.message });
        }
        continue;
      }
      requests.taken();
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
    return [...unfinished, ...requests.unasked()];
  };
}

/** So many devices refused and none taken: then it is no matter of the device. */
const REFUSALS_THAT_COUNT = 100;

/** A request for each device, until Graph is found to refuse them all. */
class DeviceRequests<Payload> {
  readonly #deviceIds: readonly string[];
  readonly #request: GraphRequest<Payload>;
  #asked = 0;
  #refusals = 0;
  #isTaken = false;
  #refusal?: Error;

  constructor(deviceIds: readonly string[], request: GraphRequest<Payload>) {
    this.#deviceIds = deviceIds;
    this.#request = request;
  }

  *[Symbol.iterator]() {
    for (const id of this.#deviceIds) {
      if (this.#refusal) {
        return;
      }
      this.#asked += 1;
      yield { source: id, request: forParameters(this.#request, { id }) };
    }
  }

  taken(): void {
    this.#isTaken = true;
  }

  refused(failure: Error): void {
    this.#refusals += 1;
    if (
      isForbidden(failure) ||
      (!this.#isTaken && this.#refusals >= REFUSALS_THAT_COUNT)
    ) {
      this.#refusal = failure;
    }
  }

  unasked(): Unfinished<string>[] {
    const deviceIds = this.#deviceIds.slice(this.#asked);
    return allUnfinished(deviceIds, this.#refusal?.message ?? '');
  }
}

/** The advanced details of one page of devices: one request each, 20 a batch. */
import type { GraphClient } from '../../graph/client';
import { isBadRequest } from '../../graph/errors/errors';
import { forParameters, type GraphRequest } from '../../graph/request';
import type { EarlyDetections } from './earlyDetections';
import {
  EXPANDED_APPLICATIONS,
  type ExpandedDevicePayload,
} from './expandedDevice';
import { isAboutRequest, type ItemFailures } from '../../run/itemFailures';
import { deviceDetailsRequest, type DeviceDetailsPayload } from './request';

type Details = Map<string, DeviceDetailsPayload>;
interface Device {
  readonly id: string;
}

/**
 * By device id; a device that was deleted since it was listed, or that cannot be
 * read, is not in it. When many cannot be read, the rest of the devices of the run
 * goes without details: they must not cost the devices.
 *
 * @param failures of single devices, of all pages
 * @param applications gets what the devices say of their applications in the same answers
 */
export async function fetchDetails(
  graph: GraphClient,
  devices: readonly Device[],
  failures: ItemFailures,
  applications?: EarlyDetections,
): Promise<Details> {
  const details: Details = new Map();
  try {
    if (!failures.isGivenUp) {
      await readDetails(graph, devices, details, failures, applications);
    }
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    failures.giveUp(error);
  }
  return details;
}

async function readDetails(
  graph: GraphClient,
  devices: readonly Device[],
  details: Details,
  failures: ItemFailures,
  applications?: EarlyDetections,
): Promise<void> {
  const left =
    applications && !applications.isRefused
      ? await readWithApplications(
          graph,
          devices,
          details,
          failures,
          applications,
        )
      : devices;
  for await (const result of ask(graph, left, deviceDetailsRequest, (error) =>
    failures.tolerates(error),
  )) {
    const { id } = result.source;
    if ('payload' in result) {
      failures.succeeded();
      details.set(id, result.payload);
    } else {
      failures.failed(result.failure, `device ${id}`);
    }
  }
}

/** @returns the devices whose request Graph did not take: they may be read alone */
async function readWithApplications(
  graph: GraphClient,
  devices: readonly Device[],
  details: Details,
  failures: ItemFailures,
  applications: EarlyDetections,
): Promise<readonly Device[]> {
  const refused: Device[] = [];
  for await (const result of ask(
    graph,
    devices,
    withApplications,
    (error) => isBadRequest(error) || failures.tolerates(error),
  )) {
    const { source } = result;
    if ('payload' in result) {
      failures.succeeded();
      details.set(source.id, result.payload);
      applications.add(source.id, result.payload);
    } else if (isBadRequest(result.failure)) {
      refused.push(source);
    } else {
      failures.failed(result.failure, `device ${source.id}`);
    }
  }
  if (refused.length > 0) {
    applications.refuse();
  }
  return refused;
}

const withApplications: GraphRequest<
  DeviceDetailsPayload & ExpandedDevicePayload
> = {
  ...deviceDetailsRequest,
  query: { ...deviceDetailsRequest.query, $expand: EXPANDED_APPLICATIONS },
};

function ask<Payload>(
  graph: GraphClient,
  devices: readonly Device[],
  request: GraphRequest<Payload>,
  tolerates: (failure: Error) => boolean,
) {
  const items = devices.map((device) => ({
    source: device,
    request: forParameters(request, { id: device.id }),
  }));
  return graph.getMany(items, tolerates);
}

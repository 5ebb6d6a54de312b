/** The advanced details of one page of devices: one request each, 20 a batch. */
import type { GraphClient } from '../../graph/client';
import { GraphResponseError, isNotFound } from '../../graph/errors';
import { forParameters, type GraphRequest } from '../../graph/request';
import type { EarlyDetections } from '../detectedApplications/earlyDetections';
import {
  EXPANDED_APPLICATIONS,
  type ExpandedDevicePayload,
} from '../detectedApplications/request';
import { refuseAllMissing } from '../missingChildren';
import { deviceDetailsRequest, type DeviceDetailsPayload } from './request';

type Details = Map<string, DeviceDetailsPayload>;
interface Device {
  readonly id: string;
}

/**
 * By device id; a device that was deleted since it was listed is not in it.
 *
 * @param applications gets what the devices say of their applications in the same answers
 * @throws IntegrationProviderAPIError when none of several devices is there any more
 */
export async function fetchDetails(
  graph: GraphClient,
  devices: readonly Device[],
  applications?: EarlyDetections,
): Promise<Details> {
  const details: Details = new Map();
  const left =
    applications && !applications.isRefused
      ? await readWithApplications(graph, devices, details, applications)
      : devices;
  if (left.length > 0) {
    await read(graph, left, deviceDetailsRequest, details, isNotFound);
  }
  refuseAllMissing(
    deviceDetailsRequest,
    devices.length - details.size,
    devices.length,
  );
  return details;
}

/** @returns the devices whose request Graph did not take */
async function readWithApplications(
  graph: GraphClient,
  devices: readonly Device[],
  details: Details,
  applications: EarlyDetections,
): Promise<readonly Device[]> {
  const refused = await read(
    graph,
    devices,
    withApplications,
    details,
    (error) => isNotFound(error) || isBadRequest(error),
    (id, payload) => applications.add(id, payload),
  );
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

/** @returns the devices whose request Graph did not take */
async function read<Payload extends DeviceDetailsPayload>(
  graph: GraphClient,
  devices: readonly Device[],
  request: GraphRequest<Payload>,
  details: Details,
  tolerates: (failure: Error) => boolean,
  alsoTake: (id: string, payload: Payload) => void = () => undefined,
): Promise<Device[]> {
  const refused: Device[] = [];
  const items = devices.map((device) => ({
    source: device,
    request: forParameters(request, { id: device.id }),
  }));
  for await (const result of graph.getMany(items, tolerates)) {
    if ('payload' in result) {
      details.set(result.source.id, result.payload);
      alsoTake(result.source.id, result.payload);
    } else if (isBadRequest(result.failure)) {
      refused.push(result.source);
    }
  }
  return refused;
}

function isBadRequest(error: Error): boolean {
  return error instanceof GraphResponseError && error.status === 400;
}

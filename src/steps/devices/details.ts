/** The advanced details of one page of devices: one request each, 20 a batch. */
import type { GraphClient } from '../../graph/client';
import { isNotFound } from '../../graph/errors';
import { forParameters } from '../../graph/request';
import { deviceDetailsRequest, type DeviceDetailsPayload } from './request';

/** By device id; a device that was deleted since it was listed is not in it. */
export async function fetchDetails(
  graph: GraphClient,
  devices: readonly { readonly id: string }[],
): Promise<Map<string, DeviceDetailsPayload>> {
  const details = new Map<string, DeviceDetailsPayload>();
  const items = devices.map(({ id }) => ({
    source: id,
    request: forParameters(deviceDetailsRequest, { id }),
  }));
  for await (const result of graph.getMany(items, isNotFound)) {
    if ('payload' in result) {
      details.set(result.source, result.payload);
    }
  }
  return details;
}

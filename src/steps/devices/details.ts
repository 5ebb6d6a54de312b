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
import { RefusedFields } from '../../run/listing/refusedFields';
import type { StepContext } from '../../run/context';
import {
  deviceDetailsRequest,
  optionalDetailFields,
  type DeviceDetailsPayload,
} from './request';

type Details = Map<string, DeviceDetailsPayload>;
interface Device {
  readonly id: string;
}

/**
 * The properties that are asked for, of all pages. Some may be left out, when a
 * tenant or a cloud refuses them.
 */
export class DetailFields {
  readonly #refused: RefusedFields;
  #mayBeRefused = true;

  constructor(context: Pick<StepContext, 'graph' | 'logger'>) {
    this.#refused = new RefusedFields(
      context,
      'single devices',
      optionalDetailFields,
      'object',
    );
  }

  /** Whether a refusal of devices may be about the properties. */
  get mayBeRefused(): boolean {
    return this.#mayBeRefused;
  }

  without<Payload>(request: GraphRequest<Payload>): GraphRequest<Payload> {
    return this.#refused.without(request);
  }

  /** @returns whether it was about properties, which are left out from now on */
  async explain({ id }: Device, failure: unknown): Promise<boolean> {
    this.#mayBeRefused = await this.#refused.explain(
      forParameters(this.without(deviceDetailsRequest), { id }),
      failure,
    );
    return this.#mayBeRefused;
  }
}

/**
 * By device id; a device that was deleted since it was listed, or that cannot be
 * read, is not in it. When many cannot be read, the rest of the devices of the run
 * goes without details: they must not cost the devices.
 *
 * @param failures of single devices, of all pages
 * @param fields that are asked for
 * @param applications gets what the devices say of their applications in the same answers
 */
export async function fetchDetails(
  graph: GraphClient,
  devices: readonly Device[],
  failures: ItemFailures,
  fields: DetailFields,
  applications?: EarlyDetections,
): Promise<Details> {
  const details: Details = new Map();
  try {
    if (!failures.isGivenUp) {
      await readDetails(
        { graph, details, failures, fields },
        devices,
        applications,
      );
    }
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    failures.giveUp(error);
  }
  return details;
}

interface Reading {
  readonly graph: GraphClient;
  readonly details: Details;
  readonly failures: ItemFailures;
  readonly fields: DetailFields;
}

async function readDetails(
  reading: Reading,
  devices: readonly Device[],
  applications?: EarlyDetections,
): Promise<void> {
  const left =
    applications && !applications.isRefused
      ? await readWithApplications(reading, devices, applications)
      : devices;
  await readAlone(reading, left);
}

async function readAlone(
  reading: Reading,
  devices: readonly Device[],
): Promise<void> {
  const { graph, details, failures, fields } = reading;
  const request = fields.without(deviceDetailsRequest);
  const refused: { readonly device: Device; readonly failure: Error }[] = [];
  for await (const result of ask(
    graph,
    devices,
    request,
    (error) =>
      (fields.mayBeRefused && isBadRequest(error)) || failures.tolerates(error),
  )) {
    const { source: device } = result;
    if ('payload' in result) {
      failures.succeeded();
      details.set(device.id, result.payload);
    } else if (fields.mayBeRefused && isBadRequest(result.failure)) {
      refused.push({ device, failure: result.failure });
    } else {
      failures.failed(result.failure, `device ${device.id}`);
    }
  }
  const [first] = refused;
  if (!first) {
    return;
  }
  if (await fields.explain(first.device, first.failure)) {
    await readAlone(
      reading,
      refused.map(({ device }) => device),
    );
    return;
  }
  for (const { device, failure } of refused) {
    if (!failures.tolerates(failure)) {
      throw failure;
    }
    failures.failed(failure, `device ${device.id}`);
  }
}

/** @returns the devices whose request Graph did not take: they may be read alone */
async function readWithApplications(
  { graph, details, failures, fields }: Reading,
  devices: readonly Device[],
  applications: EarlyDetections,
): Promise<readonly Device[]> {
  const refused: Device[] = [];
  for await (const result of ask(
    graph,
    devices,
    fields.without(withApplications),
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

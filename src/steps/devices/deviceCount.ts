/** How many devices Intune counts. It may count fewer than it lists: Linux devices are left out. */
import {
  errorMessage,
  GraphError,
  GraphProtocolError,
} from '../../graph/errors/errors';
import type { GraphClient } from '../../graph/client';
import { endpointName } from '../../graph/request';
import { count } from '../../model/values';
import type { StepContext } from '../../run/context';
import { deviceOverviewRequest, type DeviceOverview } from './request';

/** @throws GraphError when Intune does not say */
export async function countDevices(graph: GraphClient): Promise<number> {
  return deviceCountOf(await graph.get(deviceOverviewRequest));
}

/** @throws GraphProtocolError when there is no number in it */
export function deviceCountOf({ enrolledDeviceCount }: DeviceOverview): number {
  const counted = count(enrolledDeviceCount);
  if (counted === undefined || counted < 0) {
    throw new GraphProtocolError(
      endpointName(deviceOverviewRequest),
      'the answer has no number of devices',
    );
  }
  return counted;
}

/**
 * For what is only a matter of speed; 0 when Intune does not say. Asked for
 * before the steps began (startStates.ts), so that it need not be waited for.
 */
export async function expectedDevices({
  graph,
  logger,
}: StepContext): Promise<number> {
  try {
    return await countDevices(graph);
  } catch (error) {
    if (!(error instanceof GraphError)) {
      throw error;
    }
    logger.info(
      { reason: errorMessage(error) },
      'The number of devices is not known yet',
    );
    return 0;
  }
}

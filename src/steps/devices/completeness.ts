/**
 * Whether the listing has all devices. Its pages are cut by name and id: a device
 * that gets another name meanwhile may move from what comes to what was read, and
 * is missed. Intune's own count shows it, and another listing finds it.
 */
import { errorMessage, GraphError } from '../../graph/errors';
import { count } from '../../model/values';
import type { StepContext } from '../context';
import { deviceOverviewRequest } from './request';

/** Listings after the first one, at most. */
const MOST_REPEATS = 2;

export interface DeviceListing {
  /** Different devices so far. */
  readonly listed: () => number;
  /** Reads all pages again, and takes what is new. @throws GraphError */
  readonly list: () => Promise<void>;
}

/**
 * Lists again while Intune counts more devices and that finds some. The count
 * may be late, or of other devices than the list: alone it proves nothing, so it
 * fails no step, and neither does its absence.
 *
 * @throws GraphError when a listing fails
 */
export async function listAgainWhileShort(
  context: StepContext,
  { listed, list }: DeviceListing,
): Promise<void> {
  const { logger } = context;
  const counted = await countDevices(context);
  let before = -1;
  for (
    let repeats = 0;
    listed() < counted && listed() > before && repeats < MOST_REPEATS;
    repeats += 1
  ) {
    before = listed();
    await list();
    logger.info(
      { counted, before, found: listed() - before },
      'Intune counts more devices than it listed: they were listed again',
    );
  }
  if (listed() < counted) {
    logger.warn(
      { counted, listed: listed() },
      'Intune counts more devices than it lists',
    );
  }
}

/** 0 when Intune does not say. */
export async function countDevices({
  graph,
  logger,
}: StepContext): Promise<number> {
  try {
    const { enrolledDeviceCount } = await graph.get(deviceOverviewRequest);
    return count(enrolledDeviceCount) ?? 0;
  } catch (error) {
    if (!(error instanceof GraphError)) {
      throw error;
    }
    logger.warn(
      { reason: errorMessage(error) },
      'The number of devices was not checked',
    );
    return 0;
  }
}

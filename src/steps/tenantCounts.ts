/** How large the tenant is, before anything is read from it. */
import { errorMessage, GraphError } from '../graph/errors/errors';
import type { GraphClient } from '../graph/client';
import type { CountRequest } from '../graph/request';
import type { EventLogger } from '../run/events';
import type { TenantCounts } from '../run/heap/estimate';
import { ingestionSourceIds } from '../run/ingestionSources';
import { countDevices } from './devices/deviceCount';
import { groupsCountRequest } from './groups/request';
import { usersCountRequest } from './users/request';

/** The run begins without counts that take longer. */
const PATIENCE_MS = 5_000;

/**
 * Asks Graph for its counts, and leaves zero where it does not say. Nothing that
 * is collected depends on them.
 *
 * @param off ids of ingestion sources: what they collect is not counted
 */
export async function countTenant(
  graph: GraphClient,
  logger: EventLogger,
  off: ReadonlySet<string>,
): Promise<TenantCounts> {
  const ending = new AbortController();
  const part = graph.forPart(ending.signal);
  const countUnless = (isOff: boolean, read: () => Promise<number>) =>
    isOff ? 0 : readCount(read, logger);
  const countOf = (request: CountRequest) => () => part.count(request);
  void endAfter(part, ending);
  try {
    const [users, groups, devices] = await Promise.all([
      countUnless(false, countOf(usersCountRequest)),
      countUnless(
        off.has(ingestionSourceIds.groups),
        countOf(groupsCountRequest),
      ),
      countUnless(off.has(ingestionSourceIds.devices), () =>
        countDevices(part),
      ),
    ]);
    return { users, groups, devices };
  } finally {
    ending.abort();
  }
}

/** Never rejects: the pause ends early when the counts are there. */
async function endAfter(
  part: GraphClient,
  ending: AbortController,
): Promise<void> {
  await part.pause(PATIENCE_MS).catch(() => undefined);
  ending.abort();
}

async function readCount(
  read: () => Promise<number>,
  logger: EventLogger,
): Promise<number> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof GraphError)) {
      throw error;
    }
    logger.info(
      { reason: errorMessage(error) },
      'A count for the estimate of the heap is not known',
    );
    return 0;
  }
}

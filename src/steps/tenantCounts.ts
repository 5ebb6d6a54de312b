/** How large the tenant is, before anything is read from it. */
import { errorMessage, GraphError } from '../graph/errors/errors';
import type { GraphClient } from '../graph/client';
import type { EventLogger } from '../run/events';
import type { TenantCounts } from '../run/heap/estimate';
import { ingestionSourceIds } from '../run/ingestionSources';
import { deviceCountOf } from './devices/deviceCount';
import type { DeviceOverview } from './devices/request';
import { groupsCountRequest } from './groups/request';
import { usersCountRequest } from './users/request';

/** The run begins without counts that take longer. */
const PATIENCE_MS = 5_000;

/** Counts that were asked for. Whoever waits for one meets its failure. */
export interface AskedCounts {
  readonly users: Promise<number>;
  readonly groups: Promise<number>;
  readonly devices: Promise<number>;
  /** Ends the requests for users and groups. */
  readonly ending: AbortController;
}

/**
 * Asks Graph for its counts; see `countTenant`.
 *
 * @param off ids of ingestion sources: what they collect is not counted
 * @param overview Intune's count, asked for already; undefined when devices are off
 */
export function askCounts(
  graph: GraphClient,
  off: ReadonlySet<string>,
  overview: Promise<DeviceOverview> | undefined,
): AskedCounts {
  const ending = new AbortController();
  const part = graph.forPart(ending.signal);
  const none = Promise.resolve(0);
  const users = part.count(usersCountRequest);
  const groups = off.has(ingestionSourceIds.groups)
    ? none
    : part.count(groupsCountRequest);
  const devices = overview?.then(deviceCountOf) ?? none;
  return { users, groups, devices, ending };
}

/**
 * Waits for the counts, and leaves zero where Graph does not say. Nothing that is
 * collected depends on them.
 */
export async function countTenant(
  graph: GraphClient,
  logger: EventLogger,
  asked: AskedCounts,
): Promise<TenantCounts> {
  const { ending } = asked;
  const ended = endAfter(graph.forPart(ending.signal), ending);
  try {
    const [users, groups, devices] = await Promise.all([
      readCount(asked.users, logger),
      readCount(asked.groups, logger),
      readCount(Promise.race([asked.devices, ended]), logger),
    ]);
    graph.usersSeen(users);
    return { users, groups, devices };
  } finally {
    ending.abort();
  }
}

/** Resolves to 0 devices. The pause ends early when the counts are there. */
async function endAfter(
  part: GraphClient,
  ending: AbortController,
): Promise<number> {
  await part.pause(PATIENCE_MS).catch(() => undefined);
  ending.abort();
  return 0;
}

async function readCount(
  counting: Promise<number>,
  logger: EventLogger,
): Promise<number> {
  try {
    return await counting;
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

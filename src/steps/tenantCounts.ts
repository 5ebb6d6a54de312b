/** How large the tenant is, before anything is read from it. */
import { errorMessage, GraphError } from '../graph/errors/errors';
import type { GraphClient } from '../graph/client';
import type { CountRequest } from '../graph/request';
import type { EventLogger } from '../run/events';
import type { TenantCounts } from '../run/heap/estimate';
import { ingestionSourceIds } from '../run/ingestionSources';
import { deviceCountOf } from './devices/deviceCount';
import type { DeviceOverview } from './devices/request';
import { groupsCountRequest } from './groups/request';
import { usersCountRequest } from './users/request';

/** The run begins without counts that take longer. */
const PATIENCE_MS = 5_000;

interface CountOptions {
  /** Ids of ingestion sources: what they collect is not counted. */
  readonly off: ReadonlySet<string>;
  /** Intune's count, asked for already; undefined when devices are off. */
  readonly overview: Promise<DeviceOverview> | undefined;
}

/**
 * Asks Graph for its counts, and leaves zero where it does not say. Nothing that
 * is collected depends on them.
 */
export async function countTenant(
  graph: GraphClient,
  logger: EventLogger,
  { off, overview }: CountOptions,
): Promise<TenantCounts> {
  const ending = new AbortController();
  const part = graph.forPart(ending.signal);
  const ended = endAfter(part, ending);
  const countOf = (request: CountRequest) =>
    readCount(part.count(request), logger);
  try {
    const [users, groups, devices] = await Promise.all([
      countOf(usersCountRequest),
      off.has(ingestionSourceIds.groups) ? 0 : countOf(groupsCountRequest),
      overview &&
        readCount(Promise.race([overview.then(deviceCountOf), ended]), logger),
    ]);
    graph.usersSeen(users);
    return { users, groups, devices: devices ?? 0 };
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

/** The lists of states that policies of the older families, and intents, have themselves. */
import type { GraphClient } from '../../graph/client';
import type { GraphRequest } from '../../graph/request';
import { timestamp } from '../../model/dates';
import { readId } from '../../model/keys';
import { present, text } from '../../model/values';
import type { IndexedPolicy } from '../policyIndex';
import { givesWay, type ReadItems, type Unfinished } from '../sources';
import { doubtAbout, type DeviceCounts } from './overviews';
import { requestsFor } from './request';
import { readStatus } from './status';
import type { StatusRow, StatusTable } from './statusTable';

/**
 * A list that was cut off has so many rows and no next link; other lists of this
 * length are rare enough to be checked, too.
 * https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/4043
 */
const SUSPICIOUS_LENGTH = 51;

/** What tells one family's list from another's. */
export interface StatusList<Payload> {
  readonly request: GraphRequest<Payload>;
  readonly rowOf: (payload: Payload) => Omit<StatusRow, 'policyId'>;
}

interface DeviceStatusPayload {
  readonly id?: string;
  readonly status?: unknown;
  readonly lastReportedDateTime?: unknown;
}

/** `deviceStatuses` of compliance policies and of configurations. */
export function deviceStatusList(
  request: GraphRequest<DeviceStatusPayload>,
): StatusList<DeviceStatusPayload> {
  return {
    request,
    rowOf: ({ id, status, lastReportedDateTime }) => ({
      // {Intune account}_{policy}_{device}
      deviceId: readId(text(id)?.split('_').at(-1)) ?? '',
      status: readStatus(status),
      reportedOn: timestamp(lastReportedDateTime),
    }),
  };
}

/**
 * Completes the policies whose lists have as many devices as Intune counts, and,
 * where it does not count, those whose lists do not look cut off.
 */
export function readStatusLists<Payload, Policy extends IndexedPolicy>(
  graph: GraphClient,
  table: StatusTable,
  { request, rowOf }: StatusList<Payload>,
  counts: DeviceCounts,
): ReadItems<Policy> {
  return async (policies) => {
    const unfinished: Unfinished<Policy>[] = [];
    const results = graph.listMany(requestsFor(policies, request), givesWay);
    const lengths = new Map<string, number>();
    const known = new Map(
      policies.map(({ id }) => [id, table.deviceCount(id)]),
    );
    for await (const result of results) {
      const { source } = result;
      if ('failure' in result) {
        unfinished.push({ item: source, cause: result.failure.message });
        continue;
      }
      const length = result.beginsAnew ? 0 : (lengths.get(source.id) ?? 0);
      if (length === 0) {
        table.beginAnew(source.id);
      }
      lengths.set(source.id, length + result.items.length);
      for (const row of present(result.items)) {
        table.add({ policyId: source.id, ...rowOf(row) });
      }
      if (result.isLast) {
        const { id } = source;
        const received = table.deviceCount(id);
        const cause =
          doubtAbout(source, table, counts, received, known.get(id)) ??
          (counts.has(id) ? undefined : cutOff(lengths.get(id)));
        unfinished.push(...(cause ? [{ item: source, cause }] : []));
      }
    }
    return unfinished;
  };
}

function cutOff(length: number | undefined): string | undefined {
  return length === SUSPICIOUS_LENGTH
    ? `its list ends at ${SUSPICIOUS_LENGTH} rows, where lists are known to be cut off`
    : undefined;
}

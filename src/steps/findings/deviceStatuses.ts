/** The lists of states that policies of the older families, and intents, have themselves. */
import type { GraphRequest } from '../../graph/request';
import { timestamp } from '../../model/dates';
import { readId } from '../../model/keys';
import { present, text } from '../../model/values';
import type { StepContext } from '../../run/context';
import type { ListedPolicy } from '../policies';
import {
  failedItem,
  allowsAnotherSource,
  type ReadItems,
  type Unfinished,
} from '../../run/sources/sources';
import { doubtAbout, addUncounted, type DeviceCounts } from './overviews';
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
 * Completes the policies whose lists have as many devices as Intune counts. Where
 * it does not count, an empty list proves nothing, and one that does not look cut
 * off counts as unchecked.
 *
 * @param addUnchecked is told how many policies these are; default: an event is
 */
export function readStatusLists<Payload, Policy extends ListedPolicy>(
  context: StepContext,
  table: StatusTable,
  { request, rowOf }: StatusList<Payload>,
  counts: DeviceCounts,
  addUnchecked = (count: number) => addUncounted(context, count),
): ReadItems<Policy> {
  return async (policies) => {
    const unfinished: Unfinished<Policy>[] = [];
    let unchecked = 0;
    const results = context.graph.listMany(
      requestsFor(policies, request),
      allowsAnotherSource,
    );
    const lengths = new Map<string, number>();
    const known = new Map(
      policies.map(({ id }) => [id, table.deviceCount(id)]),
    );
    for await (const result of results) {
      const { source } = result;
      if ('failure' in result) {
        unfinished.push(failedItem(source, result.failure));
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
        const byCount = doubtAbout(
          source,
          table,
          counts,
          received,
          known.get(id),
        );
        const isCounted = counts.has(id);
        const byLength = doubtByLength(lengths.get(id) ?? 0);
        // What may be cut off is no proof against a count.
        const doubt = byCount
          ? { ...byCount, given: byLength ? undefined : byCount.given }
          : isCounted
            ? undefined
            : byLength;
        if (doubt) {
          unfinished.push({ item: source, ...doubt });
        } else if (!isCounted) {
          unchecked += 1;
        }
      }
    }
    addUnchecked(unchecked);
    return unfinished;
  };
}

function doubtByLength(
  length: number,
): Omit<Unfinished<unknown>, 'item'> | undefined {
  if (length === 0) {
    return { cause: 'its list is empty', why: 'empty' };
  }
  return length === SUSPICIOUS_LENGTH
    ? {
        cause: `its list ends at ${SUSPICIOUS_LENGTH} rows, where lists are known to be cut off`,
      }
    : undefined;
}

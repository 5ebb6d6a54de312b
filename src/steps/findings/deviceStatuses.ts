/** Statuses policy by policy, checked against what Intune itself counts. */
import type { GraphClient } from '../../graph/client';
import { isNotFound } from '../../graph/errors';
import { forParameters, type GraphRequest } from '../../graph/request';
import { timestamp } from '../../model/dates';
import { count, text } from '../../model/values';
import { refuseAllMissing } from '../missingChildren';
import type { IndexedPolicy } from '../policyIndex';
import type { DeviceStatusRequests, OverviewPayload } from './request';
import { statusOfName } from './status';
import type { StatusTable } from './statusTable';

/** Check-ins go on while statuses are read: so much may be missing, of what Intune counts. */
const TOLERATED_SHARE = 0.02;

/** Reads the statuses of policies into the table. A policy that is gone has none. */
export async function readDeviceStatuses(
  graph: GraphClient,
  policies: readonly IndexedPolicy[],
  { statuses }: DeviceStatusRequests,
  table: StatusTable,
): Promise<void> {
  const results = graph.listMany(
    'v1.0',
    requestsFor(policies, statuses),
    isNotFound,
  );
  let missing = 0;
  for await (const result of results) {
    if ('failure' in result) {
      missing += 1;
      continue;
    }
    const policyId = result.source.id;
    for (const { id, status, lastReportedDateTime } of result.items) {
      table.add({
        policyId,
        // {Intune account}_{policy}_{device}
        deviceId: text(id)?.split('_').at(-1) ?? '',
        status: statusOfName(status),
        reportedOn: timestamp(lastReportedDateTime),
      });
    }
  }
  refuseAllMissing(statuses, missing, policies.length);
}

/** The policies of which the table has fewer rows than Intune counts. */
export async function findShortPolicies(
  graph: GraphClient,
  policies: readonly IndexedPolicy[],
  { overview }: DeviceStatusRequests,
  table: StatusTable,
): Promise<IndexedPolicy[]> {
  const short: IndexedPolicy[] = [];
  const results = graph.getMany(
    'v1.0',
    requestsFor(policies, overview),
    isNotFound,
  );
  for await (const result of results) {
    if ('payload' in result) {
      const expected = totalOf(result.payload);
      if (isShort(table.rowCount(result.source.id), expected)) {
        short.push(result.source);
      }
    }
  }
  return short;
}

/** Nothing of something is always short. */
function isShort(received: number, expected: number): boolean {
  const tolerated = Math.ceil(expected * TOLERATED_SHARE);
  return received < expected - tolerated || (received === 0 && expected > 0);
}

/** Graph may answer more than was selected: only these are counts of rows. */
function totalOf(overview: OverviewPayload): number {
  const counts = [
    overview.errorCount,
    overview.failedCount,
    overview.notApplicableCount,
    overview.pendingCount,
    overview.successCount,
  ];
  return counts.reduce<number>((sum, value) => sum + (count(value) ?? 0), 0);
}

export function requestsFor<Payload>(
  policies: readonly IndexedPolicy[],
  request: GraphRequest<Payload>,
) {
  return policies.map((policy) => ({
    source: policy,
    request: forParameters(request, { id: policy.id }),
  }));
}

/** Statuses policy by policy, checked against what Intune itself counts. */
import type { GraphClient } from '../../graph/client';
import { isNotFound } from '../../graph/errors';
import { forParameters, type GraphRequest } from '../../graph/request';
import { timestamp } from '../../model/dates';
import { count, text } from '../../model/values';
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
  for await (const result of results) {
    if ('failure' in result) {
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
      const tolerated = Math.ceil(expected * TOLERATED_SHARE);
      if (table.rowCount(result.source.id) < expected - tolerated) {
        short.push(result.source);
      }
    }
  }
  return short;
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

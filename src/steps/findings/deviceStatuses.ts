/** Statuses policy by policy, checked against what Intune itself counts. */
import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../../graph/client';
import { isNotFound } from '../../graph/errors';
import {
  endpointName,
  forParameters,
  type GraphRequest,
} from '../../graph/request';
import { timestamp } from '../../model/dates';
import { count, present, text } from '../../model/values';
import { refuseAllMissing } from '../missingChildren';
import type { IndexedPolicy } from '../policyIndex';
import {
  policyStatusRequests,
  type DeviceStatusRequests,
  type OverviewPayload,
} from './request';
import { readStatus } from './status';
import type { StatusTable } from './statusTable';

/** Check-ins go on while statuses are read: so much may be missing of what Intune counts, or one row. */
const TOLERATED_SHARE = 0.02;

/** Reads the statuses of policies into the table. A policy that is gone has none. */
export async function readDeviceStatuses(
  graph: GraphClient,
  policies: readonly IndexedPolicy[],
  { statuses }: DeviceStatusRequests,
  table: StatusTable,
): Promise<void> {
  const results = graph.listMany(requestsFor(policies, statuses), isNotFound);
  let missing = 0;
  for await (const result of results) {
    if ('failure' in result) {
      missing += 1;
      continue;
    }
    const policyId = result.source.id;
    if (result.beginsAnew) {
      table.countAnew(policyId);
    }
    for (const row of present(result.items)) {
      const { id, lastReportedDateTime } = row;
      const status = readStatus(row.status);
      if (status) {
        table.add({
          policyId,
          // {Intune account}_{policy}_{device}
          deviceId: text(id)?.split('_').at(-1)?.toLowerCase() ?? '',
          status,
          reportedOn: timestamp(lastReportedDateTime),
        });
      }
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
  const results = graph.getMany(requestsFor(policies, overview), isNotFound);
  let missing = 0;
  for await (const result of results) {
    if ('failure' in result) {
      missing += 1;
    } else {
      const expected = totalOf(result.payload);
      if (isShort(table.rowCount(result.source.id), expected)) {
        short.push(result.source);
      }
    }
  }
  refuseAllMissing(overview, missing, policies.length);
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
  const known = counts.flatMap((value) => count(value) ?? []);
  if (known.length === 0) {
    // A checksum that says nothing must not pass for one of nothing.
    throw new IntegrationProviderAPIError({
      endpoint: endpointName(policyStatusRequests.overview),
      status: 200,
      statusText: 'the overview of a policy has no counts',
    });
  }
  return known.reduce((sum, value) => sum + value, 0);
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

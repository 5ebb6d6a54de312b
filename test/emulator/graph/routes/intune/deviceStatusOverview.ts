/** How many devices say what of one policy. https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicecompliancedeviceoverview */
import type {
  ComplianceStatus,
  DeviceComplianceDeviceOverview,
  DeviceManagementIntentDeviceStateSummary,
} from '@microsoft/microsoft-graph-types-beta';
import type { PolicyStatus } from '../../../tenant';
import type { GraphContext } from '../../context';
import { readQuery } from '../../odata/query';
import type { GraphAnswer, GraphCall } from '../../route';
import { statusesOf, type StatusedPolicies } from './statusedPolicy';

export function getOverview(
  call: GraphCall,
  context: GraphContext,
  set: StatusedPolicies,
): GraphAnswer {
  readQuery(call, []);
  const { policy, statuses } = statusesOf(call, context, set);
  const { conflictCount, ...counts } = countStates(
    countedStates(statuses, context),
  );
  const isBeta = call.version === 'beta';
  const overview: DeviceComplianceDeviceOverview = {
    id: policy.id,
    ...counts,
    // v1.0 has no counter of its own for conflicts.
    errorCount: counts.errorCount + (isBeta ? 0 : conflictCount),
    successCount:
      counts.successCount + devicesThatLeft(statuses.length, context),
    lastUpdateDateTime: policy.lastModifiedDateTime,
    configurationVersion: 1,
    ...(isBeta && {
      conflictCount,
      ...onOtherPlatforms(counts.notApplicableCount, context),
    }),
  };
  const path = `deviceManagement/${set.name}('${policy.id}')/deviceStatusOverview`;
  return {
    status: 200,
    body: {
      '@odata.context': `${context.origin}/${call.version}/$metadata#${path}/$entity`,
      ...overview,
    },
  };
}

/** More than any source has rows; a policy that was on no device stays on none. */
function devicesThatLeft(
  rowCount: number,
  { overviewAge }: GraphContext,
): number {
  return overviewAge === 'stale' && rowCount > 0 ? rowCount + 2 : 0;
}

/** Of a tenant with devices of several platforms. */
const withoutRows = 30;

function onOtherPlatforms(
  notApplicable: number,
  { otherPlatforms }: GraphContext,
) {
  return {
    notApplicableCount: otherPlatforms === 'withRows' ? 0 : notApplicable,
    notApplicablePlatformCount: {
      uncounted: 0,
      withRows: notApplicable,
      withoutRows,
    }[otherPlatforms],
  };
}

/**
 * Of an intent: it has no counter for devices that have yet to report.
 * https://learn.microsoft.com/graph/api/resources/intune-deviceintent-devicemanagementintentdevicestatesummary
 */
export function getSummary(
  call: GraphCall,
  context: GraphContext,
  set: StatusedPolicies,
): GraphAnswer {
  readQuery(call, []);
  const { policy, statuses } = statusesOf(call, context, set);
  const { conflictCount, errorCount, failedCount, ...counts } = countStates(
    countedStates(statuses, context),
  );
  const summary: DeviceManagementIntentDeviceStateSummary = {
    id: policy.id,
    conflictCount,
    errorCount,
    failedCount,
    notApplicableCount: counts.notApplicableCount,
    notApplicablePlatformCount: 0,
    successCount: counts.successCount,
  };
  const path = `deviceManagement/${set.name}('${policy.id}')/deviceStateSummary`;
  return {
    status: 200,
    body: {
      '@odata.context': `${context.origin}/${call.version}/$metadata#${path}/$entity`,
      ...summary,
    },
  };
}

function countedStates(
  statuses: readonly PolicyStatus[],
  { overviewUnit }: GraphContext,
): readonly ComplianceStatus[] {
  return overviewUnit === 'rows'
    ? statuses.map(({ status }) => status)
    : worstByDevice(statuses);
}

/** One bad word is enough: https://learn.microsoft.com/intune/intune-service/protect/compliance-policy-monitor */
const fromBest: readonly ComplianceStatus[] = [
  'notAssigned',
  'notApplicable',
  'compliant',
  'remediated',
  'unknown',
  'conflict',
  'error',
  'nonCompliant',
];

/** Several users of a device may report; the device counts once. */
function worstByDevice(
  statuses: readonly PolicyStatus[],
): readonly ComplianceStatus[] {
  const worst = new Map<string, number>();
  for (const { deviceId, status } of statuses) {
    const rank = fromBest.indexOf(status);
    worst.set(deviceId, Math.max(rank, worst.get(deviceId) ?? rank));
  }
  return [...worst.values()].map((rank) => fromBest[rank]);
}

function countStates(states: readonly ComplianceStatus[]) {
  const count = (...names: readonly ComplianceStatus[]) =>
    states.filter((state) => names.includes(state)).length;
  return {
    pendingCount: count('unknown', 'notAssigned'),
    notApplicableCount: count('notApplicable'),
    successCount: count('compliant', 'remediated'),
    errorCount: count('error'),
    failedCount: count('nonCompliant'),
    conflictCount: count('conflict'),
  };
}

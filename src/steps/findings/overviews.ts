/** How many devices Intune counts for each policy of the older families: what lists and exports are checked against. */
import { isForbidden } from '../../graph/errors';
import type { GraphRequest } from '../../graph/request';
import { count } from '../../model/values';
import { allowed, isShort } from '../allowances';
import type { StepContext } from '../context';
import { isAboutItem } from '../itemFailures';
import type { IndexedPolicy } from '../policyIndex';
import type { Unfinished } from '../sources';
import { requestsFor, type OverviewPayload } from './request';
import type { ComplianceStatus } from './status';
import type { StatusTable } from './statusTable';

/** Devices by the policy's id; a policy that Intune does not count is not in it. */
export type DeviceCounts = ReadonlyMap<string, number>;

/**
 * A policy that is gone, and one whose overview cannot be read or has no numbers,
 * has no count: its statuses need another check.
 *
 * @param givesWay whether a policy may go without a count after this failure
 * @throws GraphError when Graph cannot be asked at the moment
 */
export async function readDeviceCounts(
  { graph, logger }: StepContext,
  policies: readonly IndexedPolicy[],
  overview: GraphRequest<OverviewPayload>,
  givesWay: (failure: Error) => boolean = isWithoutOverview,
): Promise<DeviceCounts> {
  const counts = new Map<string, number>();
  const results = graph.getMany(requestsFor(policies, overview), givesWay);
  let missing = 0;
  for await (const result of results) {
    const total = 'payload' in result ? totalOf(result.payload) : undefined;
    if (total === undefined) {
      missing += 1;
    } else {
      counts.set(result.source.id, total);
    }
  }
  if (missing > 0) {
    logger.info({ count: missing }, 'Policies without a count of devices');
  }
  return counts;
}

/** Tells that nothing could check the states of so many policies. */
export function tellUncounted(
  { completeness }: StepContext,
  count: number,
): void {
  if (count > 0) {
    completeness.addUnchecked(
      `states of ${count} policies on devices`,
      'Intune does not count their devices',
    );
  }
}

/**
 * Why what a source gave of a policy cannot be all that there is; undefined when
 * nothing speaks against it.
 *
 * @param received different devices; a source that proves by itself that it is
 * whole may count rows, because nobody has seen which of the two Intune counts
 * @param known devices of which a source before this one had states
 */
export function doubtAbout(
  { id }: IndexedPolicy,
  table: StatusTable,
  counts: DeviceCounts,
  received = table.deviceCount(id),
  known = 0,
): string | undefined {
  const unreadable = table.unreadableRows(id);
  if (unreadable > allowed(table.rowCount(id), 'counts')) {
    return `${unreadable} of its states are not in Microsoft's list`;
  }
  const counted = counts.get(id) ?? 0;
  if (isShort(received, counted)) {
    return `there are states of ${received} devices, and Intune counts ${counted}`;
  }
  return isShort(received, known)
    ? `there are states of ${received} devices, and another source has ${known}`
    : undefined;
}

/** Intune's summary of an intent has no counter for them. */
const uncountedStatuses: readonly ComplianceStatus[] = [
  'unknown',
  'notAssigned',
];

/**
 * Compares states that nothing else can check with the devices that Intune's
 * summaries count. A summary without any device is none to go by, and one that is
 * not to be had leaves its policy unchecked.
 */
export async function compareWithSummaries<Policy extends IndexedPolicy>(
  context: StepContext,
  table: StatusTable,
  policies: readonly Policy[],
  summary: GraphRequest<OverviewPayload>,
): Promise<Unfinished<Policy>[]> {
  const counts = await readDeviceCounts(
    context,
    policies,
    summary,
    isAboutItem,
  );
  const isCounted = ({ id }: Policy) => (counts.get(id) ?? 0) > 0;
  tellUncounted(context, policies.filter((it) => !isCounted(it)).length);
  return policies.filter(isCounted).flatMap((item) => {
    const uncounted = table.countOf(item.id, uncountedStatuses);
    const received = table.deviceCount(item.id) - uncounted;
    const cause = doubtAbout(item, table, counts, received);
    return cause ? [{ item, cause }] : [];
  });
}

/** There are other checks. What is forbidden is all of them. */
function isWithoutOverview(error: Error): boolean {
  return isAboutItem(error) && !isForbidden(error);
}

/** Graph may answer more than this: only these count devices. */
function totalOf(overview: OverviewPayload): number | undefined {
  const counts = [
    overview.conflictCount,
    overview.errorCount,
    overview.failedCount,
    overview.notApplicableCount,
    overview.notApplicablePlatformCount,
    overview.pendingCount,
    overview.successCount,
  ].flatMap((value) => count(value) ?? []);
  return counts.length > 0
    ? counts.reduce((sum, value) => sum + value, 0)
    : undefined;
}

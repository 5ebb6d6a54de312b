/** How many devices Intune counts for each policy of the older families: what lists and exports are checked against. */
import { isForbidden } from '../../graph/errors/errors';
import type { GraphRequest } from '../../graph/request';
import { count } from '../../model/values';
import { allowed, isShort } from '../../run/leftOut/allowances';
import type { StepContext } from '../../run/context';
import { isAboutItem } from '../../run/itemFailures';
import type { ListedPolicy } from '../policies';
import { addFewer } from '../../run/sources/missed';
import type { Missed, Unfinished } from '../../run/sources/sources';
import { requestsFor, type OverviewPayload } from './request';
import type { ComplianceStatus } from './status';
import type { StatusTable } from './statusTable';

export interface DeviceCount {
  readonly total: number;
  /** Of these, the devices that the policy is not made for: nobody has seen whether they have rows. */
  readonly ofOtherPlatforms: number;
}

/** By the policy's id; a policy that Intune does not count is not in it. */
export type DeviceCounts = ReadonlyMap<string, DeviceCount>;

/**
 * A policy that is gone, and one whose overview cannot be read or has no numbers,
 * has no count: its statuses need another check.
 *
 * @param tolerates whether a policy may go without a count after this failure
 * @throws GraphError when Graph cannot be asked at the moment
 */
export async function readDeviceCounts(
  { graph, logger }: StepContext,
  policies: readonly ListedPolicy[],
  overview: GraphRequest<OverviewPayload>,
  tolerates: (failure: Error) => boolean = isWithoutOverview,
): Promise<DeviceCounts> {
  const counts = new Map<string, DeviceCount>();
  const results = graph.getMany(requestsFor(policies, overview), tolerates);
  let missing = 0;
  for await (const result of results) {
    const total = 'payload' in result ? totalOf(result.payload) : undefined;
    if (!total) {
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

/** What is expected of policies before Intune's counts are read: that it counts them, at most on each device. */
export function expectedCounts(
  policies: readonly ListedPolicy[],
  deviceCount: number,
): DeviceCounts {
  return new Map(
    policies.map(({ id }) => [id, { total: deviceCount, ofOtherPlatforms: 0 }]),
  );
}

/** Notes that nothing could check the states of so many policies. */
export function addUncounted(
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
 * nothing speaks against it. Where only Intune's count does, which may lag behind, a
 * second source with the same devices is believed instead.
 *
 * @param received different devices; a source that proves by itself that it is
 * whole may count rows, because nobody has seen which of the two Intune counts
 * @param known devices of which a source before this one had states
 */
export function doubtAbout(
  { id }: ListedPolicy,
  table: StatusTable,
  counts: DeviceCounts,
  received = table.deviceCount(id),
  known = 0,
): Omit<Unfinished<unknown>, 'item'> | undefined {
  const unreadable = table.unreadableRows(id);
  if (unreadable > allowed(table.rowCount(id), 'counts')) {
    return {
      cause: `${unreadable} of its states are not in Microsoft's list`,
    };
  }
  const has = `there are states of ${received} devices`;
  const hadMore = isShort(received, known);
  const why = received > 0 ? undefined : 'counted';
  const count = counts.get(id);
  const devices = Math.min(received, table.deviceCount(id));
  if (count && isLessThan(count, received, devices)) {
    const { total, ofOtherPlatforms } = count;
    const others =
      ofOtherPlatforms > 0
        ? `, ${ofOtherPlatforms} of them of other platforms`
        : '';
    return {
      cause: `${has}, and Intune counts ${total}${others}`,
      given: received > 0 && !hadMore ? table.given(id) : undefined,
      why,
    };
  }
  return hadMore
    ? { cause: `${has}, and another source has ${known}`, why }
    : undefined;
}

/** Right is a number with the devices of other platforms, or without them; a list that ends in between may be cut off. */
function isLessThan(
  { total, ofOtherPlatforms }: DeviceCount,
  received: number,
  devices: number,
): boolean {
  const others = total - ofOtherPlatforms;
  const isInBetween = devices > others + allowed(others, 'counts');
  return isShort(received, isInBetween ? total : others);
}

const FEWER = 'devices that Intune counts for policies have no state';

/** What complete policies have less than Intune counts, be it devices or rows. */
export function addFewerDevices(
  context: StepContext,
  table: StatusTable,
  counts: DeviceCounts,
  missed: readonly Missed<ListedPolicy>[],
): void {
  addFewer(
    context,
    FEWER,
    counts,
    missed.map(({ item }) => item.id),
    (id, { total, ofOtherPlatforms }) => [
      total - ofOtherPlatforms,
      Math.max(table.deviceCount(id), table.rowCount(id)),
    ],
  );
}

/** Intune's summary of an intent has no counter for them. */
const uncountedStatuses: readonly ComplianceStatus[] = [
  'unknown',
  'notAssigned',
];

/**
 * Compares states that nothing else can check with the devices that Intune's
 * summaries count. A summary without any device is none to go by, and neither is one
 * that is not to be had.
 *
 * @param withoutCount receives the policies that have none to go by, and returns
 * those of them that are not complete; default: all are, and count as unchecked
 */
export async function compareWithSummaries<Policy extends ListedPolicy>(
  context: StepContext,
  table: StatusTable,
  policies: readonly Policy[],
  summary: GraphRequest<OverviewPayload>,
  withoutCount = (uncounted: readonly Policy[]): Unfinished<Policy>[] => {
    addUncounted(context, uncounted.length);
    return [];
  },
): Promise<Unfinished<Policy>[]> {
  const counts = await readDeviceCounts(
    context,
    policies,
    summary,
    isAboutItem,
  );
  const isCounted = ({ id }: Policy) => (counts.get(id)?.total ?? 0) > 0;
  const open = withoutCount(policies.filter((it) => !isCounted(it)));
  const fewer: [number, number][] = [];
  const unfinished = policies.filter(isCounted).flatMap((item) => {
    const uncounted = table.countOf(item.id, uncountedStatuses);
    const received = table.deviceCount(item.id) - uncounted;
    const doubt = doubtAbout(item, table, counts, received);
    if (!doubt) {
      fewer.push([counts.get(item.id)?.total ?? 0, received]);
    }
    return doubt ? [{ item, ...doubt }] : [];
  });
  context.completeness.addFewer(FEWER, fewer);
  return [...open, ...unfinished];
}

/** There are other checks. What is forbidden is all of them. */
function isWithoutOverview(error: Error): boolean {
  return isAboutItem(error) && !isForbidden(error);
}

/** Graph may answer more than this: only these count devices. */
function totalOf(overview: OverviewPayload): DeviceCount | undefined {
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
    ? {
        total: counts.reduce((sum, value) => sum + value, 0),
        ofOtherPlatforms: count(overview.notApplicablePlatformCount) ?? 0,
      }
    : undefined;
}

/** What the managed-applications step says of rows that fit nothing, and of devices that are missing. */
import type { StepContext } from '../../run/context';
import { publishOdd } from '../../run/oddities';
import { addFewer, addMissed } from '../../run/sources/missed';
import type { Missed } from '../../run/sources/sources';
import type { InstallCounts } from './installCounts';
import type { InstallTable } from './installTable';

export function publishUnreadable(context: StepContext, count: number): void {
  publishOdd(context, {
    code: 'M365-DATA-011',
    kind: 'unreadable',
    count: count,
    description:
      `${count} install states of managed applications on devices are not in Microsoft's list of states (https://learn.microsoft.com/graph/api/resources/intune-shared-resultantappstate): ` +
      'the relationships are collected, and these states are not. Where the device has another state of the application, of another user, that one is taken.',
  });
}

export function addOddRows(
  { completeness }: StepContext,
  table: InstallTable,
): void {
  completeness.addUnlisted('devices that have installations', {
    unknown: table.unknownDevices.size,
    known: table.knownDevices,
  });
  const unassigned = table.unknownApplications.size;
  completeness.addLeftOut('outsiders', {
    count: unassigned,
    of: table.knownApplications + unassigned,
    what: 'applications that have installations are in no list',
  });
}

/** @param of how many applications */
export function addMissedApplications(
  context: StepContext,
  missed: readonly Missed<string>[],
  of: number,
): void {
  const isGone = ({ outcome }: Missed<string>) =>
    outcome === 'gone' || outcome === 'vanished';
  const gone = missed.filter(isGone);
  const others = missed.filter((each) => !isGone(each));
  addMissed(context, gone, others, {
    of,
    gone: 'managed applications were deleted before their devices were read',
    missing: 'managed applications whose devices are missing',
    nameOf: (id) => `application ${id}`,
  });
}

/** What complete applications have less than Intune counts. */
export function addFewerDevices(
  context: StepContext,
  table: InstallTable,
  counts: InstallCounts,
  missed: readonly Missed<string>[],
): void {
  addFewer(
    context,
    'devices that Intune counts for managed applications are in no row',
    counts,
    missed.map(({ item }) => item),
    (id, counted) => [counted, table.rowCountOf(id)],
  );
}

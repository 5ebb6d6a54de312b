/** What the managed-applications step says of rows that fit nothing, and of devices that are missing. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import type { StepContext } from '../../run/context';
import { warnUsers } from '../../run/events';
import { causesOf, type Missed } from '../../run/sources/sources';
import type { InstallCounts } from './installCounts';
import type { InstallTable } from './installTable';

export function tellUnreadable(
  { logger, meter }: StepContext,
  count: number,
): void {
  if (count > 0) {
    meter.countOdd('unreadable', count);
    warnUsers(
      logger,
      IntegrationWarnEventName.IncompleteData,
      `${count} install states of managed applications on devices are not in Microsoft's list of states (https://learn.microsoft.com/graph/api/resources/intune-shared-resultantappstate): ` +
        'the relationships are collected, and these states are not. Where the device has another state of the application, of another user, that one is taken.',
    );
  }
}

export function tellOddRows(
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
export function tellMissed(
  { completeness }: StepContext,
  missed: readonly Missed<string>[],
  of: number,
): void {
  const isGone = ({ outcome }: Missed<string>) =>
    outcome === 'gone' || outcome === 'vanished';
  const gone = missed.filter(isGone);
  const others = missed.filter((each) => !isGone(each));
  completeness.addLeftOut('changes', {
    count: gone.length,
    of,
    what: 'managed applications were deleted before their devices were read',
  });
  completeness.addMissing({
    count: others.length,
    what: 'managed applications whose devices are missing',
    causes: causesOf(others, (id) => `application ${id}`),
  });
}

/** What complete applications have less than Intune counts. */
export function tellFewer(
  { completeness }: StepContext,
  table: InstallTable,
  counts: InstallCounts,
  missed: readonly Missed<string>[],
): void {
  const told = new Set(missed.map(({ item }) => item));
  const complete = [...counts].filter(([id]) => !told.has(id));
  completeness.addFewer(
    'devices that Intune counts for managed applications are in no row',
    complete.map(([id, counted]) => [counted, table.rowCountOf(id)]),
  );
}

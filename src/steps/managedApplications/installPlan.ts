/** Where the devices of managed applications come from, and in which order the sources are asked. */
import { installStatusExport } from '../exports';
import type { StepContext } from '../../run/context';
import type { ListedDevices } from '../devices/listedDevices';
import { costOfZeros } from '../../run/sources/falseZeros';
import {
  REQUESTS_OF_EXPORT,
  sumOf,
  type Plan,
  type Plans,
} from '../../run/sources/plans';
import type { Source } from '../../run/sources/sources';
import {
  MANY_DEVICES_FOR_APPLICATIONS,
  MANY_REPORT_PAGES,
  ROWS_A_REPORT_PAGE,
} from '../../run/thresholds';
import { areDevicesFaster, readDeviceInstalls } from './deviceInstalls';
import type { InstallCounts } from './installCounts';
import { readInstallExport, SAMPLED_APPLICATIONS } from './installExport';
import { readInstallReports } from './installReports';
import { InstallTable } from './installTable';
import { installReport, olderInstallReport } from './request';

interface CountedApplications {
  readonly ids: readonly string[];
  /** Those that are on devices, or may be. */
  readonly assigned: readonly string[];
  readonly counts: InstallCounts;
}

/**
 * Intune's counts say which source is the cheaper one. Where little is granted,
 * reports and the export may change places, but devices do not come first: they
 * have no error codes, and the graph must not depend on a refused request.
 *
 * @param areExportsRefused as far as that is known
 */
export function installPlans(
  context: StepContext,
  devices: ListedDevices,
  { ids, assigned, counts }: CountedApplications,
  table: InstallTable,
  areExportsRefused: boolean,
): Plans<string> {
  const fromExport: Source<string> = {
    read: readInstallExport(
      context,
      table,
      counts,
      () => new InstallTable(devices, ids),
    ),
  };
  const fromDevices: Source<string> = {
    suits: (id) => counts.has(id),
    read: readDeviceInstalls(context, devices, counts, table),
  };
  const fromReports = [installReport, olderInstallReport].map((report) => ({
    read: readInstallReports(context, table, counts, report),
  }));
  const uncounted = assigned.filter((id) => !counts.has(id));
  const reports = pagesOf(assigned, counts, devices.size);
  const zeros = costOfZeros(counts, (count) => count === 0);
  const ofExport = sumOf([
    zeros,
    {
      exportJobs: REQUESTS_OF_EXPORT,
      reports: Math.min(SAMPLED_APPLICATIONS, uncounted.length),
    },
  ]);
  const reportsFirst: Plan<string> = {
    sources: [...fromReports, fromExport, fromDevices],
    cost: sumOf([zeros, { reports }]),
  };
  const exportFirst: Plan<string> = {
    sources: [fromExport, ...fromReports, fromDevices],
    cost: ofExport,
    needs: installStatusExport,
  };
  // Reports know the states of all users of a device: where they are quick, they come first.
  const exportAndDevicesFirst: Plan<string> = {
    sources: [fromExport, fromDevices, ...fromReports],
    cost: ofExport,
    needs: installStatusExport,
  };
  if (!areManyInstalls({ assigned, counts }, devices.size)) {
    return [reportsFirst, exportFirst];
  }
  const areReportsSlow =
    reports > MANY_REPORT_PAGES &&
    areDevicesFaster(reports, devices.size, areExportsRefused);
  return areReportsSlow
    ? [exportAndDevicesFirst, reportsFirst, exportFirst]
    : [exportFirst, reportsFirst];
}

/** Whether reports of all may take longer than an export. */
export function areManyInstalls(
  { assigned, counts }: Pick<CountedApplications, 'assigned' | 'counts'>,
  deviceCount: number,
): boolean {
  return (
    deviceCount > MANY_DEVICES_FOR_APPLICATIONS ||
    pagesOf(assigned, counts, deviceCount) > MANY_REPORT_PAGES
  );
}

/** Where Intune does not count, an application may be on every device. */
function pagesOf(
  ids: readonly string[],
  counts: InstallCounts,
  deviceCount: number,
): number {
  return ids.reduce(
    (sum, id) =>
      sum + Math.ceil((counts.get(id) ?? deviceCount) / ROWS_A_REPORT_PAGE),
    0,
  );
}

/** Where all applications are assigned, from one export. */
import { installStatusExport } from '../exports';
import { readId } from '../../model/keys';
import { isShort } from '../../run/leftOut/allowances';
import type { StepContext } from '../../run/context';
import {
  evenly,
  RowCounts,
  shortageByReports,
} from '../../run/sources/exportSample';
import {
  readIntoTable,
  refuseEmptyExport,
  unlessUnavailable,
} from '../../run/sources/exportSource';
import { allUnfinished, type ReadItems } from '../../run/sources/sources';
import type { InstallCounts } from './installCounts';
import { cellsOf, installReportOf } from './installReports';
import type { InstallTable } from './installTable';
import { installReport } from './request';

/** Applications that are compared with their reports, where Intune does not count their devices. */
export const SAMPLED_APPLICATIONS = 10;

/** Completes the applications of which the file has as many devices as Intune counts. */
export function readInstallExport(
  context: StepContext,
  table: InstallTable,
  counts: InstallCounts,
  createTable: () => InstallTable,
): ReadItems<string> {
  const { reportName } = installStatusExport;
  return unlessUnavailable(context, async (applicationIds) => {
    const uncounted = applicationIds.filter((id) => !counts.has(id));
    const sample = evenly(uncounted, SAMPLED_APPLICATIONS).map((id) => ({
      id,
      report: installReportOf(installReport, id),
    }));
    const rowCounts = new RowCounts(context);
    const end = await rowCounts.begin(
      installStatusExport,
      sample.map(({ report }) => report),
    );
    const exported = await readIntoTable(
      context,
      installStatusExport,
      createTable,
      (rows, row) =>
        rows.add({
          applicationId: readId(row.ApplicationId) ?? '',
          deviceId: readId(row.DeviceId) ?? '',
          ...cellsOf(row),
        }),
    ).finally(end);
    refuseEmptyExport(reportName, exported.rowCount);
    table.adopt(applicationIds, exported);
    const received = exported.deviceCounts();
    const shortage = await shortageByReports(
      context,
      'devices that applications are assigned to',
      sample.map(({ id, report }) => ({
        exported: exported.rowCountOf(id),
        report,
      })),
      rowCounts.ask,
    );
    return [
      ...applicationIds
        .filter((id) => isShort(received.get(id) ?? 0, counts.get(id) ?? 0))
        .map((item) => ({
          item,
          cause: `${reportName} has ${received.get(item) ?? 0} devices of it, and Intune counts ${counts.get(item)}`,
          why: received.get(item) ? undefined : ('nothing' as const),
        })),
      ...(shortage
        ? allUnfinished(uncounted, `${reportName}: ${shortage}`)
        : []),
    ];
  });
}

/** Where one application after the other is assigned, from reports that read permission is enough for. */
import { oneByOne } from '../../run/sources/oneByOne';
import type { ReportRequest } from '../../graph/reports';
import { readId } from '../../model/keys';
import { isShort } from '../../run/leftOut/allowances';
import type { StepContext } from '../../run/context';
import { type ReadItems } from '../../run/sources/sources';
import type { InstallCounts } from './installCounts';
import type { InstallRow, InstallTable } from './installTable';
import type { InstallReport, ReportedInstallColumn } from './request';

/** Applications whose reports are read at the same time. */
const APPLICATIONS_AT_ONCE = 8;

/** Completes the applications whose reports have as many different rows as they count. */
export function readInstallReports(
  { graph }: StepContext,
  table: InstallTable,
  counts: InstallCounts,
  declared: InstallReport,
): ReadItems<string> {
  return oneByOne(APPLICATIONS_AT_ONCE, async (applicationId) => {
    const counted = counts.get(applicationId) ?? 0;
    let rowCount = 0;
    const report = installReportOf(declared, applicationId);
    for await (const rows of graph.report(report)) {
      // What another source said stays when this one is empty and should not be.
      if (rowCount === 0 && (rows.length > 0 || counted === 0)) {
        table.beginAnew(applicationId);
      }
      rowCount += rows.length;
      for (const row of rows) {
        table.add({
          applicationId,
          deviceId: readId(row.DeviceId) ?? '',
          ...cellsOf(row),
        });
      }
    }
    // The report proves by itself that it is whole: nobody has seen whether Intune counts devices or rows.
    return isShort(rowCount, counted)
      ? {
          cause: `its report has ${rowCount} rows, and Intune counts ${counted} devices`,
          why: rowCount === 0 ? 'nothing' : undefined,
        }
      : undefined;
  });
}

/** What reports and the export say of an installation, in the same columns. */
export function cellsOf(row: {
  readonly InstallState: unknown;
  readonly InstallStateDetail: unknown;
  readonly ErrorCode: unknown;
  readonly AppVersion: unknown;
}): Omit<InstallRow, 'applicationId' | 'deviceId'> {
  return {
    state: row.InstallState,
    detail: row.InstallStateDetail,
    errorCode: row.ErrorCode,
    version: row.AppVersion,
  };
}

export function installReportOf(
  declared: InstallReport,
  applicationId: string,
): ReportRequest<ReportedInstallColumn> {
  return { ...declared, filter: declared.filterOf(applicationId) };
}

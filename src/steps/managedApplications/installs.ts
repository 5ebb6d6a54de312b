/** Which devices have which managed application, from either of two sources. */
import pMap from 'p-map';
import type { GraphClient } from '../../graph/client';
import type { ReportRequest } from '../../graph/reports';
import { text } from '../../model/values';
import type { StepContext } from '../context';
import { refuseExportShortOfReports } from '../exportSample';
import { nonEmptyExport } from '../sources';
import {
  installStatusExport,
  installStatusReport,
  type InstallColumn,
} from './request';

/** Takes rows as they come; a pair comes once for each user of a device. */
export type TakeInstalls = (
  rows: readonly Readonly<Record<InstallColumn, string>>[],
) => Promise<void>;

/** Applications whose reports are read at the same time. */
const REPORTS_AT_ONCE = 4;

/**
 * All applications at once, checked by the reports of some.
 *
 * @throws ExportUnavailableError at the end, too
 */
export async function readInstallExport(
  context: StepContext,
  applicationIds: readonly string[],
  take: TakeInstalls,
): Promise<void> {
  const counts = new Map(applicationIds.map((id) => [id, 0]));
  for await (const rows of nonEmptyExport(context.graph, installStatusExport)) {
    const installs = rows.map(({ ApplicationId, DeviceId }) => ({
      ApplicationId: ApplicationId.toLowerCase(),
      DeviceId: DeviceId.toLowerCase(),
    }));
    for (const { ApplicationId } of installs) {
      counts.set(ApplicationId, (counts.get(ApplicationId) ?? 0) + 1);
    }
    await take(installs);
  }
  await refuseExportShortOfReports(
    context,
    installStatusExport.reportName,
    applicationIds.map((id) => ({
      exported: counts.get(id) ?? 0,
      report: reportOf(id),
    })),
  );
}

/** One application after the other, each to its last row. */
export async function readInstallReports(
  graph: GraphClient,
  applicationIds: readonly string[],
  take: TakeInstalls,
): Promise<void> {
  const failures: unknown[] = [];
  const read = async (id: string) => {
    // After a failure nothing more is begun, and what was begun comes to its end.
    if (failures.length === 0) {
      await readInstallReport(graph, id, take).catch((error: unknown) =>
        failures.push(error),
      );
    }
  };
  await pMap(applicationIds, read, { concurrency: REPORTS_AT_ONCE });
  if (failures.length > 0) {
    throw failures[0];
  }
}

async function readInstallReport(
  graph: GraphClient,
  applicationId: string,
  take: TakeInstalls,
): Promise<void> {
  for await (const rows of graph.report(reportOf(applicationId))) {
    await take(
      rows.map(({ DeviceId }) => ({
        ApplicationId: applicationId,
        DeviceId: text(DeviceId)?.toLowerCase() ?? '',
      })),
    );
  }
}

function reportOf(applicationId: string): ReportRequest<InstallColumn> {
  return {
    ...installStatusReport,
    filter: `(ApplicationId eq '${applicationId}')`,
  };
}

/** Which devices have which managed application, from either of two sources. */
import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import pMap from 'p-map';
import type { GraphClient } from '../../graph/client';
import type { ReportRequest } from '../../graph/reports';
import { endpointName } from '../../graph/request';
import { text } from '../../model/values';
import type { StepContext } from '../context';
import { refuseExportShortOfReports } from '../exportSample';
import { readIntoTable, refuseEmptyExport } from '../sources';
import type { InstallTable } from './installTable';
import {
  installStatusExport,
  installStatusReport,
  type ReportedInstallColumn,
} from './request';

/** Of one report. */
const MOST_READINGS = 3;

/** Applications whose reports are read at the same time. */
const REPORTS_AT_ONCE = 4;

/**
 * All applications at once, checked by the reports of some.
 *
 * @throws ExportUnavailableError
 */
export async function readInstallExport(
  context: StepContext,
  applicationIds: readonly string[],
  createTable: () => InstallTable,
): Promise<InstallTable> {
  const { reportName } = installStatusExport;
  const table = await readIntoTable(
    context.graph,
    installStatusExport,
    createTable,
    (rows, { ApplicationId, DeviceId }) =>
      rows.add({
        applicationId: ApplicationId.toLowerCase(),
        deviceId: DeviceId.toLowerCase(),
      }),
  );
  refuseEmptyExport(reportName, table.rowCount);
  await refuseExportShortOfReports(
    context,
    reportName,
    applicationIds.map((id) => ({
      exported: table.rowsOf(id),
      report: reportOf(id),
    })),
  );
  return table;
}

/** One application after the other, each to its last row. */
export async function readInstallReports(
  graph: GraphClient,
  applicationIds: readonly string[],
  table: InstallTable,
): Promise<InstallTable> {
  const failures: unknown[] = [];
  const read = async (id: string) => {
    // After a failure nothing more is begun, and what was begun comes to its end.
    if (failures.length === 0) {
      await readInstallReport(graph, id, table).catch((error: unknown) =>
        failures.push(error),
      );
    }
  };
  await pMap(applicationIds, read, { concurrency: REPORTS_AT_ONCE });
  if (failures.length > 0) {
    throw failures[0];
  }
  return table;
}

/**
 * The report promises no order. A row that comes twice may stand in the place of
 * another one: then the report is read again, until nothing new comes.
 *
 * @throws IntegrationProviderAPIError when there is something new each time
 */
async function readInstallReport(
  graph: GraphClient,
  applicationId: string,
  table: InstallTable,
): Promise<void> {
  const seen = new Set<string>();
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const { rows, pages, different } = await readOnce(
      graph,
      applicationId,
      table,
    );
    const before = seen.size;
    different.forEach((row) => seen.add(row));
    const isDistinct = pages === 1 || different.size === rows;
    const isSettled = reading > 1 && seen.size === before;
    if (isDistinct || isSettled) {
      return;
    }
  }
  throw new IntegrationProviderAPIError({
    endpoint: endpointName(installStatusReport),
    status: 200,
    statusText: `the rows of an application were others each of ${MOST_READINGS} times`,
  });
}

async function readOnce(
  graph: GraphClient,
  applicationId: string,
  table: InstallTable,
): Promise<{ rows: number; pages: number; different: Set<string> }> {
  const different = new Set<string>();
  let rows = 0;
  let pages = 0;
  for await (const page of graph.report(reportOf(applicationId))) {
    pages += 1;
    rows += page.length;
    for (const { DeviceId, UserPrincipalName } of page) {
      different.add(JSON.stringify([DeviceId, UserPrincipalName]));
      const deviceId = text(DeviceId)?.toLowerCase() ?? '';
      table.add({ applicationId, deviceId });
    }
  }
  return { rows, pages, different };
}

function reportOf(applicationId: string): ReportRequest<ReportedInstallColumn> {
  return {
    ...installStatusReport,
    filter: `(ApplicationId eq '${applicationId}')`,
  };
}

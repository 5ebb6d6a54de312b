/** Which devices have which managed application, from either of two sources. */
import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import pMap from 'p-map';
import type { GraphClient } from '../../graph/client';
import type { ReportRequest } from '../../graph/reports';
import { endpointName } from '../../graph/request';
import { text } from '../../model/values';
import type { StepContext } from '../context';
import { refuseExportShortOfReports } from '../exportSample';
import { nonEmptyExport } from '../sources';
import {
  installStatusExport,
  installStatusReport,
  type InstallColumn,
  type ReportedInstallColumn,
} from './request';

/** An application on a device; the pair comes once for each user of the device. */
export type InstallRow = Readonly<Record<InstallColumn, string>>;

/** Takes rows as they come. */
export type TakeInstalls = (rows: readonly InstallRow[]) => Promise<void>;

/** Of one report. */
const MOST_READINGS = 3;

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

/**
 * The report promises no order. A row that comes twice may stand in the place of
 * another one: then the report is read again, until nothing new comes.
 *
 * @throws IntegrationProviderAPIError when there is something new each time
 */
async function readInstallReport(
  graph: GraphClient,
  applicationId: string,
  take: TakeInstalls,
): Promise<void> {
  const seen = new Set<string>();
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const { rows, pages, different } = await readOnce(
      graph,
      applicationId,
      take,
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
  take: TakeInstalls,
): Promise<{ rows: number; pages: number; different: Set<string> }> {
  const different = new Set<string>();
  let rows = 0;
  let pages = 0;
  for await (const page of graph.report(reportOf(applicationId))) {
    pages += 1;
    rows += page.length;
    for (const { DeviceId, UserPrincipalName } of page) {
      different.add(JSON.stringify([DeviceId, UserPrincipalName]));
    }
    await take(
      page.map(({ DeviceId }) => ({
        ApplicationId: applicationId,
        DeviceId: text(DeviceId)?.toLowerCase() ?? '',
      })),
    );
  }
  return { rows, pages, different };
}

function reportOf(applicationId: string): ReportRequest<ReportedInstallColumn> {
  return {
    ...installStatusReport,
    filter: `(ApplicationId eq '${applicationId}')`,
  };
}

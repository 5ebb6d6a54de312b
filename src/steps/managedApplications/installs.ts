/** Which devices have which managed application, from either of two sources. */
import pMap from 'p-map';
import type { GraphClient } from '../../graph/client';
import { text } from '../../model/values';
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

/** All applications at once. @throws ExportUnavailableError */
export async function readInstallExport(
  graph: GraphClient,
  take: TakeInstalls,
): Promise<void> {
  for await (const rows of nonEmptyExport(graph, installStatusExport)) {
    await take(
      rows.map(({ ApplicationId, DeviceId }) => ({
        ApplicationId: ApplicationId.toLowerCase(),
        DeviceId: DeviceId.toLowerCase(),
      })),
    );
  }
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
  const filter = `(ApplicationId eq '${applicationId}')`;
  for await (const rows of graph.report({ ...installStatusReport, filter })) {
    await take(
      rows.map(({ DeviceId }) => ({
        ApplicationId: applicationId,
        DeviceId: text(DeviceId)?.toLowerCase() ?? '',
      })),
    );
  }
}

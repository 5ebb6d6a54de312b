/** Statuses of the whole fleet from one export. */
import type { GraphClient } from '../../graph/client';
import { reportTimestamp } from '../../model/dates';
import { readIntoTable } from '../sources';
import { complianceExport, configurationExport } from './request';
import { readStatus, severityOf, type ComplianceStatus } from './status';
import type { StatusTable } from './statusTable';

/** @throws ExportUnavailableError */
export function readComplianceExport(
  graph: GraphClient,
  createTable: () => StatusTable,
): Promise<StatusTable> {
  return readIntoTable(graph, complianceExport, createTable, (table, row) => {
    const status = readStatus(row.PolicyStatus);
    if (status) {
      table.add({
        policyId: row.PolicyId.toLowerCase(),
        deviceId: row.DeviceId.toLowerCase(),
        status,
        reportedOn: timeOf(status, row.LastContact),
      });
    }
  });
}

/** @throws ExportUnavailableError */
export function readConfigurationExport(
  graph: GraphClient,
  createTable: () => StatusTable,
): Promise<StatusTable> {
  return readIntoTable(
    graph,
    configurationExport,
    createTable,
    (table, row) => {
      const status = readStatus(row.PolicyStatus);
      if (status) {
        table.add({
          policyId: row.PolicyId.toLowerCase(),
          deviceId: row.IntuneDeviceId.toLowerCase(),
          status,
          reportedOn: timeOf(status, row.PspdpuLastModifiedTimeUtc),
        });
      }
    },
  );
}

/** Findings have a time, nothing else: most rows need none. */
function timeOf(status: ComplianceStatus, time: string): number | undefined {
  return severityOf(status) && reportTimestamp(time);
}

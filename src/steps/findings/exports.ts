/** Statuses of the whole fleet from one export. */
import type { GraphClient } from '../../graph/client';
import { reportTimestamp } from '../../model/dates';
import { complianceExport, configurationExport } from './request';
import { severityOf, statusOfNumber, type ComplianceStatus } from './status';
import type { StatusTable } from './statusTable';

/** @throws ExportUnavailableError */
export async function readComplianceExport(
  graph: GraphClient,
  table: StatusTable,
): Promise<void> {
  for await (const rows of graph.exportRows(complianceExport)) {
    for (const { PolicyId, DeviceId, PolicyStatus, LastContact } of rows) {
      const status = statusOfNumber(PolicyStatus);
      table.add({
        policyId: PolicyId.toLowerCase(),
        deviceId: DeviceId.toLowerCase(),
        status,
        reportedOn: timeOf(status, LastContact),
      });
    }
  }
}

/** @throws ExportUnavailableError */
export async function readConfigurationExport(
  graph: GraphClient,
  table: StatusTable,
): Promise<void> {
  for await (const rows of graph.exportRows(configurationExport)) {
    for (const row of rows) {
      const status = statusOfNumber(row.PolicyStatus);
      table.add({
        policyId: row.PolicyId.toLowerCase(),
        deviceId: row.IntuneDeviceId.toLowerCase(),
        status,
        reportedOn: timeOf(status, row.PspdpuLastModifiedTimeUtc),
      });
    }
  }
}

/** Findings have a time, nothing else: most rows need none. */
function timeOf(status: ComplianceStatus, time: string): number | undefined {
  return severityOf(status) && reportTimestamp(time);
}

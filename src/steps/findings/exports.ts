/** Statuses of the whole fleet from one export. */
import type { GraphClient } from '../../graph/client';
import { reportTimestamp } from '../../model/dates';
import { complianceExport, configurationExport } from './request';
import { statusOfNumber } from './status';
import type { StatusTable } from './statusTable';

/** @throws ExportUnavailableError */
export async function readComplianceExport(
  graph: GraphClient,
  table: StatusTable,
): Promise<void> {
  for await (const rows of graph.exportRows(complianceExport)) {
    for (const { PolicyId, DeviceId, PolicyStatus, LastContact } of rows) {
      table.add({
        policyId: PolicyId.toLowerCase(),
        deviceId: DeviceId.toLowerCase(),
        status: statusOfNumber(PolicyStatus),
        reportedOn: reportTimestamp(LastContact),
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
      table.add({
        policyId: row.PolicyId.toLowerCase(),
        deviceId: row.IntuneDeviceId.toLowerCase(),
        status: statusOfNumber(row.PolicyStatus),
        reportedOn: reportTimestamp(row.PspdpuLastModifiedTimeUtc),
      });
    }
  }
}

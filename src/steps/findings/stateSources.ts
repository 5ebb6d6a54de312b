/** How each report and export writes a state: what turns its rows into rows of the table. */
import {
  complianceExport,
  configurationExport,
  olderComplianceExport,
  type ComplianceColumn,
  type ConfigurationColumn,
} from '../exports';
import { reportTimestamp } from '../../model/dates';
import { readId } from '../../model/keys';
import type { StatusReport } from './policyReports';
import { complianceReport, configurationReport } from './request';
import type { StatusExport } from './stateExports';
import { readStatus, severityOf } from './status';
import type { StatusRow } from './statusTable';

const fromComplianceRow = (
  row: Readonly<Record<ComplianceColumn, unknown>>,
): StatusRow => stateOf(row.PolicyId, row.DeviceId, row, row.LastContact);

const fromConfigurationRow = (
  row: Readonly<Record<ConfigurationColumn, unknown>>,
): StatusRow =>
  stateOf(row.PolicyId, row.IntuneDeviceId, row, row.PspdpuLastModifiedTimeUtc);

/** Findings have a time, nothing else: most rows need none. */
function stateOf(
  policyId: unknown,
  deviceId: unknown,
  { PolicyStatus }: { readonly PolicyStatus: unknown },
  time: unknown,
): StatusRow {
  const status = readStatus(PolicyStatus);
  return {
    policyId: readId(policyId) ?? '',
    deviceId: readId(deviceId) ?? '',
    status,
    reportedOn: status && severityOf(status) && reportTimestamp(time),
  };
}

export const complianceReports: StatusReport<ComplianceColumn> = {
  report: complianceReport,
  rowOf: fromComplianceRow,
};

export const configurationReports: StatusReport<ConfigurationColumn> = {
  report: configurationReport,
  rowOf: fromConfigurationRow,
};

export const complianceExports = [
  { request: complianceExport, rowOf: fromComplianceRow },
  { request: olderComplianceExport, rowOf: fromComplianceRow },
] as const satisfies readonly StatusExport<ComplianceColumn>[];

export const configurationExports = [
  { request: configurationExport, rowOf: fromConfigurationRow },
] as const satisfies readonly StatusExport<ConfigurationColumn>[];

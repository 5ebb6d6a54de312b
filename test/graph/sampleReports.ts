/** A report and an export as resources declare them, and what Graph answers to them. */
import type { ExportRequest } from '../../src/graph/exports/exportRequest';
import type { ReportRequest } from '../../src/graph/reports';
import { ok, type HttpReply } from './replies';

const permission = {
  anyOf: ['DeviceManagementApps.Read.All'],
  without: 'installed applications',
} as const;
const documentation =
  'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getdeviceinstallstatusreport';

export const installsReport: ReportRequest<'DeviceId' | 'Version'> = {
  method: 'POST',
  version: 'beta',
  path: '/deviceManagement/reports/getDeviceInstallStatusReport',
  workload: 'reports',
  cost: 1,
  filter: "(ApplicationId eq 'a1')",
  columns: ['DeviceId', 'Version'],
  top: 1_000,
  permission,
  documentation,
};

export const appsExport: ExportRequest<'DeviceId' | 'Name'> = {
  reportName: 'AppInvRawData',
  columns: ['DeviceId', 'Name'],
  permission,
  documentation,
};

/** One page of a report. */
export function reportPage(
  values: readonly unknown[],
  total: unknown,
  columns: readonly string[] = ['Version', 'DeviceId'],
): HttpReply {
  return ok({
    TotalRowCount: total,
    Schema: columns.map((Column) => ({ Column, PropertyType: 'String' })),
    Values: values,
    SessionId: '',
  });
}

/** What Graph says of an export job. */
export function job(
  status: string,
  url: string | null = null,
  id = 'AppInvRawData_1',
): HttpReply {
  return {
    status: status === 'notStarted' ? 201 : 200,
    body: { id, reportName: 'AppInvRawData', status, url },
  };
}

/** `/deviceManagement/reports`: export jobs, and the report that is answered at once. https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementexportjob */
import type { GraphContext } from '../../context';
import { badRequest } from '../../errors';
import {
  intuneAccessDenied,
  intuneBadRequest,
  resourceNotFound,
} from '../../intuneErrors';
import { readReports, writeReports } from '../../intunePermissions';
import { pageLimit } from '../../odata/page';
import { readQuery } from '../../odata/query';
import { readConditions, readExportRequest } from '../../reports/exportRequest';
import type { ExportJob } from '../../reports/exportJobs';
import { deviceInstallStatus } from '../../reports/installReports';
import { configurationStatuses as policyDevices } from '../../reports/policyReports';
import type { Report } from '../../reports/report';
import { noDate } from '../../../tenant/intune/emptyDevice';
import {
  hasAnyRole,
  type GraphAnswer,
  type GraphCall,
  type Route,
} from '../../route';
import { intuneRead } from './intuneRead';

const jobsPath = '/deviceManagement/reports/exportJobs';

export const reportRoutes: readonly Route[] = [
  {
    ...intuneRead,
    path: jobsPath,
    permissions: readReports,
    handle: () => {
      throw badRequest('No method match route template');
    },
  },
  {
    ...intuneRead,
    method: 'POST',
    path: jobsPath,
    permissions: readReports,
    handle: createJob,
  },
  {
    ...intuneRead,
    path: `${jobsPath}/:id`,
    permissions: readReports,
    handle: (call, context) => {
      readQuery(call, []);
      const job = context.exportJobs.poll(call.params.id ?? '');
      if (job === undefined) throw resourceNotFound();
      return { status: 200, body: jobBody(job, call, context) };
    },
  },
  {
    ...intuneRead,
    method: 'POST',
    path: '/deviceManagement/reports/getDeviceInstallStatusReport',
    versions: ['beta'],
    permissions: readReports,
    handle: (call, context) => answerReport(call, context, deviceInstallStatus),
  },
  {
    ...intuneRead,
    method: 'POST',
    path: '/deviceManagement/reports/getConfigurationPolicyDevicesReport',
    versions: ['beta'],
    permissions: readReports,
    handle: (call, context) => answerReport(call, context, policyDevices),
  },
];

/** The documentation asks for a permission to write; the service lets readers do it, at least in some tenants. */
function createJob(call: GraphCall, context: GraphContext): GraphAnswer {
  const { exportPermission, intune } = context;
  if (
    exportPermission === 'readWrite' &&
    !hasAnyRole(call.caller, writeReports)
  ) {
    throw intuneAccessDenied(writeReports, call.path);
  }
  const request = readExportRequest(
    call.body,
    Object.keys(context.refusedExports).filter(
      (name) => context.refusedExports[name] === 'unsupported',
    ),
  );
  const job = context.exportJobs.create(request, intune);
  return { status: 201, body: jobBody(job, call, context) };
}

function jobBody(
  { id, request, status, url, requestDateTime, expirationDateTime }: ExportJob,
  { version }: GraphCall,
  { origin }: GraphContext,
) {
  return {
    '@odata.context': `${origin}/${version}/$metadata#deviceManagement/reports/exportJobs/$entity`,
    id,
    reportName: request.report.name,
    filter: request.filter,
    localizationType: request.localizationType,
    select: request.select,
    format: 'csv',
    snapshotId: null,
    ...(version === 'beta' && { search: null }),
    status,
    url,
    requestDateTime,
    expirationDateTime: expirationDateTime ?? noDate,
  };
}

const defaultRows = 50;
/** Not documented; clients have been seen asking for so many. */
const mostRows = 1000;

/** JSON, but sent as a stream of bytes. */
function answerReport(
  call: GraphCall,
  context: GraphContext,
  report: Report,
): GraphAnswer {
  const { intune } = context;
  const fields: Record<string, unknown> = { ...Object(call.body) };
  const { filter, select } = fields;
  const conditions = readConditions(
    report,
    typeof filter === 'string' ? filter : '',
  );
  const columns = readSelectedColumns(report, select);
  const output = columns.map(({ name }) => ({
    header: name,
    column: name,
    asText: false,
  }));
  const rows = [...report.read(intune, output, conditions)];
  const skip = readNumber(fields.skip, 0);
  const top = pageLimit(
    Math.min(readNumber(fields.top, defaultRows), mostRows),
    call,
    context,
  );
  return {
    status: 200,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: {
      TotalRowCount: rows.length,
      Schema: columns.map(({ name, propertyType }) => ({
        Column: name,
        PropertyType: propertyType,
      })),
      Values: rows.slice(skip, skip + top),
      SessionId: '',
    },
  };
}

/** Here an empty list is the same as none. */
function readSelectedColumns({ columns }: Report, select: unknown) {
  const names = Array.isArray(select) ? select.map(String) : [];
  if (names.length === 0) return columns;
  return names.map((name) => {
    const column = columns.find((each) => each.name === name);
    if (column !== undefined) return column;
    throw intuneBadRequest(`Invalid select column ${name}`);
  });
}

function readNumber(value: unknown, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    return value;
  }
  throw badRequest(`Invalid value '${String(value)}' for skip or top.`);
}

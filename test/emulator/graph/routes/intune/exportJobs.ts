/** `/deviceManagement/reports/exportJobs`. https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementexportjob */
import type { ExportPermission } from '../../behaviour';
import type { GraphContext } from '../../context';
import { badRequest } from '../../errors';
import { intuneAccessDenied, resourceNotFound } from '../../intuneErrors';
import { readReports, writeReports } from '../../intunePermissions';
import { readQuery } from '../../odata/query';
import type { ExportJob } from '../../reports/exportJobs';
import { readExportRequest } from '../../reports/exportRequest';
import { reportSource } from '../../reports/report';
import { noDate } from '../../../tenant/intune/emptyDevice';
import {
  hasAnyRole,
  type GraphAnswer,
  type GraphCall,
  type Route,
} from '../../route';
import { intuneRead } from './intuneRead';

const jobsPath = '/deviceManagement/reports/exportJobs';

export const exportJobRoutes: readonly Route[] = [
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
];

function createJob(call: GraphCall, context: GraphContext): GraphAnswer {
  const needed = creators[context.exportPermission];
  if (!hasAnyRole(call.caller, needed)) {
    throw intuneAccessDenied(writeReports, call.path);
  }
  const request = readExportRequest(call.body, context, call.path);
  const source = reportSource(context.intune, context, 'exports');
  const job = context.exportJobs.create(request, source);
  return { status: 201, body: jobBody(job, call, context) };
}

/**
 * The documentation asks for a permission to write; the service's own refusal names permissions to read as enough
 * (https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2081).
 */
const creators: Readonly<Record<ExportPermission, readonly string[]>> = {
  read: readReports,
  readWrite: writeReports,
  nobody: [],
};

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

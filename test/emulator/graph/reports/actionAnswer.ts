/** Answers one page of a report action. https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getcachedreport */
import type { GraphContext } from '../context';
import { badRequest, unknownSegment } from '../errors';
import { intuneAccessDenied, intuneBadRequest } from '../intuneErrors';
import { readReports } from '../intunePermissions';
import { pageLimit } from '../odata/page';
import type { GraphAnswer, GraphCall } from '../route';
import type { ReportAction } from './actions';
import { readConditions } from './filter';
import { readOrder } from './order';
import { reportSource, type OutputColumn, type Report } from './report';
import { mostRows } from './reportPages';

/** A column as it can be selected and as the schema tells it. */
interface ActionColumn extends OutputColumn {
  readonly propertyType: string;
}

export function answerAction(
  action: ReportAction,
  call: GraphCall,
  context: GraphContext,
): GraphAnswer {
  refuseAction(action, call, context);
  const { report } = action;
  const fields: Record<string, unknown> = { ...Object(call.body) };
  const filter = typeof fields.filter === 'string' ? fields.filter : '';
  const conditions = readConditions(report, filter);
  const columns = readColumns(report, fields.select, context);
  const order = readOrder(
    fields.orderBy,
    { ...action, columns: knownColumns(report, context) },
    context.reportOrder,
  );
  const { intune, reportPages } = context;
  const key = JSON.stringify([report.name, conditions, order]);
  const table = reportPages.table(key, () =>
    report.find(reportSource(intune, context, 'reports'), conditions, order),
  );
  const page = {
    subject: `${report.name} ${filter.toLowerCase()}`,
    skip: readNumber(fields.skip),
    top: pageLimit(readTop(fields.top), call, context),
    isOrdered: order.length > 0,
  };
  const rows = reportPages.rowsOn(page, table.count, context.reportRepeats);
  return streamAnswer(context, {
    TotalRowCount: table.count,
    Schema: columns.map(({ header, propertyType }) => ({
      Column: header,
      PropertyType: propertyType,
    })),
    Values: table.write(columns, rows),
    SessionId: '',
  });
}

/** JSON, but sent as a stream of bytes; some clients have met it in base 64 inside of JSON. */
function streamAnswer(
  { base64Reports }: GraphContext,
  report: object,
): GraphAnswer {
  const body = base64Reports
    ? { value: Buffer.from(JSON.stringify(report)).toString('base64') }
    : report;
  const headers = { 'Content-Type': 'application/octet-stream' };
  return { status: 200, headers, body };
}

/** Throws a `GraphError` where this tenant does not have the action, or does not let anybody at it. */
function refuseAction(
  { report, only, hasDoubtfulForm }: ReportAction,
  { path }: GraphCall,
  { installReport, installReportForm, refusedReports }: GraphContext,
): void {
  const segment = path.split('/').at(-1) ?? '';
  const form = segment.includes('.') ? 'qualified' : 'unqualified';
  const isUnknown =
    (only !== undefined && !only.includes(installReport)) ||
    (hasDoubtfulForm && installReportForm !== 'both'
      ? installReportForm !== form
      : false);
  if (isUnknown) {
    throw unknownSegment(segment);
  }
  const { name } = report;
  switch (refusedReports[name]) {
    case 'forbidden':
      throw intuneAccessDenied(readReports, path);
    case 'unsupported':
      throw intuneBadRequest(`Report ${name} is not supported`);
    case 'needsFilter':
      throw intuneBadRequest(
        `Restriction filter needed: the filter is not enough for report ${name}`,
      );
    case undefined:
  }
}

/** Alphabetical, whatever the order in `select`; an empty list is the same as none. */
function readColumns(
  report: Report,
  select: unknown,
  context: GraphContext,
): ActionColumn[] {
  const names = Array.isArray(select) ? select.map(String) : [];
  const columns = actionColumns(report, context);
  const unknown = names.find(
    (name) => !columns.some(({ header }) => header === name),
  );
  if (unknown !== undefined) {
    throw intuneBadRequest(`Invalid select column ${unknown}`);
  }
  return columns
    .filter(
      ({ header, column }) =>
        names.length === 0 || names.includes(header) || names.includes(column),
    )
    .sort((a, b) => (a.header < b.header ? -1 : 1));
}

/** A number brings its text along, in a column of its own. */
function actionColumns(report: Report, context: GraphContext): ActionColumn[] {
  const known = knownColumns(report, context);
  return report.columns
    .filter(({ name }) => known.includes(name))
    .flatMap(({ name, isLocalizable, isState, propertyType }) => {
      const isText = isState && context.stateForm !== 'number';
      const value: ActionColumn = {
        header: name,
        column: name,
        asText: false,
        propertyType: isText ? 'String' : propertyType,
      };
      const text: ActionColumn = {
        header: `${name}_loc`,
        column: name,
        asText: true,
        propertyType: 'String',
      };
      return isLocalizable ? [value, text] : [value];
    });
}

function knownColumns(
  { columns }: Report,
  { missingColumns }: GraphContext,
): string[] {
  return columns
    .map(({ name }) => name)
    .filter((name) => !missingColumns.includes(name));
}

/** More than a page is not refused, only not given; 0 is what clients send who do not mind. */
function readTop(value: unknown): number {
  const top = readNumber(value);
  return top === 0 ? mostRows : Math.min(top, mostRows);
}

function readNumber(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    return value;
  }
  throw badRequest(`Invalid value '${String(value)}' for skip or top.`);
}

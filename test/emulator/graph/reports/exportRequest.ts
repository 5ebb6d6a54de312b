/** Reads the request for an export, and refuses what the service refuses. https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis */
import type { ServiceBehaviour } from '../behaviour';
import { intuneAccessDenied, intuneBadRequest } from '../intuneErrors';
import { writeReports } from '../intunePermissions';
import { exportReports } from './';
import { readConditions, requireCondition, type Condition } from './filter';
import type { OutputColumn, Report } from './report';

const localizations = [
  'LocalizedValuesAsAdditionalColumn',
  'ReplaceLocalizableValues',
] as const;

export interface ExportRequest {
  readonly report: Report;
  readonly select: readonly string[];
  readonly filter: string;
  readonly localizationType: (typeof localizations)[number];
  readonly output: readonly OutputColumn[];
  readonly conditions: readonly Condition[];
}

type ExportBehaviour = Pick<
  ServiceBehaviour,
  'exportHeaderCase' | 'missingColumns' | 'refusedExports'
>;

/** Throws a `GraphError` for what the tenant refuses; `path` is where the request was sent. */
export function readExportRequest(
  body: unknown,
  behaviour: ExportBehaviour,
  path: string,
): ExportRequest {
  const fields: Record<string, unknown> = { ...Object(body) };
  const report = findReport(fields.reportName, behaviour, path);
  refuseFormat(fields.format);
  const localizationType = readLocalization(fields.localizationType);
  const filter = typeof fields.filter === 'string' ? fields.filter : '';
  const conditions = readConditions(report, filter);
  if (behaviour.refusedExports[report.name] === 'needsFilter') {
    requireAnyFilter(report, conditions);
  }
  const select = readColumns(report, fields.select, behaviour);
  const output = outputColumns(report, select, localizationType);
  return {
    report,
    select: Array.isArray(fields.select) ? select : [],
    filter,
    localizationType,
    output: output.map(({ header, ...column }) => ({
      ...column,
      header:
        behaviour.exportHeaderCase === 'other' ? otherCase(header) : header,
    })),
    conditions,
  };
}

function findReport(
  name: unknown,
  { refusedExports }: ExportBehaviour,
  path: string,
): Report {
  const report = exportReports.find((each) => each.name === name);
  const refusal = report && refusedExports[report.name];
  if (report === undefined || refusal === 'unsupported') {
    throw intuneBadRequest(
      `PostExportJobAsync not supported for reportType ${String(name)}`,
    );
  }
  if (refusal === 'forbidden') throw intuneAccessDenied(writeReports, path);
  return report;
}

/** Names the id that Microsoft's older documentation names. */
function requireAnyFilter(
  report: Report,
  conditions: readonly Condition[],
): void {
  if (conditions.length > 0) return;
  const column = report.filters.find((name) => name.endsWith('Id'));
  requireCondition(report, conditions, column ?? 'PolicyId');
}

/** `DeviceID` and `policyId`, where Microsoft documents `DeviceId` and `PolicyId`. */
function otherCase(header: string): string {
  return header.endsWith('DeviceId')
    ? header.replace(/Id$/, 'ID')
    : `${header.charAt(0).toLowerCase()}${header.slice(1)}`;
}

function refuseFormat(format: unknown): void {
  if (format === undefined || format === 'csv') return;
  throw intuneBadRequest(`Export format ${String(format)} is not supported`);
}

function readLocalization(value: unknown): ExportRequest['localizationType'] {
  if (value === undefined || value === null) return localizations[0];
  const name = String(value).toLowerCase();
  const found = localizations.find((each) => each.toLowerCase() === name);
  if (found !== undefined) return found;
  throw intuneBadRequest(`Invalid localizationType ${String(value)}`);
}

/** An empty list is the same as none. */
function readColumns(
  report: Report,
  select: unknown,
  { missingColumns }: ExportBehaviour,
): readonly string[] {
  const names = Array.isArray(select) ? select.map(String) : [];
  const known = report.columns
    .map(({ name }) => name)
    .filter((name) => !missingColumns.includes(name));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names.length > 0 ? names : known;
  throw intuneBadRequest(
    `Invalid select for report ${report.name}: ${unknown}`,
  );
}

/** A number is followed by its text, or replaced by it. */
function outputColumns(
  report: Report,
  names: readonly string[],
  localizationType: ExportRequest['localizationType'],
): OutputColumn[] {
  const replaces = localizationType === 'ReplaceLocalizableValues';
  return names.flatMap((name): OutputColumn[] => {
    const column = report.columns.find((each) => each.name === name);
    if (!column?.isLocalizable) {
      return [{ header: name, column: name, asText: false }];
    }
    const text = { header: name, column: name, asText: true };
    if (replaces) return [text];
    return [
      { header: name, column: name, asText: false },
      { ...text, header: `${name}_loc` },
    ];
  });
}

/** Reads the request for an export, and refuses what the service refuses. https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis */
import { intuneBadRequest } from '../intuneErrors';
import { exportReports } from '.';
import {
  parseConditions,
  type Condition,
  type OutputColumn,
  type Report,
} from './report';

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

export function readExportRequest(
  body: unknown,
  unavailable: readonly string[],
): ExportRequest {
  const fields: Record<string, unknown> = { ...Object(body) };
  const report = findReport(fields.reportName, unavailable);
  refuseFormat(fields.format);
  const localizationType = readLocalization(fields.localizationType);
  const filter = typeof fields.filter === 'string' ? fields.filter : '';
  const conditions = readConditions(report, filter);
  const select = readColumns(report, fields.select, conditions);
  const output = outputColumns(
    report,
    select ?? report.columns.map(({ name }) => name),
    localizationType,
  );
  return {
    report,
    select: select ?? [],
    filter,
    localizationType,
    output,
    conditions,
  };
}

function findReport(name: unknown, unavailable: readonly string[]): Report {
  const report = exportReports.find((each) => each.name === name);
  if (report === undefined || unavailable.includes(report.name)) {
    throw intuneBadRequest(
      `PostExportJobAsync not supported for reportType ${String(name)}`,
    );
  }
  return report;
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

/** Throws a `GraphError` for a filter that the report does not take, or misses. */
export function readConditions(report: Report, filter: string): Condition[] {
  const conditions = parseConditions(filter);
  if (conditions === undefined) {
    throw intuneBadRequest(`Invalid filter: ${filter}`);
  }
  const unknown = conditions.find(
    ({ column }) => !report.filters.includes(column),
  );
  if (unknown !== undefined) {
    throw intuneBadRequest(
      `Filter ${unknown.column} is not supported for report ${report.name}`,
    );
  }
  const { requiredFilter } = report;
  if (requiredFilter !== undefined && !has(conditions, requiredFilter)) {
    throw intuneBadRequest(
      `Filter ${requiredFilter} is required for report ${report.name}`,
    );
  }
  return conditions;
}

const has = (conditions: readonly Condition[], name: string) =>
  conditions.some(({ column }) => column === name);

/** An empty list is not the same as none. */
function readColumns(
  report: Report,
  select: unknown,
  conditions: readonly Condition[],
): readonly string[] | undefined {
  if (select === undefined || select === null) return undefined;
  const names = Array.isArray(select) ? select.map(String) : [];
  const known = report.columns.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  const { selectNeedsFilter } = report;
  const isOpen =
    selectNeedsFilter === undefined || has(conditions, selectNeedsFilter);
  if (names.length > 0 && unknown === undefined && isOpen) return names;
  throw intuneBadRequest(
    `Invalid select for report ${report.name}: ${unknown ?? names.join()}`,
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

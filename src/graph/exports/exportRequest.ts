/**
 * A request to Intune's export API, which returns a whole report as one file.
 * https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis
 */
import { GraphError } from '../errors/errors';
import {
  endpointName,
  type Endpoint,
  type PermissionNeed,
  type RequestDeclaration,
} from '../request';

/**
 * What the cells of a column look like. It decides how to read a row whose texts
 * have commas or quotes that Intune did not escape, and which rows are damaged.
 */
export type ColumnForm =
  /** An id of 36 characters, and never empty where the column is required. */
  | 'guid'
  /** A word, a number or a date: without quotes, and without commas unless it is quoted; never empty where the column is required. */
  | 'value'
  /** Numbers between commas, or any text without commas; may be empty. */
  | 'version'
  /** Whatever somebody typed; may be empty. */
  | 'text';

/** An export as its resource declares it. */
export interface ExportRequest<Column extends string> {
  /** https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports */
  readonly reportName: string;
  /** The columns that every row must have. */
  readonly columns: readonly Column[];
  /** Also asked for; `''` in the rows of a file that lacks them. */
  readonly optionalColumns?: readonly Column[];
  /** Columns that are not in it hold texts. */
  readonly forms?: Readonly<Partial<Record<NoInfer<Column>, ColumnForm>>>;
  /** In the report's own language, not OData's: `(PolicyId eq '…')`. */
  readonly filter?: string;
  readonly permission: PermissionNeed;
  /** The public page that documents the report. */
  readonly documentation: string;
}

/**
 * Text as it stands in the file. A cell is cut out of a piece of the file and keeps
 * the whole piece in memory, so keep a copy of a cell instead.
 */
export type ExportRow<Column extends string> = Readonly<Record<Column, string>>;

/** Where every export is posted. */
export const exportJobsEndpoint = {
  method: 'POST',
  version: 'v1.0',
  path: '/deviceManagement/reports/exportJobs',
  workload: 'exportJobs',
  cost: 1,
} as const satisfies Endpoint;

/** The request for the state of one job. Posts go before it: a job that is not posted yet makes its export wait longest. */
export const exportJobEndpoint = {
  ...exportJobsEndpoint,
  method: 'GET',
  lane: 'batches',
  path: `${exportJobsEndpoint.path}('{id}')`,
} as const satisfies Endpoint;

/** The path of one job, below the version. */
export function exportJobPath(id: string): string {
  // OData doubles quotes inside a text.
  const text = encodeURIComponent(id.replaceAll("'", "''"));
  return exportJobEndpoint.path.replace('{id}', () => text);
}

export const exportEndpoint = endpointName(exportJobsEndpoint);

/** The post of an export, as a step declares it. */
export interface ExportDeclaration extends RequestDeclaration {
  readonly exportRequest: ExportRequest<string>;
}

/** The Graph request that an export is, for permissions, docs and events. */
export function exportDeclaration(
  exportRequest: ExportRequest<string>,
): ExportDeclaration {
  const { permission, documentation } = exportRequest;
  return {
    ...exportJobsEndpoint,
    permission,
    isReplaceable: true,
    documentation,
    exportRequest,
  };
}

/** Receives the rows of a file, about 500 at a time. */
export interface ExportReader<Column extends string> {
  add(rows: readonly ExportRow<Column>[]): void;
  /** Called once, after the last row, with the number of damaged rows that were left out, if there are any. */
  leaveOut(damagedRows: number): void;
}

export type ExportUnavailableReason =
  /** The application may not export. */
  | 'forbidden'
  /** The tenant, or its cloud, has no such report, or takes no such request. */
  | 'refused'
  /** The job failed again and again, or the service of exports did. */
  | 'failed'
  /** The job did not end in time. */
  | 'stuck'
  /** The file lacks a column. */
  | 'missingColumn'
  /** The file cannot be fetched or read, is incomplete, or breaks a limit. */
  | 'damaged';

/** The export is unavailable, but the same data may come from another source. */
export class ExportUnavailableError extends GraphError {
  readonly messageCode = 'M365-GRAPH-009';
  readonly reportName: string;
  readonly reason: ExportUnavailableReason;
  /** Why, in words. */
  readonly detail: string;

  constructor(
    reportName: string,
    reason: ExportUnavailableReason,
    detail: string,
  ) {
    super(
      exportEndpoint,
      `${exportEndpoint}: no ${reportName} export (${reason}): ${detail}`,
    );
    this.reportName = reportName;
    this.reason = reason;
    this.detail = detail;
  }
}

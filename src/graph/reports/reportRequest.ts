/** The request for one of Intune's reports. */
import type { RequestDeclaration } from '../request';

/** The address of a report. */
export type ReportName = Pick<RequestDeclaration, 'version' | 'path'>;

/** A report as its resource declares it. */
export interface ReportRequest<
  Column extends string,
> extends RequestDeclaration {
  readonly method: 'POST';
  /** Other names of the same report, in the order in which they are tried if a tenant does not have this one. */
  readonly otherNames?: readonly ReportName[];
  /** In the report's own language, not OData's: `(ApplicationId eq '…')`; `''` where the report takes none. */
  readonly filter: string;
  /**
   * The columns that are asked for, and that every page must have. Together they
   * have to tell all rows apart: in a report of several pages, rows that are the
   * same in all columns count as one row that came twice.
   */
  readonly columns: readonly Column[];
  /** Also asked for; undefined in the rows of an answer that lacks them. */
  readonly optionalColumns?: readonly Column[];
  /** `['DeviceName asc']`. If Graph refuses it, the report is read without it. */
  readonly orderBy?: readonly string[];
  /** Rows a page, at most; Graph may send fewer. */
  readonly top: number;
}

/** A report of one object, as its resource declares it: `{...declared, filter: declared.filterOf(id)}` is sent. */
export interface ReportOfOne<Column extends string> extends Omit<
  ReportRequest<Column>,
  'filter'
> {
  /** @param id of the object */
  readonly filterOf: (id: string) => string;
}

/** Cells are texts, numbers or null, or undefined where an optional column is missing. */
export type ReportRow<Column extends string> = Readonly<
  Record<Column, unknown>
>;

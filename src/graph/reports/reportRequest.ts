/** What a step asks of one of Intune's reports. */
import type { RequestDeclaration } from '../request';

/** Where one report is to be had. */
export type ReportName = Pick<RequestDeclaration, 'version' | 'path'>;

/** A report as its resource declares it; one with a filter is `{...declared, filter}`. */
export interface ReportRequest<
  Column extends string,
> extends RequestDeclaration {
  readonly method: 'POST';
  /** Of the same report, in the order to try them where a tenant does not know this one. */
  readonly otherNames?: readonly ReportName[];
  /** In the report's own language, not OData's: `(ApplicationId eq '…')`; `''` where the report takes none. */
  readonly filter: string;
  /**
   * The columns that are asked for, and that every page must have. Together they
   * have to tell all rows apart: in a report of several pages, rows that are the
   * same in all columns count as one row that came twice.
   */
  readonly columns: readonly Column[];
  /** Asked for, too; undefined in the rows of an answer that lacks them. */
  readonly optionalColumns?: readonly Column[];
  /** `['DeviceName asc']`. Where Graph refuses it, the report is read without. */
  readonly orderBy?: readonly string[];
  /** Rows a page, at most; Graph may send fewer. */
  readonly top: number;
}

/** Cells are what JSON gives: texts, numbers, null; undefined where an optional column is missing. */
export type ReportRow<Column extends string> = Readonly<
  Record<Column, unknown>
>;

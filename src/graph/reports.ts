/**
 * Intune's reports, page by page through POST. They give 50 rows a page unless
 * told otherwise, and what they are told is not always honoured: the next page
 * begins after the rows that came, and the report ends at its own row count.
 * https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementreports
 */
import { GraphProtocolError } from './errors';
import { asObject } from './json';
import type { CollectionLimits } from './limits';
import { endpointName, type RequestDeclaration } from './request';

/** A report as its resource declares it; one with a filter is `{...declared, filter}`. */
export interface ReportRequest<
  Column extends string,
> extends RequestDeclaration {
  readonly method: 'POST';
  /** In the report's own language, not OData's: `(ApplicationId eq '…')`. */
  readonly filter: string;
  /** The columns that are asked for, and that every page must have. */
  readonly columns: readonly Column[];
  /** `['DeviceId asc']`; default: as Graph likes it. */
  readonly orderBy?: readonly string[];
  /** Rows a page, at most; Graph may send fewer. */
  readonly top: number;
}

/** Cells are what JSON gives: texts, numbers, null. */
export type ReportRow<Column extends string> = Readonly<
  Record<Column, unknown>
>;

/** Posts a body and returns the parsed answer. @throws GraphError */
export type PostBody = (body: unknown) => Promise<unknown>;

interface ReportPage<Column extends string> {
  readonly rows: ReportRow<Column>[];
  /** Of the whole report. */
  readonly totalRowCount: number;
}

/**
 * Yields the rows of each page, the next page under way already. It never ends
 * early: what was yielded is the whole report only when it returns. A report that
 * shrinks while it is read starts again, so rows may come again.
 *
 * @throws GraphProtocolError for an answer that is not such a page, or when the
 * report shrinks once too often
 */
export async function* reportPages<Column extends string>(
  request: ReportRequest<Column>,
  post: PostBody,
  limits: CollectionLimits,
): AsyncGenerator<ReportRow<Column>[], void, undefined> {
  const progress = new ReportProgress(endpointName(request), limits);
  const fetch = async () =>
    pageOfReport(request, await post(bodyOf(request, progress.received)));
  let next: Promise<ReportPage<Column>> | undefined = fetch();
  while (next) {
    const page: ReportPage<Column> = await next;
    const isUsable = progress.take(page);
    next = progress.isComplete ? undefined : fetch();
    // A failure is met at the `await` above; until then nobody looks at it.
    next?.catch(() => undefined);
    if (isUsable) {
      yield page.rows;
    }
  }
}

/** How far a report was read. */
class ReportProgress {
  readonly #endpoint: string;
  readonly #limits: CollectionLimits;
  #received = 0;
  #total?: number;
  #pages = 0;
  #restarts = 0;

  constructor(endpoint: string, limits: CollectionLimits) {
    this.#endpoint = endpoint;
    this.#limits = limits;
  }

  get received(): number {
    return this.#received;
  }

  get isComplete(): boolean {
    return this.#total !== undefined && this.#received >= this.#total;
  }

  /** @returns false when the report shrank, and has to be read from its first row again */
  take({ rows, totalRowCount }: ReportPage<string>): boolean {
    this.#checkSize(rows.length);
    const shrank = totalRowCount < (this.#total ?? 0);
    const endedEarly =
      rows.length === 0 && this.#received < totalRowCount && !shrank;
    if (shrank || endedEarly) {
      this.#restart(
        shrank
          ? `the report shrank from ${this.#total} to ${totalRowCount} rows`
          : `no rows after ${this.#received} of ${totalRowCount}`,
      );
      return false;
    }
    this.#received += rows.length;
    this.#total = totalRowCount;
    return true;
  }

  #checkSize(rowCount: number): void {
    const { maxPages, maxPageItems } = this.#limits;
    this.#pages += 1;
    if (this.#pages > maxPages) {
      throw this.#error(
        `there are more than ${maxPages} pages (limit maxPages)`,
      );
    }
    if (rowCount > maxPageItems) {
      throw this.#error(
        `one page has more than ${maxPageItems} rows (limit maxPageItems)`,
      );
    }
  }

  /** Rows that went away move others over the page's edge: those would be missed. */
  #restart(reason: string): void {
    this.#restarts += 1;
    const { maxRestarts } = this.#limits;
    if (this.#restarts > maxRestarts) {
      throw this.#error(
        `${reason}; begun anew more than ${maxRestarts} times (limit maxRestarts)`,
      );
    }
    this.#received = 0;
    this.#total = undefined;
  }

  #error(detail: string): GraphProtocolError {
    return new GraphProtocolError(this.#endpoint, detail);
  }
}

function bodyOf(
  { filter, columns, orderBy = [], top }: ReportRequest<string>,
  skip: number,
) {
  return { filter, select: columns, orderBy, skip, top };
}

function pageOfReport<Column extends string>(
  request: ReportRequest<Column>,
  body: unknown,
): ReportPage<Column> {
  const error = (detail: string) =>
    new GraphProtocolError(endpointName(request), detail);
  const { TotalRowCount: total, Schema, Values } = asObject(body) ?? {};
  if (typeof total !== 'number' || !Number.isInteger(total) || total < 0) {
    throw error('the answer has no row count');
  }
  if (!Array.isArray(Schema) || !Array.isArray(Values)) {
    throw error('the answer has no schema or no values');
  }
  const names = Schema.map((column) => asObject(column)?.Column);
  const positions = request.columns.map(
    (name) => [name, names.indexOf(name)] as const,
  );
  const missing = positions.find(([, position]) => position === -1);
  if (missing) {
    throw error(`the answer has no column ${missing[0]}`);
  }
  const rows = Values.map((values: unknown) => {
    if (!Array.isArray(values) || values.length < names.length) {
      throw error('a row has fewer values than the schema has columns');
    }
    return Object.fromEntries(
      positions.map(([name, position]) => [name, values[position]]),
    ) as ReportRow<Column>;
  });
  return { rows, totalRowCount: total };
}

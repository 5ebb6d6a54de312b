/**
 * Reads Intune's reports page by page through POST. The first page has the row
 * count; then the others are requested at the same time, as far as the quota
 * allows. `reportPlan.ts` decides what to ask for, `reportNames.ts` by which name,
 * and `reportForms.ts` in which form.
 * https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementreports
 */
import type { CollectionLimits } from '../basics/limits';
import { endpointName } from '../request';
import type { ReportForm, ReportForms } from './reportForms';
import type { ReportNames } from './reportNames';
import {
  readReportPage,
  type ReportContent,
  type ReportPage,
} from './reportPage';
import { ReportPlan, type RowRange } from './reportPlan';
import type { ReportRequest, ReportRow } from './reportRequest';

export { readReportContent } from './reportPage';
export type { ReportOfOne, ReportRequest, ReportRow } from './reportRequest';

/** The parts of a client that reports need. */
export interface ReportAccess {
  /** Posts a body and reads the answer by `readReportContent`. @throws GraphError */
  readonly post: (
    request: ReportRequest<string>,
    body: unknown,
  ) => Promise<ReportContent>;
  readonly names: ReportNames;
  readonly forms: ReportForms;
  readonly limits: CollectionLimits;
  /** Aborted when nobody needs the rows any more. */
  readonly signal: AbortSignal;
}

/** The pages of one report that are under way at once. The quota bounds all reports together. */
export const PAGES_IN_FLIGHT = 8;

interface PendingPage<Column extends string> {
  readonly range: RowRange;
  readonly page: Promise<ReportPage<Column>>;
}

/**
 * Yields the rows of each page, with the next pages under way. The yielded rows are
 * the whole report only when it returns. Rows may come again when the report shrinks
 * while it is read, or when Graph repeats some.
 *
 * @throws GraphProtocolError for an answer that lacks a column, or when the report
 * shrinks once too often
 * @throws IncompleteReportError at its end, when some rows never came; those that
 * did were yielded
 */
export async function* reportPages<Column extends string>(
  request: ReportRequest<Column>,
  access: ReportAccess,
): AsyncGenerator<ReportRow<Column>[], void, undefined> {
  const plan = new ReportPlan(endpointName(request), access.limits);
  let pending: PendingPage<Column>[] = [];
  const askForMore = () => {
    while (pending.length < PAGES_IN_FLIGHT) {
      const range = plan.next();
      if (!range) {
        return;
      }
      pending.push({ range, page: fetchPage(request, range, access) });
    }
  };
  askForMore();
  while (!plan.isComplete && pending.length > 0) {
    // The answers are added in this order, so that the same answers always give the same rows.
    const [{ range, page: coming }, ...others] = pending;
    const page = await coming;
    const isUsable = plan.addAnswer(range, page);
    pending = isUsable ? others : [];
    askForMore();
    if (isUsable) {
      yield page.rows;
    }
  }
  plan.assertComplete();
}

/** How many rows a report has. @throws GraphError */
export async function reportRowCount(
  request: ReportRequest<string>,
  access: ReportAccess,
): Promise<number> {
  // Nobody looks at the one row, so it needs no order.
  const oneRow = { ...request, orderBy: undefined, top: 1 };
  const { totalRowCount } = await ask(oneRow, 0, access);
  return totalRowCount;
}

function fetchPage<Column extends string>(
  request: ReportRequest<Column>,
  { skip }: RowRange,
  access: ReportAccess,
): Promise<ReportPage<Column>> {
  const page = ask(request, skip, access).then((content) =>
    readReportPage(request, content),
  );
  // A failure is met when it is this page's turn; until then nobody looks at it.
  page.catch(() => undefined);
  return page;
}

function ask(
  request: ReportRequest<string>,
  skip: number,
  { names, forms, post, signal }: ReportAccess,
): Promise<ReportContent> {
  return names.ask(
    request,
    (named) =>
      forms.ask(
        named,
        (form) => post(named, bodyOf(named, skip, form)),
        signal,
      ),
    signal,
  );
}

/** An empty `select` means all columns. */
function bodyOf(
  request: ReportRequest<string>,
  skip: number,
  { hasOrderBy, hasSelect }: ReportForm,
) {
  const { filter, columns, optionalColumns = [], orderBy = [], top } = request;
  return {
    filter,
    select: hasSelect ? [...columns, ...optionalColumns] : [],
    orderBy: hasOrderBy ? orderBy : [],
    skip,
    top,
  };
}

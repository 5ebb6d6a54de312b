/** A scripted Intune that answers each report by its action, too: rows by column, cut into pages as Intune cuts them. */
import { ok, type HttpReply } from '../graph/replies';
import type { IntuneScript, ScriptedIntune } from './scriptedIntune';
import type { ScriptedStep } from './stepContext';

/** By column. */
export type ReportedRow = Readonly<Record<string, unknown>>;

/** The whole report, or an answer to any of its requests. */
export type ReportAnswer = readonly ReportedRow[] | HttpReply;

/** By action and filter: `reports/retrieve…` is the action `retrieve…`. */
export type Reports = (action: string, filter: string) => ReportAnswer;

export interface ReportScript extends Omit<IntuneScript, 'report'> {
  readonly reports?: Reports;
}

interface ReportBody {
  readonly filter: string;
  readonly select: readonly string[];
  readonly skip: number;
}

/** Whatever is asked for: https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683 */
const ROWS_A_PAGE = 50;

export function stepWithReports(
  intune: ScriptedIntune,
  { reports = () => [], ...script }: ReportScript,
): ScriptedStep {
  const step = intune.step({
    ...script,
    report: () => {
      // A request is logged before it is answered.
      const [request] = step.transport.requests.slice(-1);
      const body = request.body as ReportBody;
      const answer = reports(actionOf(request.url), body.filter);
      return 'status' in answer ? answer : pageOf(answer, body);
    },
  });
  return step;
}

/** The reports that were asked for, in their order, one for each page: `action filter`. */
export function reportsAsked({
  transport,
}: Pick<ScriptedStep, 'transport'>): string[] {
  return transport.requests
    .filter(({ url }) => url.includes('/reports/') && !/exportJobs/.test(url))
    .map(({ url, body }) =>
      `${actionOf(url)} ${(body as ReportBody).filter}`.trim(),
    );
}

/** Columns are in alphabetical order, whatever was selected. */
function pageOf(
  rows: readonly ReportedRow[],
  { select, skip }: ReportBody,
): HttpReply {
  const columns = [
    ...new Set(rows.length > 0 ? rows.flatMap(Object.keys) : select),
  ].sort();
  return ok({
    TotalRowCount: rows.length,
    Schema: columns.map((Column) => ({ Column })),
    Values: rows
      .slice(skip, skip + ROWS_A_PAGE)
      .map((row) => columns.map((column) => row[column] ?? null)),
  });
}

function actionOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

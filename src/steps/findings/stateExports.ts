/** The states of all policies at once, from one export. */
import type {
  ExportRow,
  ExportRequest,
} from '../../graph/exports/exportRequest';
import { ExportUnavailableError } from '../../graph/exports/exportRequest';
import type { StepContext } from '../../run/context';
import {
  evenly,
  evenlyOfKnown,
  RowCounts,
  shortageByReports,
} from '../../run/sources/exportSample';
import { isShort } from '../../run/leftOut/allowances';
import { isScarce } from '../../run/sources/plans';
import type { ListedPolicy } from '../policies';
import {
  readIntoTable,
  refuseEmptyExport,
  unlessUnavailable,
} from '../../run/sources/exportSource';
import {
  allUnfinished,
  type ReadItems,
  type Unfinished,
} from '../../run/sources/sources';
import { doubtAbout, type DeviceCounts } from './overviews';
import type { StatusReport } from './policyReports';
import type { StatusRow, StatusTable } from './statusTable';
import { coded } from '../../graph/basics/messageCodes';

/** Policies that are compared with their reports. */
export const SAMPLED_POLICIES = 10;

/** What tells one family's export from another's. */
export interface StatusExport<Column extends string> {
  readonly request: ExportRequest<Column>;
  readonly rowOf: (row: ExportRow<Column>) => StatusRow;
}

type Sample<Column extends string> = Pick<StatusReport<Column>, 'report'>;

export interface StatusExportOptions<
  Column extends string,
  ReportColumn extends string,
> {
  /** The first one that the tenant has. */
  readonly exports: readonly [
    StatusExport<Column>,
    ...(readonly StatusExport<Column>[]),
  ];
  readonly createTable: () => StatusTable;
  /** What the rows of policies are compared with that Intune does not count. */
  readonly sample: Sample<ReportColumn>;
  readonly counts: DeviceCounts;
  /** That the step knows; default: none. */
  readonly rowCounts?: RowCounts;
}

/**
 * Completes the policies of which the file has what Intune counts. The rows of
 * those that it does not count are compared with the reports of some. Where reports
 * are scarce, the file may come although there are few devices, in the place of
 * reports that prove each policy: then it does not complete a policy of the sample
 * that it has less of than its report counts.
 */
export function readStatusExport<
  Column extends string,
  ReportColumn extends string,
  Policy extends ListedPolicy,
>(
  context: StepContext,
  table: StatusTable,
  options: StatusExportOptions<Column, ReportColumn>,
  knowsNothing: (policy: Policy) => boolean = () => false,
): ReadItems<Policy> {
  const { counts, sample, rowCounts = new RowCounts(context) } = options;
  return unlessUnavailable(context, async (policies) => {
    const uncounted = policies.filter(({ id }) => !counts.has(id));
    const end = await askEarly(context, uncounted, options, rowCounts);
    const { exported, reportName } = await readFirst(context, options).finally(
      end,
    );
    const byCounts = doubted(policies, exported, table, counts);
    policies.forEach(({ id }) => table.adopt(id, exported));
    const shortage = await findShortage(
      context,
      exported,
      uncounted,
      sample,
      rowCounts,
    );
    const byReports = shortage
      ? []
      : await doubtedByReports(uncounted, exported, sample, rowCounts);
    const doubts = [...byCounts, ...byReports];
    const areDoubted = new Set(doubts.map(({ item }) => item));
    if (shortage) {
      context.logger.warn(
        { reportName, reason: shortage },
        coded('M365-LOG-005', 'Export is short'),
      );
    }
    const unfinished: Unfinished<Policy>[] = [
      ...doubts.map((doubt) => ({
        ...doubt,
        cause: `${reportName}: ${doubt.cause}`,
      })),
      ...(shortage
        ? allUnfinished(uncounted, `${reportName}: ${shortage}`)
        : uncounted
            .filter(({ id }) => exported.rowCount(id) === 0)
            .filter((policy) => !areDoubted.has(policy))
            .filter(knowsNothing)
            .map((item) => ({
              item,
              cause: `${reportName} has no rows of it`,
              why: 'nothing' as const,
            }))),
    ];
    // A file that completes nothing is none to go by.
    if (unfinished.length < policies.length) {
      table.adoptUnknownPolicies(exported);
    }
    return unfinished;
  });
}

/** @throws ExportUnavailableError */
async function readFirst<Column extends string>(
  context: StepContext,
  {
    exports,
    createTable,
  }: Pick<StatusExportOptions<Column, never>, 'exports' | 'createTable'>,
): Promise<{ exported: StatusTable; reportName: string }> {
  const [{ request, rowOf }, next, ...others] = exports;
  const { reportName } = request;
  try {
    const exported = await readIntoTable(
      context,
      request,
      createTable,
      (rows, row) => rows.add(rowOf(row)),
    );
    refuseEmptyExport(reportName, exported.isEmpty ? 0 : 1);
    return { exported, reportName };
  } catch (error) {
    const isUnknownReport =
      error instanceof ExportUnavailableError && error.reason === 'refused';
    if (!isUnknownReport || !next) {
      throw error;
    }
    return readFirst(context, { exports: [next, ...others], createTable });
  }
}

/** @param table what the sources before had */
function doubted<Policy extends ListedPolicy>(
  policies: readonly Policy[],
  exported: StatusTable,
  table: StatusTable,
  counts: DeviceCounts,
): Unfinished<Policy>[] {
  return policies.flatMap((item) => {
    const [received, known] = [exported, table].map((each) =>
      each.deviceCount(item.id),
    );
    const doubt = doubtAbout(item, exported, counts, received, known);
    return doubt ? [{ item, ...doubt }] : [];
  });
}

/** Of the policies whose reports were asked for their row counts. */
async function doubtedByReports<
  Column extends string,
  Policy extends ListedPolicy,
>(
  policies: readonly Policy[],
  exported: StatusTable,
  sample: Sample<Column>,
  rowCounts: RowCounts,
): Promise<Unfinished<Policy>[]> {
  const compared = policies.map(async (item): Promise<Unfinished<Policy>[]> => {
    const counted = (await rowCounts.known(reportOf(sample, item.id))) ?? 0;
    const received = exported.rowCount(item.id);
    const cause = `there are ${received} rows of it, and its report has ${counted}`;
    const why = received > 0 ? undefined : 'counted';
    return isShort(received, counted) ? [{ item, cause, why }] : [];
  });
  return (await Promise.all(compared)).flat();
}

/**
 * Where jobs are scarce, the file takes minutes: long enough for the reports of the
 * sample. @returns ends it
 */
async function askEarly<Column extends string>(
  { graph }: StepContext,
  policies: readonly ListedPolicy[],
  { exports: [{ request }], sample }: StatusExportOptions<string, Column>,
  rowCounts: RowCounts,
): Promise<() => void> {
  if (policies.length > 0 && isScarce(graph, 'exportJobs')) {
    graph.prepareExport(request);
    if (!(await graph.areExportsRefused())) {
      return rowCounts.begin(
        evenly(policies, SAMPLED_POLICIES).map(({ id }) =>
          reportOf(sample, id),
        ),
      );
    }
  }
  return () => undefined;
}

/** Half of the sample are policies without rows, as far as there are any: those may have been left out. */
function findShortage<Column extends string>(
  context: StepContext,
  exported: StatusTable,
  policies: readonly ListedPolicy[],
  sample: Sample<Column>,
  rowCounts: RowCounts,
): Promise<string | undefined> {
  const isEmpty = ({ id }: ListedPolicy) => exported.rowCount(id) === 0;
  const isKnown = ({ id }: ListedPolicy) => rowCounts.has(reportOf(sample, id));
  const empty = evenlyOfKnown(
    policies.filter(isEmpty),
    SAMPLED_POLICIES / 2,
    isKnown,
  );
  const others = evenlyOfKnown(
    policies.filter((policy) => !isEmpty(policy)),
    SAMPLED_POLICIES - empty.length,
    isKnown,
  );
  return shortageByReports(
    context,
    'states of policies on devices',
    [...empty, ...others].map(({ id }) => ({
      exported: exported.rowCount(id),
      report: reportOf(sample, id),
    })),
    rowCounts.ask,
  );
}

function reportOf<Column extends string>(
  { report }: Sample<Column>,
  policyId: string,
) {
  return { ...report, filter: report.filterOf(policyId) };
}

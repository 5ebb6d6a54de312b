/** The states of all policies at once, from one export. */
import type {
  ExportRow,
  ExportRequest,
} from '../../graph/exports/exportRequest';
import { ExportUnavailableError } from '../../graph/exports/exportRequest';
import type { StepContext } from '../../run/context';
import { RowCounts } from '../../run/sources/exportSample';
import type { ListedPolicy } from '../policies';
import {
  readIntoTable,
  refuseEmptyExport,
  unlessUnavailable,
} from '../../run/sources/exportSource';
import { type ReadItems, type Unfinished } from '../../run/sources/sources';
import { doubtAbout, type DeviceCounts } from './overviews';
import type { StatusReport } from './policyReports';
import { PolicySample } from './policySample';
import type { StatusRow, StatusTable } from './statusTable';
import { coded } from '../../graph/basics/messageCodes';

/** What tells one family's export from another's. */
export interface StatusExport<Column extends string> {
  readonly request: ExportRequest<Column>;
  readonly rowOf: (row: ExportRow<Column>) => StatusRow;
}

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
  readonly sample: Pick<StatusReport<ReportColumn>, 'report'>;
  readonly counts: DeviceCounts;
  /** That the step knows; default: none. */
  readonly rowCounts?: RowCounts;
}

/**
 * Completes the policies of which the file has what Intune counts. The rows of
 * those that it does not count are compared with the reports of some.
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
  const { counts, exports, sample: report } = options;
  const { rowCounts = new RowCounts(context) } = options;
  const sample = new PolicySample(context, report, rowCounts);
  return unlessUnavailable(context, async (policies) => {
    const uncounted = policies.filter(({ id }) => !counts.has(id));
    const end = await sample.askEarly(uncounted, exports[0].request);
    const { exported, reportName } = await readFirst(context, options).finally(
      end,
    );
    const doubts = doubted(policies, exported, table, counts);
    policies.forEach(({ id }) => table.adopt(id, exported));
    const shortage = await sample.shortageOf(exported, uncounted);
    if (shortage) {
      context.logger.warn(
        { reportName, reason: shortage },
        coded('M365-LOG-005', 'Export is short'),
      );
    }
    const areDoubted = new Set(doubts.map(({ item }) => item));
    const others = await sample.doubted(
      uncounted.filter((policy) => !areDoubted.has(policy)),
      { exported, reportName, shortage },
      knowsNothing,
    );
    const unfinished = [
      ...doubts.map((doubt) => ({
        ...doubt,
        cause: `${reportName}: ${doubt.cause}`,
      })),
      ...others,
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

/** The states of one policy after the other, from reports that read permission is enough for. */
import { oneByOne } from '../../run/sources/oneByOne';
import { RowCounts } from '../../run/sources/exportSample';
import type { ReportOfOne, ReportRow } from '../../graph/reports';
import type { StepContext } from '../../run/context';
import type { ListedPolicy } from '../policies';
import { type ReadItems, type Unfinished } from '../../run/sources/sources';
import { doubtAbout, type DeviceCount, type DeviceCounts } from './overviews';
import type { StatusRow, StatusTable } from './statusTable';

/** Policies whose reports are read at the same time. */
const POLICIES_AT_ONCE = 8;

/** What tells one family's report from another's. */
export interface StatusReport<Column extends string> {
  readonly report: ReportOfOne<Column>;
  readonly rowOf: (row: ReportRow<Column>) => Omit<StatusRow, 'policyId'>;
}

/**
 * Completes the policies whose reports have as many different rows as they count. A
 * report that is known to have none is not asked for again.
 *
 * @param knowsNothing whether a report without rows leaves it open where a policy's states are
 */
export function readStatusReports<
  Column extends string,
  Policy extends ListedPolicy,
>(
  context: StepContext,
  table: StatusTable,
  { report, rowOf }: StatusReport<Column>,
  counts: DeviceCounts,
  knowsNothing: (policy: Policy) => boolean = () => false,
  rowCounts = new RowCounts(context),
): ReadItems<Policy> {
  const readRows = async (policyId: string): Promise<number> => {
    const ofPolicy = { ...report, filter: report.filterOf(policyId) };
    if ((await rowCounts.known(ofPolicy)) === 0) {
      return 0;
    }
    let rowCount = 0;
    for await (const rows of context.graph.report(ofPolicy)) {
      if (rowCount === 0 && rows.length > 0) {
        table.beginAnew(policyId);
      }
      rowCount += rows.length;
      rows.forEach((row) => table.add({ ...rowOf(row), policyId }));
    }
    if (rowCount === 0) {
      rowCounts.addEmpty(ofPolicy);
    }
    return rowCount;
  };
  return oneByOne(POLICIES_AT_ONCE, async (policy) => {
    const known = table.deviceCount(policy.id);
    const rowCount = await readRows(policy.id);
    // Its own count proves a report; none at all contradicts what another source had.
    const doubt =
      rowCount > 0
        ? doubtAbout(policy, table, counts, table.rowCount(policy.id))
        : doubtAbout(policy, table, counts, 0, known);
    if (doubt) {
      return doubt;
    }
    return rowCount === 0 && knowsNothing(policy)
      ? { cause: 'its report has no rows', why: 'nothing' }
      : undefined;
  });
}

/** How the counts of policies that Intune counts no device of are checked. */
export function zerosOfPolicies<Column extends string>({
  report,
}: Pick<StatusReport<Column>, 'report'>) {
  return {
    isZero: ({ total }: DeviceCount) => total === 0,
    what: 'states of policies',
    reportOf: (id: string) => ({ ...report, filter: report.filterOf(id) }),
  };
}

/**
 * Completes what `read` completes, as far as the report of a policy does not count
 * more rows: one request each, where reading the report takes one for 50 rows.
 * Where Intune refuses a report, and where it knows nothing of the policy, `check`
 * has to do.
 */
export function unlessReportsHaveMore<
  Column extends string,
  Policy extends ListedPolicy,
>(
  context: StepContext,
  table: StatusTable,
  { report }: Pick<StatusReport<Column>, 'report'>,
  read: ReadItems<Policy>,
  check: ReadItems<Policy>,
): ReadItems<Policy> {
  return async (policies) => {
    const unfinished = await read(policies);
    const left = new Set(unfinished.map(({ item }) => item));
    const short: Unfinished<Policy>[] = [];
    const unknown: Policy[] = [];
    const compare = oneByOne<Policy>(POLICIES_AT_ONCE, async (item) => {
      const filter = report.filterOf(item.id);
      const counted = await context.graph.reportRowCount({ ...report, filter });
      const received = table.rowCount(item.id);
      if (counted === 0) {
        unknown.push(item);
      } else if (received < counted) {
        const cause = `there are ${received} states, and its report has ${counted}`;
        short.push({ item, cause });
      }
      return undefined;
    });
    const refused = await compare(policies.filter((p) => !left.has(p)));
    const unchecked = [...unknown, ...refused.map(({ item }) => item)];
    return [...unfinished, ...short, ...(await check(unchecked))];
  };
}

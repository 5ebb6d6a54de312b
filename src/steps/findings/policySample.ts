/** What an export of states is compared with, where Intune does not count a policy: the reports of some. */
import type { ExportRequest } from '../../graph/exports/exportRequest';
import type { StepContext } from '../../run/context';
import { isShort } from '../../run/leftOut/allowances';
import {
  evenly,
  evenlyOfKnown,
  shortageByReports,
  type RowCounts,
} from '../../run/sources/exportSample';
import { isScarce } from '../../run/sources/plans';
import type { Unfinished } from '../../run/sources/sources';
import type { ListedPolicy } from '../policies';
import type { StatusReport } from './policyReports';
import type { StatusTable } from './statusTable';

/** Policies that are compared with their reports. */
export const SAMPLED_POLICIES = 10;

interface SampledExport {
  readonly exported: StatusTable;
  readonly reportName: string;
  /** What it lacks of the whole sample, in words. */
  readonly shortage?: string;
}

export class PolicySample<Column extends string> {
  readonly #context: StepContext;
  readonly #report: StatusReport<Column>['report'];
  readonly #rowCounts: RowCounts;

  constructor(
    context: StepContext,
    { report }: Pick<StatusReport<Column>, 'report'>,
    rowCounts: RowCounts,
  ) {
    this.#context = context;
    this.#report = report;
    this.#rowCounts = rowCounts;
  }

  /**
   * Asks for some of the reports while the file is made. Where jobs are scarce, it
   * takes minutes: long enough for all of them. Elsewhere half is left for policies
   * that turn out to have no rows.
   *
   * @returns ends it
   */
  askEarly(
    policies: readonly ListedPolicy[],
    request: ExportRequest<string>,
  ): Promise<() => void> {
    const takesLong = isScarce(this.#context.graph, 'exportJobs');
    const size = takesLong ? SAMPLED_POLICIES : SAMPLED_POLICIES / 2;
    return this.#rowCounts.begin(
      request,
      evenly(policies, size).map((each) => this.#of(each)),
    );
  }

  /** Half of the sample are policies without rows, as far as there are any: those may have been left out. */
  shortageOf(
    exported: StatusTable,
    policies: readonly ListedPolicy[],
  ): Promise<string | undefined> {
    const isEmpty = ({ id }: ListedPolicy) => exported.rowCount(id) === 0;
    const isKnown = (each: ListedPolicy) => this.#rowCounts.has(this.#of(each));
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
      this.#context,
      'states of policies on devices',
      [...empty, ...others].map((each) => ({
        exported: exported.rowCount(each.id),
        report: this.#of(each),
      })),
      this.#rowCounts.ask,
    );
  }

  /**
   * The policies that the file does not complete. Where reports are scarce, it may
   * come although there are few devices, in the place of reports that prove each
   * policy. There, each policy of the sample is judged by its own row count.
   *
   * @param knowsNothing whether a file without its rows leaves it open where a policy's states are
   */
  async doubted<Policy extends ListedPolicy>(
    policies: readonly Policy[],
    { exported, reportName, shortage }: SampledExport,
    knowsNothing: (policy: Policy) => boolean,
  ): Promise<Unfinished<Policy>[]> {
    const judged = policies.map(
      async (item): Promise<Unfinished<Policy> | undefined> => {
        const counted = await this.#rowCounts.known(this.#of(item));
        const received = exported.rowCount(item.id);
        if (counted !== undefined && isShort(received, counted)) {
          const cause = `${reportName}: there are ${received} rows of it, and its report has ${counted}`;
          return { item, cause, why: received > 0 ? undefined : 'counted' };
        }
        if (counted === undefined && shortage !== undefined) {
          return { item, cause: `${reportName}: ${shortage}` };
        }
        return received === 0 && knowsNothing(item)
          ? { item, cause: `${reportName} has no rows of it`, why: 'nothing' }
          : undefined;
      },
    );
    return (await Promise.all(judged)).flatMap((doubt) => doubt ?? []);
  }

  #of({ id }: ListedPolicy) {
    return { ...this.#report, filter: this.#report.filterOf(id) };
  }
}

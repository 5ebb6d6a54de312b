/** What it takes to read the states of policies from each source, in units of each workload. */
import { costOfZeros } from '../../run/sources/falseZeros';
import { REQUESTS_OF_EXPORT, type Cost } from '../../run/sources/plans';
import { ROWS_A_REPORT_PAGE } from '../../run/thresholds';
import type { ListedPolicy } from '../policies';
import { STATUSES_A_PAGE } from './request';
import type { DeviceCounts } from './overviews';
import { SAMPLED_POLICIES } from './policySample';

/** @param deviceCount so many states at most has a policy that Intune does not count */
export class StateCosts {
  readonly #counts: DeviceCounts;
  readonly #deviceCount: number;

  constructor(counts: DeviceCounts, deviceCount: number) {
    this.#counts = counts;
    this.#deviceCount = deviceCount;
  }

  /** The check of policies that Intune counts no device of, whatever comes first. */
  ofZeros(): Cost {
    return costOfZeros(this.#counts, ({ total }) => total === 0);
  }

  /** The lists that policies have themselves. */
  ofLists(policies: readonly ListedPolicy[]): Cost {
    return { intuneConfiguration: this.#pages(policies, STATUSES_A_PAGE) };
  }

  ofReports(policies: readonly ListedPolicy[]): Cost {
    return { reports: this.#pages(policies, ROWS_A_REPORT_PAGE) };
  }

  /** An export, and the reports of a sample of policies that Intune does not count. */
  ofExport(policies: readonly ListedPolicy[]): Cost {
    const uncounted = policies.filter(({ id }) => !this.#counts.has(id));
    return {
      exportJobs: REQUESTS_OF_EXPORT,
      reports: Math.min(SAMPLED_POLICIES, uncounted.length),
    };
  }

  #pages(policies: readonly ListedPolicy[], rowsInPage: number): number {
    const pages = policies.map((policy) =>
      Math.max(1, Math.ceil(this.#mostRows(policy) / rowsInPage)),
    );
    return pages.reduce((sum, count) => sum + count, 0);
  }

  /** States of what is assigned to nobody are old ones, and few. */
  #mostRows({ id, isAssigned }: ListedPolicy): number {
    const most = isAssigned === false ? 0 : this.#deviceCount;
    return this.#counts.get(id)?.total ?? most;
  }
}

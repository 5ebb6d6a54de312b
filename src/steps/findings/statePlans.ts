/** What it takes to read the states of policies from each source, in units of each workload. */
import { REQUESTS_OF_EXPORT, type Cost } from '../../run/sources/plans';
import { ROWS_A_REPORT_PAGE } from '../../run/thresholds';
import type { ListedPolicy } from '../policies';
import { STATUSES_A_PAGE } from './request';
import type { DeviceCounts } from './overviews';
import { SAMPLED_POLICIES } from './stateExports';

/** @param deviceCount so many states at most has a policy that Intune does not count */
export class StateCosts {
  readonly #counts: DeviceCounts;
  readonly #deviceCount: number;

  constructor(counts: DeviceCounts, deviceCount: number) {
    this.#counts = counts;
    this.#deviceCount = deviceCount;
  }

  /** Lists that the first policies have, and reports of the others. */
  ofEach(listed: readonly ListedPolicy[], reported: readonly ListedPolicy[]) {
    return {
      intuneConfiguration: this.#pages(listed, STATUSES_A_PAGE),
      reports: this.#pages(reported, ROWS_A_REPORT_PAGE),
    } satisfies Cost;
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
    const pages = policies.map(({ id }) => {
      const rows = this.#counts.get(id)?.total ?? this.#deviceCount;
      return Math.max(1, Math.ceil(rows / rowsInPage));
    });
    return pages.reduce((sum, count) => sum + count, 0);
  }
}

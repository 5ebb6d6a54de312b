/** What an attempt cost in resource units of the directory, for the summary of a run. */
import type { WorkloadName } from '../pacing/workloads';
import type { GraphCall } from './call';
import { headsOf, quotaUse } from './headers';

const FIRST_ERROR_STATUS = 400;
/** The workload that Graph counts in resource units. */
const COUNTS_UNITS: WorkloadName = 'directory';

/** The same as Graph itself says it; undefined where it does not, for one answer at least. */
export function chargedUnits(call: GraphCall): number | undefined {
  const heads = headsOf(call);
  return heads.length > 0
    ? quotaUse(heads.map(({ header }) => header)).units
    : undefined;
}

/**
 * The sum over the answer, or over the answers in a batch. Each counts what Graph
 * says in its headers, else what was expected; an error that does not say it
 * counts nothing.
 *
 * @returns undefined when Graph counts requests there, not units
 */
export function resourceUnitsOf(call: GraphCall): number | undefined {
  const { batchSize, cost, workload } = call;
  const units = headsOf(call).flatMap(({ status, header }) => {
    const { units: said } = quotaUse([header]);
    if (said !== undefined) {
      return [said];
    }
    const expected = status < FIRST_ERROR_STATUS ? cost : 0;
    return workload === COUNTS_UNITS ? [expected / Math.max(1, batchSize)] : [];
  });
  return units.length > 0
    ? units.reduce((sum, unit) => sum + unit, 0)
    : undefined;
}

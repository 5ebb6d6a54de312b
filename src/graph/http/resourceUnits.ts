/** What an attempt cost in resource units of the directory, for the summary of a run. */
import type { WorkloadName } from '../pacing/workloads';
import { asObject, asPlainText } from '../basics/json';
import type { GraphCall } from './call';
import { headersInBatch, quotaUse, type HeaderLookup } from './headers';

const FIRST_ERROR_STATUS = 400;
/** The workload that Graph counts in resource units. */
const COUNTS_UNITS: WorkloadName = 'directory';

interface Answer {
  readonly status: number;
  readonly header: HeaderLookup;
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
  const units = answersOf(call).flatMap(({ status, header }) => {
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

function answersOf({ answer, batchSize }: GraphCall): Answer[] {
  if (answer === undefined) {
    return [];
  }
  const responses = asObject(answer.body)?.responses;
  if (batchSize === 0 || !Array.isArray(responses)) {
    const header = (name: string) => answer.headers.get(name);
    return [{ status: answer.status, header }];
  }
  return responses.map((each) => {
    const response = asObject(each);
    return {
      status: Number(asPlainText(response?.status)),
      header: headersInBatch(response?.headers),
    };
  });
}

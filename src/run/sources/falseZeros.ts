/** What speaks for Intune's word that policies or applications are on no device. */
import { errorMessage } from '../../graph/errors/errors';
import type { ReportRequest } from '../../graph/reports';
import type { StepContext } from '../context';
import { evenly, shortageByReports } from './exportSample';
import type { Cost } from './plans';
import { isAboutRequest } from '../itemFailures';
import { logOdd } from '../oddities';

/** Objects without any counted device that are compared with their reports: few, for most are simply assigned to nobody. */
const SAMPLED_ZEROS = 2;

/** What that takes. */
export function costOfZeros<Count>(
  counts: ReadonlyMap<string, Count>,
  isZero: (count: Count) => boolean,
): Cost {
  const zeros = [...counts.values()].filter(isZero);
  return { reports: Math.min(SAMPLED_ZEROS, zeros.length) };
}

interface ZerosCheck<Count> {
  readonly isZero: (count: Count) => boolean;
  /** What the reports have, as messages name it: `states of policies`. */
  readonly what: string;
  readonly reportOf: (id: string) => ReportRequest<string>;
}

/**
 * Intune may not have counted yet: zeros are compared with the reports of some of
 * their objects. Where these have rows, no zero is a count. Reports that are not to
 * be had leave the zeros unchecked: nothing that was read depends on them.
 *
 * @param counts of devices, by the object's id
 */
export async function withoutFalseZeros<Count>(
  context: StepContext,
  counts: ReadonlyMap<string, Count>,
  { isZero, what, reportOf }: ZerosCheck<Count>,
): Promise<ReadonlyMap<string, Count>> {
  const uncounted = `${what} that Intune counts no device of`;
  const zeros = [...counts].flatMap(([id, count]) =>
    isZero(count) ? [id] : [],
  );
  const sample = evenly(zeros, SAMPLED_ZEROS).map((id) => ({
    exported: 0,
    report: reportOf(id),
  }));
  try {
    if (!(await shortageByReports(context, uncounted, sample))) {
      return counts;
    }
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    context.completeness.addUnchecked(uncounted, errorMessage(error));
    return counts;
  }
  logOdd(context, {
    code: 'M365-LOG-007',
    kind: 'falseZero',
    count: zeros.length,
    description: `Reports have ${uncounted}: these counts are left out`,
  });
  return new Map([...counts].filter(([, count]) => !isZero(count)));
}

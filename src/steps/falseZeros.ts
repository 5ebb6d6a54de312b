/** What speaks for Intune's word that policies or applications are on no device. */
import { errorMessage } from '../graph/errors';
import type { ReportRequest } from '../graph/reports';
import type { StepContext } from './context';
import { evenly, shortageByReports } from './exportSample';
import { isAboutRequest } from './itemFailures';

/** Objects without any counted device that are compared with their reports: few, for most are simply assigned to nobody. */
const SAMPLED_ZEROS = 2;

/** Devices by the object's id. */
type Counts = ReadonlyMap<string, number>;

interface ZerosCheck {
  /** What the reports have, as messages name it: `states of policies`. */
  readonly what: string;
  readonly reportOf: (id: string) => ReportRequest<string>;
}

/**
 * Intune may not have counted yet: zeros are compared with the reports of some of
 * their objects. Where these have rows, no zero is a count. Reports that are not to
 * be had leave the zeros unchecked: nothing that was read depends on them.
 */
export async function withoutFalseZeros(
  context: StepContext,
  counts: Counts,
  { what, reportOf }: ZerosCheck,
): Promise<Counts> {
  const uncounted = `${what} that Intune counts no device of`;
  const zeros = [...counts].flatMap(([id, total]) => (total === 0 ? [id] : []));
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
  context.logger.warn(
    { count: zeros.length },
    `Reports have ${uncounted}: these counts are left out`,
  );
  return new Map([...counts].filter(([, total]) => total > 0));
}

/** What speaks for Intune's word that policies are on no device. */
import { errorMessage } from '../../graph/errors';
import type { StepContext } from '../context';
import { evenly, shortageByReports } from '../exportSample';
import { isAboutRequest } from '../itemFailures';
import type { DeviceCounts } from './overviews';
import type { StatusReport } from './policyReports';

/** Policies without any counted device that are compared with their reports: few, for most are simply assigned to nobody. */
const SAMPLED_ZEROS = 2;

/** What the zeros are, as messages name them. */
const ZEROS = 'states of policies that Intune counts no device of';

/**
 * Intune may not have counted yet: zeros are compared with the reports of some of
 * their policies. Where these have rows, no zero is a count. Reports that are not to
 * be had leave the zeros unchecked: no state depends on them.
 */
export async function withoutFalseZeros<Column extends string>(
  context: StepContext,
  counts: DeviceCounts,
  { report, filterOf }: Pick<StatusReport<Column>, 'report' | 'filterOf'>,
): Promise<DeviceCounts> {
  const zeros = [...counts].flatMap(([id, { total }]) =>
    total === 0 ? [id] : [],
  );
  const sample = evenly(zeros, SAMPLED_ZEROS).map((id) => ({
    exported: 0,
    report: { ...report, filter: filterOf(id) },
  }));
  try {
    if (!(await shortageByReports(context, ZEROS, sample))) {
      return counts;
    }
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    context.completeness.addUnchecked(ZEROS, errorMessage(error));
    return counts;
  }
  context.logger.warn(
    { count: zeros.length },
    'Policies that Intune counts no device of have states: these counts are left out',
  );
  return new Map([...counts].filter(([, { total }]) => total > 0));
}

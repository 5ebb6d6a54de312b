/** What became of one request of a run, and what hangs on it. */
import { includes } from '../../../src/run/permissions/names';
import type { PlannedRequest } from './plannedRequests';
import type { RequestLine } from '../report';
import type { Trial } from './trials';
import { describeTrial } from '../words';

export function lineOf(
  trial: Trial,
  granted: ReadonlySet<string> | undefined,
): RequestLine {
  const { planned, status, milliseconds, attempts } = trial;
  const { name, need, request, datasets, steps } = planned;
  const { anyOf } = request.permission;
  const used = [...(granted ?? [])].filter((each) =>
    anyOf.some((wanted) => includes(each, wanted)),
  );
  const own = steps.map(({ id }) => id);
  const dependents = steps.flatMap((step) =>
    step.need === 'required' ? step.dependents : [],
  );
  return {
    request: name,
    datasets: [...new Set(datasets.map(({ what }) => what))],
    steps: own,
    stops: [...new Set(dependents)].filter((id) => !own.includes(id)),
    need,
    without: lossOf(planned),
    permissions: [...anyOf],
    usedPermissions: used,
    ...describeTrial(trial),
    status,
    milliseconds,
    attempts,
  };
}

/** What a replaceable request declares is lost with its permission, which others need, too. */
function lossOf({ need, request: { permission } }: PlannedRequest): string {
  return need === 'replaceable' && !permission.isOptional
    ? 'nothing: another source has the same, or it only checks'
    : permission.without;
}

/** The result that a run would have, by what was tried. */
import {
  isNotApplicableToTenant,
  isUnknownSegment,
} from '../../src/graph/errors/errors';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';
import { organizationRequest } from '../../src/steps/account/request';
import type { Verdict } from '../exitCodes';
import type { HostCheck } from './hosts/hosts';
import type { Trial } from './requests/trials';
import { describeTrial, type Outcome } from './words';

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly CodedText[];
}

/** Tokens and signed logins are good for some minutes only. */
const LARGEST_CLOCK_DIFFERENCE = 300;

export function judge(
  trials: readonly Trial[],
  hosts: readonly HostCheck[],
): Judgement {
  const account = trials.find(
    ({ planned }) => planned.request === organizationRequest,
  );
  if (account && !account.answer) {
    return {
      verdict: 'unusable',
      reasons: [
        coded(
          'M365-CHECK-005',
          `${account.planned.name}: nothing works without it`,
        ),
      ],
    };
  }
  const reasons = [
    ...trials.filter(costsAStep).map(reasonOf),
    ...datasetsWithoutSource(trials),
    ...hosts.flatMap(clockReason),
  ];
  const verdict = reasons.length > 0 ? 'partial' : 'complete';
  return { verdict, reasons: [...new Set(reasons)] };
}

/** A request that the time did not suffice for proves nothing, so it is not taken for answered. */
function costsAStep(trial: Trial): boolean {
  const { planned, failure } = trial;
  const isLost =
    isUnanswered(describeTrial(trial).outcome) || trial.isOutOfTime;
  const mayBeAbsent = planned.request.isReplaceable === 'whereAbsent';
  return (
    planned.need === 'required' &&
    isLost &&
    // The steps that need it do not run then.
    !isNotApplicableToTenant(failure) &&
    !(mayBeAbsent && isUnknownSegment(failure))
  );
}

const isUnanswered = (outcome: Outcome) =>
  outcome === 'refused' || outcome === 'failed';

function reasonOf(trial: Trial): CodedText {
  const { planned } = trial;
  const steps = planned.steps.map(({ id }) => id).join(', ');
  const isKnown = !trial.isOutOfTime;
  return isKnown
    ? coded('M365-CHECK-001', `${steps}: ${planned.name} was not answered`)
    : coded(
        'M365-CHECK-003',
        `${steps}: whether ${planned.name} is answered is not known, because the time was up`,
      );
}

/** Several sources have the same: one of them has to answer. */
function datasetsWithoutSource(trials: readonly Trial[]): CodedText[] {
  const datasets = new Set(trials.flatMap(({ planned }) => planned.datasets));
  return [...datasets].flatMap((dataset) => {
    const sources = trials.filter(
      ({ planned }) =>
        planned.request.isReplaceable === true &&
        planned.datasets.includes(dataset),
    );
    const outcomes = sources.map((trial) => describeTrial(trial).outcome);
    const tried = outcomes.filter((outcome) => outcome !== 'notTried');
    return sources.length > 1 && tried.length > 0 && tried.every(isUnanswered)
      ? [coded('M365-CHECK-002', `${dataset.what}: no source of them answered`)]
      : [];
  });
}

function clockReason({ host, clockAheadSeconds = 0 }: HostCheck): CodedText[] {
  return Math.abs(clockAheadSeconds) > LARGEST_CLOCK_DIFFERENCE
    ? [
        coded(
          'M365-CHECK-004',
          `the clock of this machine is ${Math.abs(clockAheadSeconds)} s ${clockAheadSeconds > 0 ? 'ahead of' : 'behind'} that of ${host}: set it, or logins and tokens will be refused`,
        ),
      ]
    : [];
}

/** What summary.json says of a run: when it was, and what it could not see. */
import { isSuccess } from '../collect/summary';
import { exitCodes, type Verdict } from '../exitCodes';
import { verdictOf, type RunSummary as SavedRun } from '../runs/runSummary';

/** A step's result: https://github.com/JupiterOne/sdk/blob/main/packages/integration-sdk-core/src/types/step.ts */
export interface RunStep {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly declaredTypes: readonly string[];
  readonly encounteredTypeCounts: Readonly<Record<string, number>>;
  /** In ms since the Unix epoch; absent for a step that did not run. */
  readonly startTime?: number;
  readonly endTime?: number;
}

export interface RunSummary {
  readonly integrationStepResults: readonly RunStep[];
  readonly metadata: {
    readonly partialDatasets: { readonly types: readonly string[] };
  };
  /** Only `npm start`, `npm run demo` and their kind record it; the SDK's own commands do not. */
  readonly run?: RecordedRun;
}

/** What the program that collected recorded of the run. */
export type RecordedRun = Pick<
  SavedRun,
  | 'id'
  | 'version'
  | 'startedAt'
  | 'endedAt'
  | 'seconds'
  | 'verdict'
  | 'failedSteps'
  | 'events'
  | 'leftOut'
  | 'partialTypes'
>;

export type Completeness = 'complete' | 'incomplete' | 'not collected';

export interface Run {
  /** In ms since the Unix epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** How long it took, in ms: from the first step to the last, unless the whole run was timed. */
  readonly duration: number;
  /** What the run came to; of a result that nobody recorded, what its steps came to. */
  readonly verdict: Verdict;
  readonly steps: readonly RunStep[];
  /** undefined when nobody recorded what was left out: then nobody knows. */
  readonly recorded: RecordedRun | undefined;
  /** Steps that ran to their end. */
  readonly succeeded: number;
  readonly blindSpots: readonly BlindSpot[];
  /** Of the types together: as bad as the worst of them. */
  completeness(types: Iterable<string>): Completeness;
}

/** A step with incomplete results. */
export interface BlindSpot {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly types: readonly string[];
}

const reasons: Readonly<Record<string, string>> = {
  failure: 'failed',
  partial_success_due_to_dependency_failure:
    'incomplete, because a step before it failed',
  disabled: 'disabled',
  pending_evaluation: 'did not run',
};

const fromBest: readonly Completeness[] = [
  'complete',
  'incomplete',
  'not collected',
];

export function readRun(summary: RunSummary): Run {
  const steps = summary.integrationStepResults;
  const missing = steps.filter((step) => !isSuccess(step));
  const partial = new Set(summary.metadata.partialDatasets.types);
  const recorded = readRecord(summary.run);
  const endedAt = recorded
    ? Date.parse(recorded.endedAt)
    : Math.max(...steps.flatMap(({ endTime }) => endTime ?? []));
  const startedAt = recorded
    ? Date.parse(recorded.startedAt)
    : Math.min(...steps.flatMap(({ startTime }) => startTime ?? []));
  return {
    startedAt,
    endedAt,
    verdict: recorded?.verdict ?? verdictOf({ ...summary, run: undefined }),
    duration: recorded ? recorded.seconds * 1_000 : endedAt - startedAt,
    steps,
    recorded,
    succeeded: steps.length - missing.length,
    blindSpots: missing.map(toBlindSpot),
    completeness: (types) => {
      const states = [...types].map((type) => stateOf(type, steps, partial));
      return fromBest[Math.max(0, ...states.map((s) => fromBest.indexOf(s)))];
    },
  };
}

/** undefined for a record of another shape: it may be of another version. */
function readRecord(
  record: Partial<RecordedRun> | undefined,
): RecordedRun | undefined {
  const { id, startedAt, endedAt, seconds, verdict } = record ?? {};
  const { events, leftOut, failedSteps, partialTypes } = record ?? {};
  return typeof id === 'string' &&
    typeof seconds === 'number' &&
    Number.isFinite(Date.parse(String(startedAt))) &&
    Number.isFinite(Date.parse(String(endedAt))) &&
    Object.hasOwn(exitCodes, String(verdict)) &&
    [events, leftOut, failedSteps, partialTypes].every(Array.isArray)
    ? (record as RecordedRun)
    : undefined;
}

function toBlindSpot({ id, name, status, declaredTypes }: RunStep): BlindSpot {
  return { id, name, reason: reasons[status] ?? status, types: declaredTypes };
}

function stateOf(
  type: string,
  steps: readonly RunStep[],
  partial: ReadonlySet<string>,
): Completeness {
  const makers = steps.filter(({ declaredTypes }) =>
    declaredTypes.includes(type),
  );
  if (
    makers.length > 0 &&
    makers.every(({ status }) => status === 'disabled')
  ) {
    return 'not collected';
  }
  const isWhole = makers.every(isSuccess);
  return isWhole && !partial.has(type) ? 'complete' : 'incomplete';
}

/** Objects of each type, over all steps. */
export function countsOf(summary: RunSummary): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { encounteredTypeCounts } of summary.integrationStepResults) {
    for (const [type, count] of Object.entries(encounteredTypeCounts)) {
      totals.set(type, (totals.get(type) ?? 0) + count);
    }
  }
  return totals;
}

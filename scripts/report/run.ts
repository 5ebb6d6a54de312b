/** What summary.json says of a run: when it was, and what it could not see. */

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
export interface RecordedRun {
  readonly id: string;
  readonly version: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
  readonly verdict: string;
  /** Every event of the run, in order. */
  readonly events: readonly RunEvent[];
  /** Every count of something that was left out, or odd. */
  readonly leftOut: readonly LeftOut[];
}

export interface RunEvent {
  readonly level: string;
  readonly name: string;
  readonly stepId?: string;
  readonly message: string;
}

export interface LeftOut {
  readonly stepId?: string;
  readonly message: string;
  readonly count: number;
}

export type Completeness = 'complete' | 'incomplete' | 'not collected';

export interface Run {
  /** In ms since the Unix epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** How long it took, in ms: from the first step to the last, unless the whole run was timed. */
  readonly duration: number;
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

const succeededStatuses: ReadonlySet<string> = new Set(['success', 'cached']);

const fromBest: readonly Completeness[] = [
  'complete',
  'incomplete',
  'not collected',
];

export function readRun(summary: RunSummary): Run {
  const steps = summary.integrationStepResults;
  const missing = steps.filter(({ status }) => !succeededStatuses.has(status));
  const partial = new Set(summary.metadata.partialDatasets.types);
  const startedAt = Math.min(
    ...steps.flatMap(({ startTime }) => startTime ?? []),
  );
  const endedAt = Math.max(...steps.flatMap(({ endTime }) => endTime ?? []));
  const recorded = readRecord(summary.run);
  return {
    startedAt,
    endedAt,
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
  const { id, seconds, events, leftOut } = record ?? {};
  return typeof id === 'string' &&
    typeof seconds === 'number' &&
    Array.isArray(events) &&
    Array.isArray(leftOut)
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
  const isWhole = makers.every(({ status }) => succeededStatuses.has(status));
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

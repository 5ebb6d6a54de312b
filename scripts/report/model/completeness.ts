/** What is missing from a run, as far as the run recorded it. */
import { countLeftOut } from '../../runs/runSummary';
import { countsOf, type Run, type RunStep, type RunSummary } from '../run';
import { entityTypes, groupOf } from '../types';

export interface Missing {
  /** False when nobody recorded what was left out. */
  readonly isRecorded: boolean;
  readonly leftOut: readonly MissingCount[];
  readonly events: readonly MissingEvent[];
  readonly steps: Run['blindSpots'];
  readonly partialTypes: readonly string[];
  /** Types of which the files hold another number of objects than the summary: file, summary. */
  readonly differing: readonly (readonly [string, number, number])[];
}

export interface MissingCount {
  readonly message: string;
  /** Of its kind; undefined where the run did not say. */
  readonly meaning: string | undefined;
  readonly count: number;
  /** What it touches, such as Devices and Findings. */
  readonly touches: string;
}

export interface MissingEvent {
  readonly level: string;
  readonly message: string;
  /** Of those that stand in `leftOut`, too. */
  readonly count: number | undefined;
  readonly touches: string;
}

/**
 * @param counts objects of each type in the files
 * @param redact takes out what messages quote of the tenant
 */
export function readMissing(
  counts: ReadonlyMap<string, number>,
  run: Run,
  summary: RunSummary,
  redact: (message: string) => string = (message) => message,
): Missing {
  const touches = (stepId: string | undefined) =>
    touchedBy(run.steps.find(({ id }) => id === stepId));
  const told = (message: unknown) => redact(String(message));
  const { recorded } = run;
  return {
    isRecorded: recorded !== undefined,
    leftOut: (recorded?.leftOut ?? []).map((each) => ({
      message: told(each.message),
      meaning: each.meaning,
      count: Number(each.count),
      touches: touches(each.stepId),
    })),
    events: (recorded?.events ?? []).map((each) => ({
      level: each.level,
      message: told(each.message),
      count: each.count,
      touches: touches(each.stepId),
    })),
    steps: run.blindSpots,
    partialTypes: summary.metadata.partialDatasets.types,
    differing: differences(counts, countsOf(summary)),
  };
}

/** How many items were left out; undefined when nobody recorded it. */
export function leftOutOf({ isRecorded, leftOut }: Missing) {
  return isRecorded ? countLeftOut({ leftOut }) : undefined;
}

function touchedBy(step: RunStep | undefined): string {
  const types = step?.declaredTypes ?? [];
  const titles = types
    .filter((type) => entityTypes.includes(type))
    .map((type) => groupOf(type).title);
  // A step that only connects things is known by its name.
  return titles.length > 0
    ? [...new Set(titles)].join(', ')
    : (step?.name ?? 'The whole run');
}

function differences(
  files: ReadonlyMap<string, number>,
  summary: ReadonlyMap<string, number>,
): (readonly [string, number, number])[] {
  return [...new Set([...files.keys(), ...summary.keys()])]
    .map(
      (type) => [type, files.get(type) ?? 0, summary.get(type) ?? 0] as const,
    )
    .filter(([, inFiles, inSummary]) => inFiles !== inSummary);
}

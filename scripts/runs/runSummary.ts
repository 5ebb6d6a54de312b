/** summary.json: what the SDK wrote of the steps, and what is known of the whole run. */
import { readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  countTypes,
  disabledSteps,
  failedSteps,
  total,
  type Summary,
} from '../collect/summary';
import { formatQuantity } from '../collect/numbers';
import type { Verdict } from '../exitCodes';
import { coded } from '../../src/graph/basics/messageCodes';
import { ownVersion } from '../version';
import type { LeftOutKind } from '../../src/run/leftOut/kinds';
import { missingAs } from './fileErrors';

/** The key `run` of summary.json. */
export interface RunSummary {
  readonly id: string;
  /** Of this integration. */
  readonly version: string;
  readonly node: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seconds: number;
  readonly verdict: Verdict;
  readonly failedSteps: readonly string[];
  readonly disabledSteps: readonly string[];
  readonly totals: {
    readonly entities: number;
    readonly relationships: number;
  };
  /** What the run cost of each workload's quota. */
  readonly requests?: object;
  /** Every event of the run, in order. */
  readonly events: readonly RunEvent[];
  /** Every count of something left out or odd. */
  readonly leftOut: readonly LeftOut[];
  readonly partialTypes: readonly string[];
}

export interface RunEvent {
  readonly level: 'info' | 'warning';
  readonly name: string;
  readonly stepId?: string;
  readonly message: string;
  /** Of an event that tells of items that are left out or odd: it is one of `leftOut`, too. */
  readonly count?: number;
}

export interface LeftOut {
  readonly stepId?: string;
  readonly kind?: LeftOutKind;
  /** What the kind means. */
  readonly meaning?: string;
  readonly message: string;
  readonly count: number;
}

/** What only who ran it can say. */
export interface RunReport extends Pick<
  RunSummary,
  'events' | 'leftOut' | 'requests'
> {
  /** Where it is worse than what the steps say: an upload that was not finalized, for example. */
  readonly verdict?: Verdict;
}

/** What summary.json holds: `run` is missing in one that the SDK's command line left. */
export type SummaryFile = Summary & { readonly run?: RunSummary };

export interface RunIdentity {
  readonly id: string;
  readonly startedAt: Date;
}

/**
 * Adds `run` to the summary that the SDK wrote, in one step: there is the old
 * file, or the new one.
 *
 * @param resultFolder that the SDK wrote to, with `summary.json` and `index/`
 */
export async function writeRunSummary(
  resultFolder: string,
  summary: Summary,
  { id, startedAt }: RunIdentity,
  report: RunReport,
): Promise<RunSummary> {
  const counts = countTypes(summary, await readEntityTypes(resultFolder));
  const endedAt = new Date();
  const run: RunSummary = {
    id,
    version: ownVersion(),
    node: process.version,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    seconds: (endedAt.getTime() - startedAt.getTime()) / 1_000,
    verdict: report.verdict ?? verdictOf(summary),
    failedSteps: failedSteps(summary),
    disabledSteps: disabledSteps(summary),
    totals: {
      entities: total(counts.entities),
      relationships: total(counts.relationships),
    },
    ...(report.requests && { requests: report.requests }),
    events: report.events,
    leftOut: report.leftOut,
    partialTypes: summary.metadata.partialDatasets.types,
  };
  const file = path.join(resultFolder, 'summary.json');
  await writeFile(`${file}.new`, JSON.stringify({ ...summary, run }));
  await rename(`${file}.new`, file);
  return run;
}

/** What the steps came to, unless somebody knew better at the end of the run. */
export function verdictOf(summary: SummaryFile): Verdict {
  if (summary.run) {
    return summary.run.verdict;
  }
  const isWhole =
    failedSteps(summary).length === 0 &&
    summary.metadata.partialDatasets.types.length === 0;
  if (isWhole) {
    return 'complete';
  }
  const hasAny = summary.integrationStepResults.some(
    ({ encounteredTypeCounts }) =>
      Object.values(encounteredTypeCounts).some((count) => count > 0),
  );
  return hasAny ? 'partial' : 'unusable';
}

/** In a word, for people. */
export const verdictTitles: Readonly<Record<Verdict, string>> = {
  complete: 'Complete',
  partial: 'Incomplete',
  unusable: 'Nothing was collected',
};

/** In a sentence: the terminal and the report have these words. */
export function describeVerdict({
  verdict,
  failedSteps,
  partialTypes,
}: Pick<RunSummary, 'verdict' | 'failedSteps' | 'partialTypes'>): string {
  switch (verdict) {
    case 'complete':
      return 'The run is complete.';
    case 'partial':
      return coded(
        'M365-RUN-008',
        `Incomplete: ${failedSteps.join(', ') || 'no step'} failed. JupiterOne keeps what it has of ` +
          `${formatQuantity(partialTypes.length, 'partial type')} (partialTypes in summary.json).`,
      );
    case 'unusable':
      return coded(
        'M365-RUN-009',
        failedSteps.length > 0
          ? `Nothing was collected: ${failedSteps.join(', ')} failed.`
          : 'Nothing was collected.',
      );
  }
}

/** How many items were left out or odd. */
export function countLeftOut({ leftOut }: Pick<RunSummary, 'leftOut'>): number {
  return leftOut.reduce((sum, { count }) => sum + count, 0);
}

/** Those that the result has: to load the steps for theirs takes a second. */
export async function readEntityTypes(
  resultFolder: string,
): Promise<ReadonlySet<string>> {
  const index = path.join(resultFolder, 'index', 'entities');
  return new Set(await readdir(index).catch(missingAs<string[]>([])));
}

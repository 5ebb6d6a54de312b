/**
 * Where runs are, below the folder that a command works in:
 *
 *   .j1-integration                       a link to the result that is the latest
 *   .j1-integration.lock.<…>              whoever works here
 *   .j1-integration-runs/<id>/            a run that reached its end
 *   .j1-integration-runs/<id>.unfinished/ one that did not, or not yet
 *     .j1-integration/                    what the SDK wrote
 *     j1-integration.log
 *
 * A run's folder has the shape of a project's, so that
 * `j1-integration sync --project-path .j1-integration-runs/<id>` finds it.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Verdict } from '../exitCodes';
import { missingAs } from './fileErrors';
import { verdictOf, type SummaryFile } from './runSummary';

/** The name that the SDK's tools look for. */
export const RESULT_NAME = '.j1-integration';
export const RUNS_NAME = '.j1-integration-runs';
export const LOG_NAME = 'j1-integration.log';
const SUMMARY_NAME = 'summary.json';
const UNFINISHED = '.unfinished';

export interface KeptRun {
  /** Says when it began: ids sort by time. */
  readonly id: string;
  readonly folder: string;
  /** What came of it; undefined when it did not reach its end. */
  readonly verdict?: Verdict;
}

/** `2026-11-28T14-03-05-123Z` */
export function runIdOf(date: Date): string {
  return date.toISOString().replace(/[:.]/g, '-');
}

/** Where the run works until it has reached its end. */
export function unfinishedFolder(parentFolder: string, id: string): string {
  return path.join(parentFolder, RUNS_NAME, `${id}${UNFINISHED}`);
}

export function finishedFolder(parentFolder: string, id: string): string {
  return path.join(parentFolder, RUNS_NAME, id);
}

export const summaryFileOf = (resultFolder: string): string =>
  path.join(resultFolder, SUMMARY_NAME);

/** As `runIdOf` makes them: a folder of another name is the user's, and stays. */
const runName = /^\d{4}-\d{2}-\d{2}T[\d-]+Z(?:\.unfinished)?$/;

/** The newest first. */
export async function listRuns(parentFolder: string): Promise<KeptRun[]> {
  const runsFolder = path.join(parentFolder, RUNS_NAME);
  const names = await readdir(runsFolder).catch(missingAs<string[]>([]));
  const ours = names.filter((name) => runName.test(name));
  const runs = ours.map(async (name): Promise<KeptRun> => {
    const folder = path.join(runsFolder, name);
    return name.endsWith(UNFINISHED)
      ? { id: name.slice(0, -UNFINISHED.length), folder }
      : { id: name, folder, verdict: await readVerdict(folder) };
  });
  return (await Promise.all(runs)).sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** The SDK's command line takes the graph away for its cache, with `--step`: such a result is good for nothing. */
async function readVerdict(runFolder: string): Promise<Verdict | undefined> {
  const result = path.join(runFolder, RESULT_NAME);
  const summary = await readSummaryFile(result);
  if (summary === undefined) {
    return undefined;
  }
  const parts = await readdir(result);
  return parts.includes('graph') ? verdictOf(summary) : 'unusable';
}

/** undefined when there is none or a part of one: the SDK writes it last. */
export async function readSummaryFile(
  resultFolder: string,
): Promise<SummaryFile | undefined> {
  const text = await readFile(summaryFileOf(resultFolder), 'utf8').catch(
    missingAs(undefined),
  );
  const summary = text === undefined ? undefined : parse(text);
  const isWhole =
    Array.isArray(summary?.integrationStepResults) &&
    Array.isArray(summary.metadata?.partialDatasets?.types);
  return isWhole ? (summary as SummaryFile) : undefined;
}

function parse(text: string): Partial<SummaryFile> | undefined {
  try {
    return JSON.parse(text) as Partial<SummaryFile>;
  } catch {
    return undefined;
  }
}

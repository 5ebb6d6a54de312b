/** What stays on disk after a run, and which result is the latest. */
import type { Dirent } from 'node:fs';
import {
  lstat,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import path from 'node:path';
import { missingAs } from './fileErrors';
import {
  finishedFolder,
  listRuns,
  readSummaryFile,
  RESULT_NAME,
  runIdOf,
  RUNS_NAME,
  summaryFileOf,
  unfinishedFolder,
  type KeptRun,
} from './layout';
import { makeLinksRelative, replaceLink } from './links';

/** Of all runs together, in bytes. */
const MOST_BYTES = 5_000_000_000;

export interface Limits {
  readonly keep: number;
  readonly mostBytes?: number;
}

/**
 * Makes the newest result the latest, and removes runs that are too many or too
 * large. A result that the SDK's command line left is moved to the others first.
 */
export async function tidy(
  parentFolder: string,
  { keep, mostBytes = MOST_BYTES }: Limits,
): Promise<void> {
  await adoptResult(parentFolder);
  const runs = await listRuns(parentFolder);
  await disown(runs);
  const latest = runs.find(({ verdict }) => verdict !== undefined);
  if (latest) {
    await makeLatest(parentFolder, latest.id);
  }
  await prune(runs, latest, keep, mostBytes);
}

/** A run that did not reach its end may have had its summary, without which nothing is finalized or reported. */
async function disown(runs: readonly KeptRun[]): Promise<void> {
  for (const { folder, verdict } of runs) {
    if (verdict === undefined) {
      const summary = summaryFileOf(path.join(folder, RESULT_NAME));
      await rm(summary, { force: true });
    }
  }
}

/** A folder of this name is from the SDK's command line, which knows of no runs. */
async function adoptResult(parentFolder: string): Promise<void> {
  const result = path.join(parentFolder, RESULT_NAME);
  const found = await lstat(result).catch(missingAs(undefined));
  if (!found?.isDirectory()) {
    return;
  }
  await makeLinksRelative(result);
  const hasEnded = (await readSummaryFile(result)) !== undefined;
  const folderOf = hasEnded ? finishedFolder : unfinishedFolder;
  const folder = folderOf(parentFolder, runIdOf(found.mtime));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(result, path.join(folder, RESULT_NAME));
}

async function makeLatest(parentFolder: string, id: string): Promise<void> {
  const link = path.join(parentFolder, RESULT_NAME);
  const target = path.join(RUNS_NAME, id, RESULT_NAME);
  const now = await readlink(link).catch(missingAs(undefined));
  if (now !== target) {
    await replaceLink(link, target);
  }
}

/**
 * Results and runs that did not reach their end are counted each by themselves,
 * so that nights without a network push no result out. What is removed is
 * renamed first: a result that is half removed would look whole.
 */
async function prune(
  runs: readonly KeptRun[],
  latest: KeptRun | undefined,
  keep: number,
  mostBytes: number,
): Promise<void> {
  const good = runs.find(({ verdict }) => verdict === 'complete');
  const results = runs.filter(({ verdict }) => verdict !== undefined);
  const others = runs.filter(({ verdict }) => verdict === undefined);
  // Whoever reads why the last run failed needs its log.
  const [last] = runs as readonly (KeptRun | undefined)[];
  const always = new Set([latest, good, last]);
  let bytes = 0;
  for (const run of always) {
    bytes += run ? await sizeOf(run.folder) : 0;
  }
  for (const group of [results, others]) {
    for (const [index, run] of group.entries()) {
      if (!always.has(run)) {
        bytes += index < keep ? await sizeOf(run.folder) : 0;
        if (index >= keep || bytes > mostBytes) {
          await remove(run);
        }
      }
    }
  }
}

async function remove({ folder, verdict }: KeptRun): Promise<void> {
  const aside = `${folder}.unfinished`;
  if (verdict !== undefined) {
    await rename(folder, aside);
  }
  await rm(verdict === undefined ? folder : aside, {
    recursive: true,
    force: true,
  });
}

/** A run that was interrupted may still make and remove files: one that is gone by now has no size. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    missingAs<Dirent[]>([]),
  );
  let bytes = 0;
  for (const entry of entries) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      bytes += await sizeOf(name);
    } else if (entry.isFile()) {
      const found = await stat(name).catch(missingAs(undefined));
      bytes += found?.size ?? 0;
    }
  }
  return bytes;
}

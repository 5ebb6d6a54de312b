/**
 * A run of ours on disk: its own folder while it works, and a place among
 * the results once it has reached its end.
 */
import type { Stats } from 'node:fs';
import { access, constants, lstat, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { lockFolder, type Lock } from '../../src/run/storage/lock';
import { OWNER_ONLY } from '../../src/run/storage/storageFolder';
import {
  describeFileError,
  missingAs,
  refusalOf,
  RunFolderError,
  withFolder,
} from './fileErrors';
import { tidy, type Limits } from './keep';
import {
  finishedFolder,
  LOG_NAME,
  readSummaryFile,
  RESULT_NAME,
  runIdOf,
  unfinishedFolder,
} from './layout';
import { makeLinksRelative, replaceLink } from './links';
import {
  writeRunSummary,
  type RunIdentity,
  type RunReport,
  type RunSummary,
} from './runSummary';
import { coded } from '../../src/graph/basics/messageCodes';

export interface Run {
  readonly id: string;
  /** Where the SDK puts the result: the value of JUPITERONE_INTEGRATION_STORAGE_DIRECTORY. The SDK makes the folder. */
  readonly folder: string;
  /** Where the log goes; the file is not there yet. */
  readonly logFile: string;
  /**
   * The run has reached its end, whatever its steps came to: adds `run` to the
   * SDK's summary.json and makes this result the latest, `.j1-integration`, and
   * its log `j1-integration.log`. Removes runs that are too many, and frees the
   * parent folder for the next run.
   *
   * @throws RunFolderError when there is no summary or the disk refuses; the
   * run is then what `abandon` leaves
   */
  finish(report: RunReport): Promise<RunSummary>;
  /** The run did not reach its end: what it left stays in its own folder, and the result before stays the latest. */
  abandon(): Promise<void>;
  /** The run did not begin, since its configuration was refused: nothing is left of it. */
  discard(): Promise<void>;
}

/**
 * Begins a run in `<parentFolder>/.j1-integration-runs/<id>.unfinished/`. Files
 * that this process and its children make from now on are their owner's alone.
 * One of `finish`, `abandon` and `discard` must be called.
 *
 * @throws FolderLockedError when another run works there: exit code 3
 * @throws RunFolderError when the disk refuses, with a sentence to print: exit code 1
 */
export async function openRun(
  parentFolder: string,
  limits: Limits,
): Promise<Run> {
  process.umask(OWNER_ONLY);
  return withFolder(parentFolder, async () => {
    const lock = lockParent(parentFolder);
    const run = new OpenRun(parentFolder, limits, lock);
    try {
      await run.begin();
      return run;
    } catch (error) {
      lock.release();
      throw error;
    }
  });
}

/** What is refused is the folder, whatever the file is called. */
function lockParent(folder: string): Lock {
  try {
    return lockFolder(path.join(folder, RESULT_NAME));
  } catch (error) {
    const sentence = describeFileError(
      { code: (error as NodeJS.ErrnoException).code },
      folder,
    );
    throw sentence === undefined
      ? error
      : new RunFolderError(sentence, { cause: error });
  }
}

class OpenRun implements Run, RunIdentity {
  readonly startedAt = new Date();
  readonly id = runIdOf(this.startedAt);
  readonly folder: string;
  readonly logFile: string;
  readonly #own: string;
  readonly #parentFolder: string;
  readonly #limits: Limits;
  readonly #lock: Lock;

  constructor(parentFolder: string, limits: Limits, lock: Lock) {
    this.#own = unfinishedFolder(parentFolder, this.id);
    this.folder = path.join(this.#own, RESULT_NAME);
    this.logFile = path.join(this.#own, LOG_NAME);
    this.#parentFolder = parentFolder;
    this.#limits = limits;
    this.#lock = lock;
  }

  /** What would be refused at the end is refused now, before hours of work. */
  async begin(): Promise<void> {
    const latest = path.join(this.#parentFolder, RESULT_NAME);
    const log = path.join(this.#parentFolder, LOG_NAME);
    const found = await lstatUnlessLink(latest);
    if (found?.isDirectory() === false) {
      throw refusalOf(latest, 'EEXIST');
    }
    if (found) {
      await access(latest, constants.W_OK);
    }
    if ((await lstatUnlessLink(log))?.isDirectory()) {
      throw refusalOf(log, 'EISDIR');
    }
    await mkdir(path.dirname(this.#own), { recursive: true, mode: 0o700 });
    await mkdir(this.#own, { mode: 0o700 });
  }

  finish(report: RunReport): Promise<RunSummary> {
    return this.#end(async () => {
      const summary = await this.#conclude(report).catch(
        async (error: unknown) => {
          await this.#leave();
          throw error;
        },
      );
      await tidy(this.#parentFolder, this.#limits);
      return summary;
    });
  }

  abandon(): Promise<void> {
    return this.#end(() => this.#leave());
  }

  discard(): Promise<void> {
    return this.#end(() => rm(this.#own, { recursive: true }));
  }

  async #end<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await withFolder(this.#parentFolder, work);
    } finally {
      this.#lock.release();
    }
  }

  async #conclude(report: RunReport): Promise<RunSummary> {
    const summary = await readSummaryFile(this.folder);
    if (summary === undefined) {
      throw new RunFolderError(
        coded('M365-RUN-003', `The run left no summary in ${this.folder}.`),
      );
    }
    await makeLinksRelative(this.folder);
    const run = await writeRunSummary(this.folder, summary, this, report);
    if (!this.#lock.isHeld()) {
      throw new RunFolderError(
        coded(
          'M365-RUN-004',
          `The lock of ${this.#parentFolder} was lost: another run has taken this one for dead. The result is in ${this.#own}.`,
        ),
      );
    }
    const finished = finishedFolder(this.#parentFolder, this.id);
    await rename(this.#own, finished);
    await this.#showLog(finished);
    return run;
  }

  async #leave(): Promise<void> {
    await tidy(this.#parentFolder, this.#limits);
    await this.#showLog(this.#own);
  }

  async #showLog(runFolder: string): Promise<void> {
    const link = path.join(this.#parentFolder, LOG_NAME);
    const target = path.join(runFolder, LOG_NAME);
    await replaceLink(link, path.relative(this.#parentFolder, target));
  }
}

/** undefined also for a link, which is replaced, wherever it leads. */
async function lstatUnlessLink(name: string): Promise<Stats | undefined> {
  const found = await lstat(name).catch(missingAs(undefined));
  return found?.isSymbolicLink() ? undefined : found;
}

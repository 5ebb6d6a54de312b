/**
 * One run at a time in a folder. Whoever wants the folder writes a file of its
 * own beside the others' and then looks around: with another live one there, it
 * takes its own away. Files of dead processes are removed. No name is used
 * twice, so nobody can remove a file that a live process has just made.
 */
import { randomUUID } from 'node:crypto';
import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isRunning, ownIdentity, type ProcessIdentity } from './processes';
import { coded } from '../../graph/basics/messageCodes';

/** Who has a folder, as its file says. */
export interface Holder extends ProcessIdentity {
  /** ISO 8601. */
  readonly since: string;
}

export interface Lock {
  /** False when somebody else's run has removed it: this process was taken for dead. */
  isHeld(): boolean;
  release(): void;
}

/** How often a holder shows that it is there. */
const BEAT_MS = 10_000;

/** A holder on another machine or in another container that shows nothing for so long is dead. */
const SILENCE_MS = 60_000;

/** Two that begin at the same moment both step back: as often as this, each after another time. */
const ATTEMPTS = 12;
const LONGEST_WAIT_MS = 40;

/** The end of a name whose file is not written yet. */
const DRAFT = '.draft';

export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError';

  constructor(
    folder: string,
    readonly holder: Holder,
  ) {
    super(
      coded(
        'M365-RUN-001',
        `Another run works in ${folder}: process ${holder.pid}, since ${holder.since}. ` +
          'Wait until it has ended, or give this run its own folder.',
      ),
    );
  }
}

/**
 * @param resultFolder where a run puts its result; the files of the lock are
 * made beside it, `<resultFolder>.lock.<id>`
 * @throws FolderLockedError when another run has it
 * @throws NodeJS.ErrnoException when no file can be made there
 */
export function lockFolder(resultFolder: string): Lock {
  for (let attempt = 1; ; attempt += 1) {
    const own = writeOwn(resultFolder);
    const other = liveOther(resultFolder, own);
    if (other === undefined) {
      return hold(own);
    }
    rmSync(own, { force: true });
    if (attempt === ATTEMPTS) {
      throw new FolderLockedError(path.dirname(resultFolder), other);
    }
    waitSynchronously(Math.random() * LONGEST_WAIT_MS);
  }
}

function hold(own: string): Lock {
  const beat = setInterval(() => touch(own), BEAT_MS).unref();
  const release = () => {
    clearInterval(beat);
    process.removeListener('exit', release);
    rmSync(own, { force: true });
  };
  process.once('exit', release);
  return { isHeld: () => touch(own), release };
}

/** Its name appears with its content, at once. */
function writeOwn(resultFolder: string): string {
  const since = new Date().toISOString();
  const holder: Holder = { ...ownIdentity(), since };
  const own = `${resultFolder}.lock.${randomUUID()}`;
  const draft = `${own}${DRAFT}`;
  try {
    writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
    renameSync(draft, own);
    return own;
  } catch (error) {
    // On a full disk there may be an empty one.
    rmSync(draft, { force: true });
    throw error;
  }
}

function liveOther(resultFolder: string, own: string): Holder | undefined {
  const folder = path.dirname(resultFolder);
  const prefix = `${path.basename(resultFolder)}.lock.`;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (name.startsWith(prefix) && !name.endsWith(DRAFT) && file !== own) {
      const holder = readHolder(file);
      if (holder !== undefined && isAlive(holder, file)) {
        return holder;
      }
      rmSync(file, { force: true });
    }
  }
  return undefined;
}

function isAlive(holder: Holder, file: string): boolean {
  return isRunning(holder) ?? Date.now() - lastBeat(file) < SILENCE_MS;
}

/** undefined when it has just been released, or is no lock of ours. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

/** In milliseconds since 1970; 0 when there is no file any more. */
function lastBeat(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Whether the file is there. */
function touch(file: string): boolean {
  try {
    const now = new Date();
    utimesSync(file, now, now);
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** The SDK loads the execution config in one go: there is nothing to await. */
function waitSynchronously(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

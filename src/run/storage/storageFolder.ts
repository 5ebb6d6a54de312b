/**
 * The folder that the command line of the SDK writes to, `.j1-integration`. The
 * SDK neither notices a second run in it, which would double the result, nor
 * does it empty a folder that is a link.
 */
import { lstatSync, unlinkSync } from 'node:fs';
import type { GraphLogger } from '../../graph/basics/logger';
import { FolderLockedError, lockFolder, type Lock } from './lock';

/** Set by the SDK's command line, and by our commands; what runs integrations at JupiterOne has a folder for each run. */
export const STORAGE_VARIABLE = 'JUPITERONE_INTEGRATION_STORAGE_DIRECTORY';

/** Group and others get nothing: the result names people and devices. */
export const OWNER_ONLY = 0o077;

export interface StorageFolder {
  /**
   * Makes room for the result, when the run is sure to begin. The SDK has
   * emptied the folder; a link to an earlier run is taken away, and that run stays.
   */
  makeRoom(logger: Pick<GraphLogger, 'info'>): void;
  release(): void;
}

const notOurs: StorageFolder = {
  makeRoom: () => undefined,
  release: () => undefined,
};

/**
 * To be called before the SDK removes anything.
 *
 * @throws FolderLockedError when another run writes to the same folder
 */
export function holdStorageFolder(
  environment: Readonly<Record<string, string | undefined>>,
): StorageFolder {
  const folder = environment[STORAGE_VARIABLE];
  if (!folder) {
    return notOurs;
  }
  process.umask(OWNER_ONLY);
  const lock = lockIfPossible(folder);
  return {
    makeRoom: (logger) => {
      if (lock instanceof Error) {
        logger.info(
          { reason: lock.message },
          'A second run in the same folder would not be noticed',
        );
      }
      if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
        unlinkSync(folder);
      }
    },
    release: () => {
      if (!(lock instanceof Error)) {
        lock.release();
      }
    },
  };
}

/** The SDK may write into a folder though nothing can be made beside it. */
function lockIfPossible(folder: string): Lock | Error {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof FolderLockedError || !(error instanceof Error)) {
      throw error;
    }
    return error;
  }
}

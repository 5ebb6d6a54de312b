/** Where the file of an export lies while it is read: private, and gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../errors/errors';
import type { GraphLogger } from '../basics/logger';
import { LocalFileError } from './localFileError';

/** @throws LocalFileError */
export async function makeDirectory(): Promise<string> {
  try {
    // `mkdtemp` lets nobody else in.
    return await mkdtemp(join(tmpdir(), 'graph-microsoft-365-'));
  } catch (error) {
    throw new LocalFileError(error);
  }
}

/** What cannot be removed is told, but does not make what was read any worse. */
export async function removeDirectory(
  directory: string,
  logger: GraphLogger,
): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true });
  } catch (error) {
    logger.warn(
      { directory, reason: errorCode(error) },
      'A temporary directory with a report export could not be removed: remove it by hand',
    );
  }
}

/** A place of its own for the temporary files of a test, to see what is there. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

export interface TemporaryPlace {
  readonly path: string;
  /** The names of what is there now. */
  entries(): string[];
  /** Removes the place. */
  end(): void;
}

/** Until the end of the test `os.tmpdir()` is a fresh directory. */
export function temporaryPlace(): TemporaryPlace {
  const path = mkdtempSync(join(os.tmpdir(), 'temporary-place-'));
  jest.spyOn(os, 'tmpdir').mockReturnValue(path);
  return {
    path,
    entries: () => readdirSync(path),
    end: () => rmSync(path, { recursive: true }),
  };
}

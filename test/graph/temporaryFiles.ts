/** A place of its own for the temporary files of a test, to see what is there. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryPlace {
  readonly path: string;
  /** The names of what is there now. */
  entries(): string[];
  /** Removes the place, and gives the system's own back. */
  end(): void;
}

/** From now on `os.tmpdir()` is a fresh directory. */
export function temporaryPlace(): TemporaryPlace {
  const before = process.env.TMPDIR;
  const path = mkdtempSync(join(tmpdir(), 'temporary-place-'));
  process.env.TMPDIR = path;
  return {
    path,
    entries: () => readdirSync(path),
    end: () => {
      if (before === undefined) {
        delete process.env.TMPDIR;
      } else {
        process.env.TMPDIR = before;
      }
      rmSync(path, { recursive: true });
    },
  };
}

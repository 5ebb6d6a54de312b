/** A folder of TypeScript sources that processes run and tests edit. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

const cache = path.join(__dirname, '..', '..', 'node_modules', '.cache');

/** @param name no other test file has a folder of this name */
export function sourceFolder(name: string) {
  /** A project below this one: translations of files elsewhere are not kept. */
  const folder = path.join(cache, name);
  const write = (file: string, text: string) =>
    writeFile(path.join(folder, file), text);
  const end = () => rm(folder, { recursive: true, force: true });
  return {
    /** Of all that runs of this project keep. */
    cache,
    write,
    end,

    /** Runs Node.js in the folder. */
    run: (...args: string[]): Promise<Output> =>
      promisify(execFile)(process.execPath, args, { cwd: folder }),

    /** Neither the time nor the size of the file tells that it changed. */
    async editUnseen(file: string, from: string, to: string): Promise<void> {
      const place = path.join(folder, file);
      const { atime, mtime } = await stat(place);
      const text = await readFile(place, 'utf8');
      expect(text).toContain(from);
      expect(to).toHaveLength(from.length);
      await writeFile(place, text.replace(from, to));
      await utimes(place, atime, mtime);
    },

    /** Empty, but for a folder `src`. */
    async begin(): Promise<void> {
      await end();
      await mkdir(path.join(folder, 'src'), { recursive: true });
    },
  };
}

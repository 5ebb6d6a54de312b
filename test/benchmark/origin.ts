/** What a measurement was made of and on. */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Origin } from './measurement';
import { projectRoot } from './workspace';

/** What the numbers depend on. */
const MEASURED = ['src', 'test/emulator', 'package-lock.json'];

/** Of the checkout in `folder`; `+changes` where the working tree differs in what is measured. */
export function commitOf(folder: string): string {
  const changes = git(folder, 'status', '--porcelain', '--', ...MEASURED);
  const commit = git(folder, 'rev-parse', '--short', 'HEAD');
  return `${commit}${changes ? '+changes' : ''}`;
}

export function originOfRun(): Origin {
  return {
    commit: commitOf(projectRoot),
    node: process.version,
    cpus: availableParallelism(),
  };
}

function git(folder: string, ...parameters: string[]): string {
  return execFileSync('git', parameters, {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
}

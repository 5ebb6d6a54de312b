/** What a measurement was made of and on. */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Origin } from './measurement';
import { projectRoot } from './workspace';

/** What the numbers depend on. */
const MEASURED = ['src', 'test/emulator', 'package-lock.json'];

export function originOfRun(): Origin {
  const changes = git('status', '--porcelain', '--', ...MEASURED);
  return {
    commit: `${git('rev-parse', '--short', 'HEAD')}${changes ? '+changes' : ''}`,
    node: process.version,
    cpus: availableParallelism(),
  };
}

function git(...parameters: string[]): string {
  return execFileSync('git', parameters, {
    cwd: projectRoot,
    encoding: 'utf8',
  }).trim();
}

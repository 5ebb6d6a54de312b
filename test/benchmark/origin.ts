/** What a measurement was made of and on. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { Origin } from './measurement';

/** What the numbers depend on. */
const MEASURED = ['src', 'test/emulator', 'package-lock.json'];

/** Of the checkout in `folder`; `+changes` where the working tree differs in what is measured. */
export function commitOf(folder: string): string {
  const changes = git(folder, 'status', '--porcelain', '--', ...MEASURED);
  const commit = git(folder, 'rev-parse', '--short', 'HEAD');
  return `${commit}${changes ? '+changes' : ''}`;
}

/** @param folder the checkout that is measured */
export function originOf(folder: string): Origin {
  return {
    commit: commitOf(folder),
    node: process.version,
    cpus: availableParallelism(),
    machine: machine(),
  };
}

/** Without the name of the machine, which says nothing about its speed. */
function machine(): string {
  const model = cpus()[0]?.model.trim() || 'unknown processor';
  const gibibytes = Math.round(totalmem() / 1_024 ** 3);
  return `${model}, ${gibibytes} GiB, ${type()} ${release()}`;
}

function git(folder: string, ...parameters: string[]): string {
  return execFileSync('git', parameters, {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
}

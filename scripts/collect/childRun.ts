/** The command line as a child process, which neither outlives us nor is outlived by what it began. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';

export interface Ending {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildRun {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly ended: Promise<Ending>;
}

/** What a terminal's Ctrl+C, a closed terminal and whoever stops a service send. */
const forwardedSignals = ['SIGINT', 'SIGHUP', 'SIGTERM'] as const;

/** Shells add the number of the signal to this: https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html */
const SIGNAL_EXIT_CODE = 128;

/**
 * Starts `j1-integration collect`. What would end us is passed on to it, and
 * we live until it has ended.
 *
 * @param projectFolder has the integration in `src`, and gets the result in `.j1-integration`
 */
export function startCollect(
  environment: NodeJS.ProcessEnv,
  projectFolder: string,
  workingFolder: string,
): ChildRun {
  const child = spawn(
    process.execPath,
    [
      '--require',
      path.join(__dirname, 'endWithParent.js'),
      require.resolve('@jupiterone/integration-sdk-cli/bin/j1-integration'),
      'collect',
      '--project-path',
      projectFolder,
    ],
    {
      cwd: workingFolder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  ) as ChildProcessByStdio<null, Readable, Readable>;
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  forwardedSignals.forEach((signal) => process.on(signal, forward));
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  }).finally(() => {
    forwardedSignals.forEach((signal) =>
      process.removeListener(signal, forward),
    );
  });
  return { stdout: child.stdout, stderr: child.stderr, ended };
}

export function exitCodeOf(signal: NodeJS.Signals): number {
  return SIGNAL_EXIT_CODE + constants.signals[signal];
}

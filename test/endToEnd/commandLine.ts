/** Starts `j1-integration` itself, for what `npm start` does not do, and `npm start`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../scripts/collect/runCollect';
import { compiledSource } from '../support/compiledSource';
import type { Workspace } from './workspace';

export interface Ended {
  /** null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it printed, log and errors. */
  readonly output: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly commandLine: string;
  readonly ended: Promise<Ended>;
}

/** @param args `sync`, or `run`, and its options */
export function startCommandLine(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Started {
  const tool = '@jupiterone/integration-sdk-cli/bin/j1-integration';
  return startNode([require.resolve(tool), ...args], environment);
}

/** `npm start`, in a process that can be killed. */
export async function startCollecting(
  { folder, environment }: Pick<Workspace, 'folder' | 'environment'>,
  options: readonly string[] = [],
): Promise<Started> {
  const script = await compiledSource('test/endToEnd/startIn');
  return startNode([script, folder, ...options], environment);
}

/** @param args a script, and what it gets */
export function startNode(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Started {
  return startNodeIn(projectRoot, args, environment);
}

export function startNodeIn(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Started {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, 'close').then(
    async ([exitCode, signal]: unknown[]) => ({
      exitCode: exitCode as Ended['exitCode'],
      signal: signal as Ended['signal'],
      output: (await printed).join('\n'),
    }),
  );
  return { child, commandLine: child.spawnargs.join(' '), ended };
}

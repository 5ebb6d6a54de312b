/**
 * `j1-integration collect` as a user starts it, start-up included, measured from
 * outside: nothing of ours is loaded into it, and nothing was compiled for it.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { failedSteps } from '../../../scripts/collect/summary';
import type { TimedSummary } from '../summary';
import type { CollectResult } from './collectProcess';
import { childrenCpuMs, peakRssBytes } from './processTable';

export interface WholeProcess {
  /** From the start of the process to its end. */
  readonly wallMs: number;
  /** When it was started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** User and system time of all its threads and children; known on Linux only. */
  readonly cpuMs?: number;
  readonly peakRssBytes?: number;
}

export interface WholeRun extends CollectResult {
  readonly process: WholeProcess;
}

/** What a run reads or leaves in the folder of the project; the rest is the project itself. */
const OWN = /^(\.env.*|\.git|\.j1-integration.*|.*\.log)$/;
const LOOK_EVERY_MS = 20;
/** What `npx j1-integration` runs. */
const CLI = 'node_modules/@jupiterone/integration-sdk-cli/bin/j1-integration';

/**
 * @param checkout the folder of the project, with its packages
 * @param folder gets the result
 * @throws Error when the run failed as a whole
 */
export async function runWholeProcess(
  checkout: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<WholeRun> {
  const project = path.join(folder, 'asUser');
  await linkProject(checkout, project);
  const logFile = path.join(folder, 'asUser.txt');
  const { exitCode, ...measured } = await measure(project, logFile, {
    PATH: process.env.PATH,
    ...environment,
  });
  if (exitCode !== 0) {
    throw new Error(`collect ended with ${exitCode}: see ${logFile}.`);
  }
  const result = path.join(project, '.j1-integration');
  const summary = JSON.parse(
    await readFile(path.join(result, 'summary.json'), 'utf8'),
  ) as TimedSummary;
  return {
    process: measured,
    summary,
    graphFolder: path.join(result, 'graph'),
    failedSteps: failedSteps(summary),
    logFile,
  };
}

/** A checkout in all but its own `.env`, which must not change what is measured, and its results, which must stay. */
async function linkProject(checkout: string, project: string): Promise<void> {
  await rm(project, { recursive: true, force: true });
  await mkdir(project);
  const entries = await readdir(checkout);
  await Promise.all(
    entries
      .filter((name) => !OWN.test(name))
      .map((name) =>
        symlink(path.resolve(checkout, name), path.join(project, name)),
      ),
  );
}

async function measure(
  project: string,
  logFile: string,
  env: NodeJS.ProcessEnv,
): Promise<WholeProcess & { readonly exitCode: number | null }> {
  const log = openSync(logFile, 'w');
  const cpuBefore = childrenCpu();
  const startedAt = Date.now();
  const start = performance.now();
  const child = spawn(process.execPath, [path.join(project, CLI), 'collect'], {
    cwd: project,
    env,
    stdio: ['ignore', log, log],
  });
  let peak: number | undefined;
  const looking = setInterval(() => {
    peak = peakOf(child.pid) ?? peak;
  }, LOOK_EVERY_MS);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const wallMs = performance.now() - start;
    const cpuMs =
      cpuBefore === undefined ? undefined : (childrenCpu() ?? 0) - cpuBefore;
    return { exitCode, wallMs, startedAt, cpuMs, peakRssBytes: peak };
  } finally {
    clearInterval(looking);
    closeSync(log);
  }
}

function childrenCpu(): number | undefined {
  return process.platform === 'linux'
    ? childrenCpuMs(readFileSync('/proc/self/stat', 'utf8'))
    : undefined;
}

function peakOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) {
    return undefined;
  }
  try {
    return peakRssBytes(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // It has just ended.
    return undefined;
  }
}

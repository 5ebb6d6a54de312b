/** Runs `j1-integration collect` on a compiled integration and measures its process. */
import { spawn } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failedSteps } from '../../../scripts/collect/summary';
import { USAGE_FILE_VARIABLE } from '../child/variables';
import type { Usage } from '../measurement';
import type { TimedSummary } from '../summary';
import type { Workspace } from '../workspace';

/** What a run left. */
export interface CollectResult {
  readonly summary: TimedSummary;
  /** Where the SDK stored the objects: a folder for each step. */
  readonly graphFolder: string;
  readonly failedSteps: readonly string[];
  readonly logFile: string;
}

export interface CollectRun extends CollectResult {
  readonly usage: Usage;
}

/**
 * @param integration the module in `child/` that exports `invocationConfig`
 * @throws Error when the run failed as a whole
 */
export async function runCollect(
  workspace: Workspace,
  integration: 'collectIntegration' | 'storeIntegration' | 'hugeIntegration',
  environment: NodeJS.ProcessEnv,
): Promise<CollectRun> {
  const project = path.join(workspace.folder, integration);
  await rm(project, { recursive: true, force: true });
  await mkdir(path.join(project, 'src'), { recursive: true });
  await writeFile(
    path.join(project, 'src', 'index.js'),
    `module.exports = require(${JSON.stringify(workspace.child(integration))});\n`,
  );
  const usageFile = path.join(project, 'usage.json');
  const logFile = path.join(project, 'log.txt');
  const exitCode = await spawnCollect(workspace, project, logFile, {
    PATH: process.env.PATH,
    [USAGE_FILE_VARIABLE]: usageFile,
    ...environment,
  });
  if (exitCode !== 0) {
    throw new Error(`collect ended with ${exitCode}: see ${logFile}.`);
  }
  const result = path.join(project, '.j1-integration');
  const summary = await readJson<TimedSummary>(
    path.join(result, 'summary.json'),
  );
  return {
    usage: await readJson<Usage>(usageFile),
    summary,
    graphFolder: path.join(result, 'graph'),
    failedSteps: failedSteps(summary),
    logFile,
  };
}

/**
 * @param partialSteps those that may fail
 * @throws Error when another step failed: that is no measurement
 */
export function requireSuccess(
  result: CollectResult,
  partialSteps: readonly string[] = [],
) {
  const failed = unexpectedFailures(result, partialSteps);
  if (failed.length > 0) {
    throw new Error(`${failed.join(', ')} failed: see ${result.logFile}.`);
  }
}

/** @param partialSteps those that may fail */
export function unexpectedFailures(
  { failedSteps }: Pick<CollectResult, 'failedSteps'>,
  partialSteps: readonly string[],
): string[] {
  return failedSteps.filter((step) => !partialSteps.includes(step));
}

async function spawnCollect(
  workspace: Workspace,
  project: string,
  logFile: string,
  env: NodeJS.ProcessEnv,
): Promise<number | null> {
  const log = openSync(logFile, 'w');
  const cli =
    require.resolve('@jupiterone/integration-sdk-cli/bin/j1-integration');
  const child = spawn(
    process.execPath,
    [
      ...workspace.nodeOptions,
      ...['--require', workspace.child('usage')],
      ...[cli, 'collect', '--project-path', project],
    ],
    { cwd: project, env, stdio: ['ignore', log, log] },
  );
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
  } finally {
    closeSync(log);
  }
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}

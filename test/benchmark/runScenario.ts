/** One scenario from the tenant to the numbers. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ANSWERS_VARIABLE, GRAPH_VARIABLE } from './child/variables';
import { collectScenario, type ScenarioRun } from './collectScenario';
import { floorsOf } from './floors';
import type { Measurement, Objects, Origin } from './measurement';
import { readOneAtATime } from './oneAtATime/read';
import {
  requireSuccess,
  runCollect,
  type CollectResult,
  type CollectRun,
} from './processes/collectProcess';
import { startEmulatorProcess } from './processes/emulatorProcess';
import { countRequests } from './requestsOneAtATime';
import { regimes } from './regimes/regimes';
import { SEED, type Scenario } from './scenarios';
import { cheapestChoice } from './sources/cheapestChoice';
import { objectsOf, stepTimes } from './summary';
import type { Workspace } from './workspace';

/** Tells what is going on. */
export type Progress = (text: string) => void;

export async function runScenario(
  scenario: Scenario,
  workspace: Workspace,
  origin: Origin,
  progress: Progress,
): Promise<Measurement> {
  const folder = path.join(workspace.folder, 'answers');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  progress('the integration');
  const run = await collectScenario({ scenario, folder }, workspace);
  const { partialSteps } = regimes[scenario.regime];
  requireSuccess(run.collected, partialSteps);
  progress('the SDK alone');
  const stored = await storeAlone(workspace, folder, run.collected);
  const measurement = { ...measure(scenario, run, stored), ...origin };
  if (!scenario.runsOneAtATime) {
    return measurement;
  }
  progress('one request at a time');
  return { ...measurement, oneAtATime: await readAlone(scenario) };
}

/**
 * The SDK alone, with what a run was answered and what it collected.
 *
 * @param folder has the recorded answers
 */
export async function storeAlone(
  workspace: Workspace,
  folder: string,
  { graphFolder, summary }: CollectResult,
): Promise<CollectRun> {
  const stored = await runCollect(workspace, 'storeIntegration', {
    [ANSWERS_VARIABLE]: folder,
    [GRAPH_VARIABLE]: graphFolder,
  });
  requireSuccess(stored);
  checkSame(objectsOf(summary), objectsOf(stored.summary));
  return stored;
}

function measure(
  scenario: Scenario,
  { collected, report }: ScenarioRun,
  stored: CollectRun,
): Omit<Measurement, keyof Origin> {
  const choice = cheapestChoice(report.counts, scenario.regime);
  return {
    scenario: scenario.name,
    size: scenario.size,
    seed: SEED,
    latencyMs: regimes[scenario.regime].latencyMs,
    objects: objectsOf(collected.summary),
    collect: collected.usage,
    steps: stepTimes(collected.summary),
    store: stored.usage,
    floors: floorsOf(scenario, choice, report, stored.usage.wallMs),
    choice,
    requests: countRequests(
      report.requests,
      new Set(report.exported),
      report.replaced,
    ),
    throttling: report.throttling,
    emulatorCpuMs: report.cpuMs,
  };
}

/** Of an emulator of its own, with full quotas. */
async function readAlone(
  scenario: Scenario,
): Promise<Measurement['oneAtATime']> {
  const emulator = await startEmulatorProcess({ scenario });
  try {
    return await readOneAtATime(emulator);
  } finally {
    emulator.kill();
  }
}

function checkSame(collected: Objects, stored: Objects): void {
  if (
    collected.entities !== stored.entities ||
    collected.relationships !== stored.relationships
  ) {
    throw new Error('The SDK alone stored other objects than the integration.');
  }
}

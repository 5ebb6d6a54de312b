/** One scenario from the tenant to the numbers. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EMULATOR_VARIABLE } from '../../src/config/loadExecutionConfig';
import { ANSWERS_VARIABLE, GRAPH_VARIABLE } from './child/variables';
import type { Measurement, Objects, Origin } from './measurement';
import { readOneAtATime } from './oneAtATime/read';
import { longestPageChain } from './pageChain';
import { runCollect, type CollectRun } from './processes/collectProcess';
import {
  startEmulatorProcess,
  type EmulatorProcess,
} from './processes/emulatorProcess';
import type { EmulatorReport } from './processes/messages';
import { countRequests } from './requestsOneAtATime';
import { LATENCY_MS, SEED, type Scenario } from './scenarios';
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
  const answers = path.join(workspace.folder, 'answers');
  await rm(answers, { recursive: true, force: true });
  await mkdir(answers);
  progress('the integration');
  const { collected, report } = await collect(scenario, workspace, answers);
  progress('the SDK alone');
  const stored = await runCollect(workspace, 'storeIntegration', {
    [ANSWERS_VARIABLE]: answers,
    [GRAPH_VARIABLE]: collected.graphFolder,
  });
  const measurement: Measurement = {
    scenario: scenario.name,
    size: scenario.size,
    seed: SEED,
    latencyMs: LATENCY_MS,
    ...origin,
    objects: objectsOf(collected.summary),
    collect: collected.usage,
    steps: stepTimes(collected.summary),
    store: stored.usage,
    floors: {
      quotaMs: report.throttling.quotaFloorMs,
      pageChainMs: longestPageChain(report.requests) * LATENCY_MS,
      storeMs: stored.usage.wallMs,
    },
    requests: countRequests(
      report.requests,
      new Set(report.exported),
      report.replaced,
    ),
    throttling: report.throttling,
    emulatorCpuMs: report.cpuMs,
  };
  checkSame(measurement.objects, objectsOf(stored.summary));
  if (!scenario.runsOneAtATime) {
    return measurement;
  }
  progress('one request at a time');
  return { ...measurement, oneAtATime: await readAlone(scenario) };
}

async function collect(
  scenario: Scenario,
  workspace: Workspace,
  answers: string,
): Promise<{ collected: CollectRun; report: EmulatorReport }> {
  const emulator = await startEmulatorProcess({
    scenario: scenario.name,
    folder: answers,
  });
  try {
    const collected = await runCollect(
      workspace,
      'collectIntegration',
      await environmentOf(emulator, workspace),
    );
    return { collected, report: await emulator.finish() };
  } finally {
    emulator.kill();
  }
}

async function environmentOf(
  { app, origin, certificatePem }: EmulatorProcess,
  { folder }: Workspace,
): Promise<NodeJS.ProcessEnv> {
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, certificatePem);
  return {
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: app.clientSecret,
    TENANT: app.tenant,
    [EMULATOR_VARIABLE]: origin,
    NODE_EXTRA_CA_CERTS: caFile,
  };
}

/** Of an emulator of its own, with full quotas. */
async function readAlone(
  scenario: Scenario,
): Promise<Measurement['oneAtATime']> {
  const emulator = await startEmulatorProcess({ scenario: scenario.name });
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

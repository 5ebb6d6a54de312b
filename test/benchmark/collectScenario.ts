/** One run of the integration against an emulator of its own, with full quotas. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EMULATOR_VARIABLE } from '../../src/config/loadExecutionConfig';
import { runCollect, type CollectRun } from './processes/collectProcess';
import {
  startEmulatorProcess,
  type EmulatorProcess,
} from './processes/emulatorProcess';
import type { EmulatorReport, StartOptions } from './processes/messages';
import { regimes } from './regimes/regimes';
import type { Workspace } from './workspace';

export interface ScenarioRun<Run = CollectRun> {
  readonly collected: Run;
  readonly report: EmulatorReport;
}

/** The compiled integration, measured from the moment when it is asked for. */
export function collectScenario(
  options: StartOptions,
  workspace: Workspace,
): Promise<ScenarioRun> {
  return runAgainst(options, workspace, (environment) =>
    runCollect(workspace, 'collectIntegration', environment),
  );
}

/** @param run gets the environment of a process that is to collect the tenant */
export async function runAgainst<Run>(
  options: StartOptions,
  workspace: Workspace,
  run: (environment: NodeJS.ProcessEnv) => Promise<Run>,
): Promise<ScenarioRun<Run>> {
  const emulator = await startEmulatorProcess(options);
  try {
    const { regime } = options.scenario;
    const collected = await run({
      ...(await environmentOf(emulator, workspace)),
      ...(regimes[regime].advancedDetails && {
        INCLUDE_ADVANCED_DEVICE_DETAILS: 'true',
      }),
    });
    return { collected, report: await emulator.finish() };
  } finally {
    emulator.kill();
  }
}

/** What tells a measured process where the emulator is, and how to log in. */
export async function environmentOf(
  {
    app,
    origin,
    certificatePem,
  }: Pick<EmulatorProcess, 'app' | 'origin' | 'certificatePem'>,
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

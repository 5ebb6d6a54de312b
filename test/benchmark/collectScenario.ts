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
import type { Workspace } from './workspace';

export interface ScenarioRun {
  readonly collected: CollectRun;
  readonly report: EmulatorReport;
}

export async function collectScenario(
  options: StartOptions,
  workspace: Workspace,
): Promise<ScenarioRun> {
  const emulator = await startEmulatorProcess(options);
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

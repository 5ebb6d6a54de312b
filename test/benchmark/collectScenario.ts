/** One run of the integration against an emulator of its own, with full quotas. */
import { environmentOf } from '../emulator';
import { runCollect, type CollectRun } from './processes/collectProcess';
import { startEmulatorProcess } from './processes/emulatorProcess';
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
      ...(await environmentOf(emulator, workspace.folder)),
      ...(regimes[regime].advancedDetails && {
        INCLUDE_ADVANCED_DEVICE_DETAILS: 'true',
      }),
    });
    return { collected, report: await emulator.finish() };
  } finally {
    emulator.kill();
  }
}

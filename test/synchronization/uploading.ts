/** Runs the command line's `run` and `sync` against the emulated synchronization API. */
import {
  startCommandLine,
  type Ended,
  type Started,
} from '../endToEnd/commandLine';
import { expectNoLeaks, type Workspace } from '../endToEnd/workspace';
import type { Emulator } from '../emulator';
import type { SynchronizationApi } from './synchronizationApi';

/** The instance that local runs belong to; JupiterOne's are UUIDs. */
const instanceId = 'local-integration-instance';

/** @param command `run` collects and uploads, `sync` uploads what was collected */
export function startUpload(
  command: 'run' | 'sync',
  { folder }: Workspace,
  api: SynchronizationApi,
  environment: NodeJS.ProcessEnv,
): Started {
  const options = {
    'project-path': folder,
    integrationInstanceId: instanceId,
    'api-base-url': api.origin,
    account: api.account,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  return startCommandLine([command, ...args], environment);
}

export function uploadEnvironment(
  { environment }: Workspace,
  { apiKey }: SynchronizationApi,
  overrides: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return { ...environment, JUPITERONE_API_KEY: apiKey, ...overrides };
}

/** Uploads to the end, and fails when anything secret is left behind. */
export async function upload(
  command: 'run' | 'sync',
  workspace: Workspace,
  emulator: Emulator,
  api: SynchronizationApi,
): Promise<Ended> {
  const environment = uploadEnvironment(workspace, api);
  const started = startUpload(command, workspace, api, environment);
  const ended = await started.ended;
  const files = await workspace.files();
  expectNoLeaks(emulator, environment, [started.commandLine], {
    output: ended.output,
    files,
  });
  return ended;
}

/** The tenant of `npm run demo`, collected, with the truth about it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import {
  environmentOf,
  generateTenant,
  startEmulator,
  type Tenant,
} from '../../../test/emulator';

export interface Demo {
  readonly tenant: Tenant;
  /** The result of the run. */
  readonly folder: string;
}

const projectRoot = path.join(__dirname, '..', '..', '..');

/** @param workspace a folder that is made for it */
export async function collectDemo(workspace: string): Promise<Demo> {
  const tenant = generateTenant({ size: 'demo', today: Date.now() });
  const emulator = await startEmulator({ tenant, exportPolls: 1 });
  try {
    await mkdir(workspace);
    await symlink(path.join(projectRoot, 'src'), path.join(workspace, 'src'));
    await collect(workspace, {
      ...process.env,
      ...(await environmentOf(emulator, workspace)),
      // A proxy does not lead to this machine.
      no_proxy: '127.0.0.1',
    });
  } finally {
    await emulator.close();
  }
  return { tenant, folder: path.join(workspace, '.j1-integration') };
}

async function collect(
  workspace: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const script = path.join(projectRoot, 'test', 'endToEnd', 'startIn.ts');
  const child = spawn('npx', ['ts-node', script, workspace], {
    cwd: projectRoot,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0) {
    throw new Error(`The demo failed:\n${(await printed).join('\n')}`);
  }
}

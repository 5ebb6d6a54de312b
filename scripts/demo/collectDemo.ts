/** Collects an emulated tenant, made here and now. Needs no credentials and no network. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leastOf, usesOf } from '../../src/run/permissions/uses';
import { integrationSteps } from '../../src/steps';
import {
  environmentOf,
  generateTenant,
  startEmulator,
} from '../../test/emulator';
import { collectAndReport } from '../collect/runCollect';
import type { RunOptions } from '../runs/options';

/**
 * @param outputFolder as of `collectAndReport`
 * @returns the exit code
 */
export async function collectDemo(
  outputFolder: string,
  options: RunOptions,
): Promise<number> {
  const tenant = generateTenant({ size: 'demo', today: Date.now() });
  const emulator = await startEmulator({
    tenant,
    exportPolls: 1,
    // As an administrator should: the least that every step can use, and no more.
    roles: [...new Set(usesOf(integrationSteps).map(leastOf))],
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-demo-'));
  try {
    if (options.log === 'text') {
      console.log(
        `Emulating a Microsoft 365 tenant with ${tenant.users.length} users and ${tenant.groups.length} groups at ${emulator.origin}.\n` +
          'Collecting it with j1-integration collect ...\n',
      );
    }
    const environment = {
      ...process.env,
      ...(await environmentOf(emulator, folder)),
      // A proxy does not lead to this machine.
      no_proxy: '127.0.0.1',
    };
    return await collectAndReport(environment, outputFolder, options);
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true });
  }
}

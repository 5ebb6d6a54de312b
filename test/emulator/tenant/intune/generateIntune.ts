/** Generates what Intune knows: devices, what was found on them, policies, applications and their states. */
import { createRandom } from '../random';
import type { Seed } from '../seed';
import { shareDeletedDevices } from './deletedDevices';
import { generateDetectedApps } from './detectedApps';
import { installStatusMakers } from './installStatuses';
import type { IntuneData } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { generateManagedDevices, type Owners } from './managedDevices';
import { generateMobileApps } from './mobileApps';
import { generatePolicies } from './policies';
import { policyStatusMakers } from './policyStatuses';
import { heldRows, RowStream } from './rowStream';

/** Half the cycle of the random source. */
const halfACycle = 0x80000000;

/**
 * Draws from a random source of its own, so that the directory does not depend on what Intune draws. It starts half a
 * cycle away from the directory's, so that their guids never collide.
 */
export function generateIntune(
  directorySeed: Seed,
  size: IntuneSize,
  directory: Owners,
  seedNumber: number,
): IntuneData {
  const seed: Seed = {
    ...directorySeed,
    random: createRandom(seedNumber ^ halfACycle, directorySeed.random.today),
  };
  const managedDevices = generateManagedDevices(seed, size, directory);
  const policies = generatePolicies(seed, size, managedDevices);
  const mobileApps = generateMobileApps(seed, size);
  const { deletedDevices } = size;
  const shared = <Row extends { readonly deviceId: string }>(rows: Row[]) =>
    deletedDevices === undefined
      ? rows
      : shareDeletedDevices(rows, managedDevices, deletedDevices);
  const detectedApps = generateDetectedApps(seed, size, managedDevices);
  const statuses = policyStatusMakers(size, policies, managedDevices);
  const installs = installStatusMakers(size, mobileApps, managedDevices);
  const { isStreamed = false } = size;
  return {
    managedDevices,
    detectedApps,
    ...policies,
    policyStatuses: isStreamed ? [] : shared(heldRows(statuses, seed)),
    mobileApps,
    installStatuses: isStreamed ? [] : shared(heldRows(installs, seed)),
    streams: isStreamed
      ? {
          policyStatuses: new RowStream(statuses, seed),
          installStatuses: new RowStream(installs, seed),
        }
      : undefined,
  };
}

/** Generates how far the installation of each managed application came on each device. */
import type {
  ManagedDevice,
  MobileApp,
  ResultantAppState,
} from '@microsoft/microsoft-graph-types-beta';
import type { Seed } from '../seed';
import type { IdentifiedIntune, InstallStatus } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { preciseTime } from './managedDevice';
import { systemAccount } from './policyStatuses';
import type { RowMaker } from './rowStream';

type Device = IdentifiedIntune<ManagedDevice>;

const installStates = [
  'installed',
  'failed',
  'notInstalled',
  'uninstallFailed',
  'pendingInstall',
  'unknown',
  'notApplicable',
] as const satisfies readonly ResultantAppState[];

/** How many devices out of the rows of the required application report for a second user. */
const sharedDevices = 1 / 20;

/** The installations of each application, in the order in which a held tenant draws them. */
export function installStatusMakers(
  size: IntuneSize,
  apps: readonly IdentifiedIntune<MobileApp>[],
  devices: readonly Device[],
): RowMaker<InstallStatus>[] {
  return apps.map(({ id: parentId }, index) => {
    if (index === 0) {
      const make = (seed: Seed) => ofRequiredApp(seed, size, parentId, devices);
      return { parentId, make };
    }
    // Web links and the like are never installed.
    return index % 6 === 5
      ? { parentId, make: () => [] }
      : { parentId, make: (seed) => ofApp(seed, size, parentId, devices) };
  });
}

/** A row for each of as many devices as the size says, and one more where a second user works. */
function ofRequiredApp(
  seed: Seed,
  { installsOfRequiredApp }: IntuneSize,
  applicationId: string,
  devices: readonly Device[],
): InstallStatus[] {
  const repeated = Math.ceil(installsOfRequiredApp * sharedDevices);
  const rows = seed.random
    .sample(devices, installsOfRequiredApp)
    .map((device, index) => {
      const row = installOn(seed, applicationId, device);
      return { ...row, installState: installStates[index] ?? row.installState };
    });
  const second = rows
    .slice(0, repeated)
    .map((row) => forAnotherUser(seed, row));
  return [...rows, ...second];
}

function ofApp(
  seed: Seed,
  { installsPerApp }: IntuneSize,
  applicationId: string,
  devices: readonly Device[],
): InstallStatus[] {
  const { random } = seed;
  const rows = random
    .sample(devices, random.integer(1, installsPerApp))
    .map((device) => installOn(seed, applicationId, device));
  const [first] = rows;
  return [
    ...rows,
    forAnotherUser(seed, first),
    { ...first, deviceId: random.guid() },
  ];
}

function installOn(
  { random }: Seed,
  applicationId: string,
  device: Device,
): InstallStatus {
  const installState = random.chance(0.8)
    ? 'installed'
    : random.pick(installStates);
  return {
    applicationId,
    deviceId: device.id,
    userPrincipalName: device.userPrincipalName || systemAccount,
    installState,
    lastModifiedDateTime: preciseTime(random, 0, 100),
    appVersion: installState === 'installed' ? '2.5.0' : '',
  };
}

function forAnotherUser({ random }: Seed, row: InstallStatus): InstallStatus {
  return {
    ...row,
    userPrincipalName: 'somebody.else@contoso.com',
    installState: row.installState === 'installed' ? 'failed' : 'installed',
    lastModifiedDateTime: preciseTime(random, 0, 100),
  };
}

/** Generates all managed devices: the odd ones first, then ordinary ones, every other owner having several. */
import type { Device, User } from '@microsoft/microsoft-graph-types';
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import type { Seed } from '../seed';
import type { Identified } from '../tenant';
import { commonModels } from './deviceModels';
import type { IdentifiedIntune } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { managedDevice } from './managedDevice';
import { generateOddDevices } from './oddDevices';

/** What of the directory the devices refer to. */
export interface Owners {
  readonly users: readonly Identified<User>[];
  readonly deletedUsers: readonly Identified<User>[];
  readonly devices: readonly Identified<Device>[];
}

export function generateManagedDevices(
  seed: Seed,
  size: IntuneSize,
  directory: Owners,
): IdentifiedIntune<ManagedDevice>[] {
  const odd = generateOddDevices(seed, size, directory);
  const ordinary = Array.from(
    { length: size.devices - odd.length },
    (_, index) => ordinaryDevice(seed, index, directory),
  );
  return seed.random.shuffle([...odd, ...ordinary]);
}

function ordinaryDevice(seed: Seed, index: number, directory: Owners) {
  const { random } = seed;
  const model = commonModels[index % commonModels.length];
  return managedDevice(seed, {
    model,
    name: `${model.prefix}-${String(index).padStart(6, '0')}`,
    owner: model.isServer ? undefined : random.pick(directory.users),
    azureADDeviceId: directory.devices[index]?.deviceId ?? random.guid(),
  });
}

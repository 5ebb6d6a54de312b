/** Generates all managed devices: the odd ones first, then ordinary ones, every other owner having several. */
import type { Device, User } from '@microsoft/microsoft-graph-types';
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import { computerName } from '../companyNames';
import type { Seed } from '../seed';
import type { Identified } from '../tenant';
import { commonModels, type DeviceModel } from './deviceModels';
import type { IdentifiedIntune } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { managedDevice, type Owner } from './managedDevice';
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
  const owner = model.isServer ? undefined : random.pick(directory.users);
  return managedDevice(seed, {
    model,
    name: deviceName(model, owner, index),
    owner,
    azureADDeviceId: directory.devices[index]?.deviceId ?? random.guid(),
  });
}

/** Apple's devices call themselves after their first user, such as "Anna's iPhone"; in a large tenant these get a number. */
function deviceName(
  { manufacturer, mobile, prefix }: DeviceModel,
  owner: Owner | undefined,
  index: number,
): string {
  if (owner?.givenName && manufacturer === 'Apple') {
    const number = index < 100 ? '' : ` ${index}`;
    return `${owner.givenName}'s ${prefix}${number}`;
  }
  return mobile ? `${prefix}-${index + 101}` : computerName(prefix, index);
}

/** Generates the managed devices that break naive collectors; each is something that real tenants contain. */
import type {
  DeviceType,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type { Seed } from '../seed';
import { deviceModels, type DeviceModel } from './deviceModels';
import type { IdentifiedIntune } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { zeroGuid } from './emptyDevice';
import { managedDevice, preciseTime, type Owner } from './managedDevice';
import type { Owners } from './managedDevices';
import { rareOddities } from './rareDevices';

export interface OddDevice {
  readonly name: string;
  readonly model: DeviceModel;
  /** `null`: nobody. Default: any user. */
  readonly owner?: Owner | null;
  readonly change?: Partial<Omit<ManagedDevice, 'id'>>;
}

export function generateOddDevices(
  seed: Seed,
  { devices, oddities }: IntuneSize,
  directory: Owners,
): IdentifiedIntune<ManagedDevice>[] {
  const common = commonOddities(seed, directory);
  const chosen =
    oddities === 'all'
      ? [...common, ...typesOfDevices(), ...rareOddities(seed)]
      : // A small tenant has room for ordinary devices too.
        common.slice(0, Math.floor((devices * 2) / 3));
  const odd = chosen.map((each) => oddDevice(seed, each, directory));
  return devices < odd.length * 2 ? odd : [...odd, reEnrolled(seed, odd[0])];
}

function oddDevice(
  seed: Seed,
  { name, model, owner, change }: OddDevice,
  { users }: Owners,
): IdentifiedIntune<ManagedDevice> {
  const ownedBy = owner === undefined ? seed.random.pick(users) : owner;
  const device = managedDevice(seed, {
    name,
    model,
    owner: ownedBy ?? undefined,
    azureADDeviceId: seed.random.guid(),
  });
  return { ...device, ...change };
}

/** Those that one meets every day, the most important first. */
function commonOddities(
  { random }: Seed,
  { users, deletedUsers }: Owners,
): OddDevice[] {
  const [leaver] = deletedUsers;
  const [first, second] = users;
  const logOn = (userId: string) => ({
    userId,
    lastLogOnDateTime: preciseTime(random, 0, 20),
  });
  return [
    {
      name: "Ann's iPhone",
      model: deviceModels.iPhone,
      change: { ...personal, lostModeState: 'enabled', notes: 'Lost in June.' },
    },
    {
      name: 'KIOSK-01',
      model: deviceModels.desktop,
      owner: null,
      change: {
        azureADRegistered: null,
        enrollmentProfileName: 'Kiosks',
        retireAfterDateTime: '2031-07-01T00:00:00Z',
        roleScopeTagIds: ['0', '7', '7'],
      },
    },
    {
      name: 'LON-LT-0042',
      model: deviceModels.laptop,
      owner: leaver,
      change: {
        notes: ' ',
        roleScopeTagIds: null,
        windowsActiveMalwareCount: 2,
      },
    },
    { name: 'HYPERV-VM-01', model: virtualMachine, owner: null },
    { name: 'CPC-ann-0815', model: cloudPC },
    {
      name: 'SHARED-WS',
      model: deviceModels.workstation,
      change: {
        usersLoggedOn: [
          logOn(first.id),
          logOn(second.id),
          logOn(first.id),
          logOn(random.guid()),
          logOn(zeroGuid),
        ],
      },
    },
    { name: 'Jürgen’s MacBook Pro 🚀', model: deviceModels.macBook },
    { name: '共有 iPad', model: deviceModels.iPad, owner: null },
    { name: 'SRV-DC-01', model: deviceModels.server, owner: null },
  ];
}

const personal = {
  ownerType: 'personal',
  managedDeviceOwnerType: 'personal',
} as const satisfies ManagedDevice;

const virtualMachine: DeviceModel = {
  ...deviceModels.server,
  manufacturer: 'Microsoft Corporation',
  model: 'Virtual Machine',
};

const cloudPC: DeviceModel = {
  ...deviceModels.laptop,
  deviceTypes: ['cloudPC'],
  manufacturer: 'Microsoft Corporation',
  model: 'Cloud PC Enterprise 4vCPU/16GB/128GB',
  storageInGigabytes: 128,
};

/** The record of a device that was wiped and enrolled again stays until somebody removes it. */
function reEnrolled(
  { random }: Seed,
  device: IdentifiedIntune<ManagedDevice>,
): IdentifiedIntune<ManagedDevice> {
  return {
    ...device,
    id: random.guid(),
    enrolledDateTime: preciseTime(random, 1200, 1300),
    lastSyncDateTime: preciseTime(random, 1000, 1100),
  };
}

const deviceTypes = [
  'desktop',
  'windowsRT',
  'winMO6',
  'nokia',
  'windowsPhone',
  'mac',
  'winCE',
  'winEmbedded',
  'iPhone',
  'iPad',
  'iPod',
  'android',
  'iSocConsumer',
  'unix',
  'macMDM',
  'holoLens',
  'surfaceHub',
  'androidForWork',
  'androidEnterprise',
  'windows10x',
  'androidnGMS',
  'chromeOS',
  'linux',
  'visionOS',
  'tvOS',
  'blackberry',
  'palm',
  'unknown',
  'cloudPC',
] as const satisfies readonly DeviceType[];

/** How the makers of virtual machines call them, besides those that one meets every day. */
const virtualModels = [
  ['VMware, Inc.', 'VMware7,1'],
  ['VMware, Inc.', 'VMware Virtual Platform'],
  ['innotek GmbH', 'VirtualBox'],
  ['Parallels International GmbH.', 'Parallels ARM Virtual Machine'],
  ['Apple', 'VirtualMac2,1'],
  ['Red Hat', 'KVM'],
  ['QEMU', 'Standard PC (Q35 + ICH9, 2009)'],
  ['Google', 'Google Compute Engine'],
] as const;

/** Where it decides about the type. */
const operatingSystems: Partial<Record<DeviceType, string>> = {
  mac: 'macOS',
  macMDM: 'macOS',
  chromeOS: 'Chrome OS',
};

/** One of each. */
function typesOfDevices(): OddDevice[] {
  const plain = { ...deviceModels.laptop, model: 'Model of its kind' };
  return [
    ...deviceTypes.map((deviceType) => ({
      name: `TYPE-${deviceType}`,
      model: {
        ...plain,
        deviceTypes: [deviceType],
        operatingSystem: operatingSystems[deviceType] ?? 'Windows',
      },
    })),
    // Enough of them for every relationship that a device may have.
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
      name: `EMBEDDED-${number}`,
      model: { ...plain, deviceTypes: ['winEmbedded'] as const },
    })),
    ...virtualModels.map(([manufacturer, model]) => ({
      name: `VM-${model}`,
      model: {
        ...deviceModels[manufacturer === 'Apple' ? 'iMac' : 'laptop'],
        manufacturer,
        model,
      },
    })),
  ];
}

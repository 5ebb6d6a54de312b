/** Oddities of managed devices that only a large tenant shows: sentinels, broken addresses, rare states. */
import type {
  ComplianceState,
  ManagedDevice,
  ManagementState,
} from '@microsoft/microsoft-graph-types-beta';
import type { Seed } from '../seed';
import { deviceModels } from './deviceModels';
import { never, noDate, zeroGuid } from './emptyDevice';
import { macAddress } from './managedDevice';
import type { OddDevice } from './oddDevices';

export function rareOddities(seed: Seed): OddDevice[] {
  return [
    ...sentinels,
    ...addresses(seed),
    ...jailBrokenTexts.map((jailBroken) => ({
      name: `JAIL-${jailBroken}`,
      model: deviceModels.iPhone,
      change: { jailBroken },
    })),
    ...managementStates.map((managementState) => ({
      name: `STATE-${managementState}`,
      model: deviceModels.laptop,
      change: { managementState },
    })),
    ...complianceStates.map((complianceState) => ({
      name: `COMPLIANCE-${complianceState}`,
      model: deviceModels.laptop,
      change: { complianceState },
    })),
    ...names.map((name) => ({ name, model: deviceModels.laptop })),
    withRareProperties,
  ];
}

/** What hardly any device has, on one. */
const withRareProperties: OddDevice = {
  name: 'RARE-PROPERTIES',
  model: deviceModels.laptop,
  change: {
    meid: '35600000012345',
    easDeviceId: '5C1E0B7A9D4F4A0F8E2B6C3D1A7F9E05',
    deviceCategoryDisplayName: 'Field service',
    phoneNumber: '+14255550100',
    deviceHealthAttestationState: {
      lastUpdateDateTime: '2025-05-01T08:15:30.0000000Z',
    },
  },
};

const jailBrokenTexts = ['True', 'False', 'Unknown', ''] as const;

const managementStates = [
  'retirePending',
  'retireFailed',
  'wipePending',
  'wipeFailed',
  'unhealthy',
  'deletePending',
  'retireIssued',
  'wipeIssued',
  'wipeCanceled',
  'retireCanceled',
  'discovered',
] as const satisfies readonly ManagementState[];

const complianceStates = [
  'unknown',
  'conflict',
  'error',
  'inGracePeriod',
  'configManager',
] as const satisfies readonly ComplianceState[];

const names = [
  '',
  'Twins',
  'Twins',
  'has spaces, a comma and "quotes"',
  "O''Brien's PC",
  'جهاز نور',
  '50% & more=?#/',
] as const;

const noHardware = {
  manufacturer: 'Unknown',
  model: '',
  serialNumber: 'Unknown',
  totalStorageSpaceInBytes: 0,
  freeStorageSpaceInBytes: 0,
  physicalMemoryInBytes: 0,
  osVersion: '',
  wiFiMacAddress: '',
  ethernetMacAddress: '',
  imei: '',
  phoneNumber: '',
} as const satisfies ManagedDevice;

const sentinels: readonly OddDevice[] = [
  {
    name: 'SENTINEL-DATES',
    model: deviceModels.laptop,
    change: { enrolledDateTime: noDate, lastSyncDateTime: never },
  },
  {
    name: 'SENTINEL-ID',
    model: deviceModels.laptop,
    change: {
      // Then the device is called by its managedDeviceName.
      deviceName: '',
      azureADDeviceId: zeroGuid,
      azureActiveDirectoryDeviceId: zeroGuid,
    },
  },
  {
    name: 'SENTINEL-HARDWARE',
    model: deviceModels.laptop,
    change: { ...noHardware, deviceName: null, managedDeviceName: null },
  },
  {
    name: 'SENTINEL-NULLS',
    model: deviceModels.laptop,
    owner: null,
    change: {
      azureADDeviceId: null,
      azureActiveDirectoryDeviceId: null,
      hardwareInformation: null,
      managedDeviceName: null,
      manufacturer: null,
      model: null,
      operatingSystem: null,
      osVersion: null,
      serialNumber: null,
      usersLoggedOn: null,
      wiFiMacAddress: null,
      ethernetMacAddress: null,
    },
  },
  {
    name: 'SENTINEL-OWNER',
    model: deviceModels.laptop,
    change: { ownerType: 'unknown', managedDeviceOwnerType: 'unknown' },
  },
];

/** Wi-Fi and Ethernet: in several notations, the same one twice, and what is no address at all. */
function addresses({ random }: Seed): OddDevice[] {
  const twice = macAddress(random);
  const inPairs = (separator: string) =>
    (twice.match(/../g) ?? []).join(separator);
  const pairs = [
    [twice, inPairs(':')],
    [inPairs('-').toUpperCase(), twice],
    [(twice.match(/..../g) ?? []).join('.'), twice],
    ['not an address', '00155D'],
    ['000000000000', 'ffffffffffff'],
    ['00155D0102ZZ', ' '],
  ] as const;
  return pairs.map(([wiFiMacAddress, ethernetMacAddress], index) => ({
    name: `MAC-${index}`,
    model: deviceModels.laptop,
    change: { wiFiMacAddress, ethernetMacAddress },
  }));
}

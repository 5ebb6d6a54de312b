/** Generates the hardware information of a device, which is filled for a single device and selected only. */
import type { HardwareInformation } from '@microsoft/microsoft-graph-types-beta';
import type { Random } from '../random';
import type { DeviceModel } from './deviceModels';

interface HardwareFacts {
  readonly model: DeviceModel;
  readonly serialNumber: string;
  readonly wiFiMacAddress: string;
  readonly total: number;
  readonly free: number;
}

/**
 * What Intune says before it knows better. The battery stays at 0 for ever, and `ipAddressV4` and the full name stay null:
 * they are in every answer for a single device that was made public, 24 of 24.
 */
export const emptyHardwareInformation = {
  batteryChargeCycles: 0,
  batteryHealthPercentage: 0,
  batteryLevelPercentage: 0,
  batterySerialNumber: null,
  cellularTechnology: null,
  deviceFullQualifiedDomainName: null,
  deviceGuardLocalSystemAuthorityCredentialGuardState: 'running',
  deviceGuardVirtualizationBasedSecurityHardwareRequirementState:
    'meetHardwareRequirements',
  deviceGuardVirtualizationBasedSecurityState: 'running',
  deviceLicensingLastErrorCode: 0,
  deviceLicensingLastErrorDescription: null,
  deviceLicensingStatus: 'unknown',
  esimIdentifier: null,
  freeStorageSpace: 0,
  imei: null,
  ipAddressV4: null,
  isEncrypted: false,
  isSharedDevice: false,
  isSupervised: false,
  manufacturer: null,
  meid: null,
  model: null,
  operatingSystemEdition: null,
  operatingSystemLanguage: null,
  operatingSystemProductType: 0,
  osBuildNumber: null,
  phoneNumber: null,
  productName: null,
  residentUsersCount: null,
  serialNumber: null,
  sharedDeviceCachedUsers: [],
  subnetAddress: null,
  subscriberCarrier: null,
  systemManagementBIOSVersion: null,
  totalStorageSpace: 0,
  tpmManufacturer: null,
  tpmSpecificationVersion: null,
  tpmVersion: null,
  wifiMac: null,
  wiredIPv4Addresses: [],
} as const satisfies HardwareInformation;

export function hardwareInformation(
  random: Random,
  { model, serialNumber, wiFiMacAddress, total, free }: HardwareFacts,
): HardwareInformation {
  const isWindows = model.operatingSystem === 'Windows';
  return {
    ...emptyHardwareInformation,
    // Fresh lists: a shared one would tie the devices together.
    sharedDeviceCachedUsers: [],
    wiredIPv4Addresses: isWindows ? addresses(random) : [],
    freeStorageSpace: free,
    totalStorageSpace: total,
    isEncrypted: true,
    manufacturer: model.manufacturer,
    model: model.model,
    osBuildNumber: model.osVersion,
    operatingSystemLanguage: 'en-US',
    serialNumber,
    wifiMac: wiFiMacAddress,
    ...(isWindows && {
      deviceLicensingStatus: 'deviceLicenseRefreshSucceed',
      operatingSystemEdition: 'Enterprise',
      operatingSystemProductType: 4,
      systemManagementBIOSVersion: '1.12.0',
      tpmManufacturer: 'IFX',
      tpmSpecificationVersion: '2.0, 0, 1.59',
      tpmVersion: '7.85',
    }),
  };
}

/** In spite of the name of the property, of Wi-Fi too; a docked computer has two. */
function addresses(random: Random): string[] {
  return Array.from(
    { length: random.chance(0.1) ? 2 : 1 },
    () =>
      `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(1, 254)}`,
  );
}

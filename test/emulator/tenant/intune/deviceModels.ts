/** The computers and phones that ordinary people have, as Intune describes them. */
import type {
  DetectedAppPlatformType,
  DeviceEnrollmentType,
  DeviceType,
  ManagementAgentType,
} from '@microsoft/microsoft-graph-types-beta';

export interface DeviceModel {
  /** In the device's name. */
  readonly prefix: string;
  /** A device has one of them. */
  readonly deviceTypes: readonly DeviceType[];
  readonly operatingSystem: string;
  readonly osVersion: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly appPlatform: DetectedAppPlatformType;
  readonly managementAgent: ManagementAgentType;
  readonly deviceEnrollmentType: DeviceEnrollmentType;
  readonly storageInGigabytes: number;
  /** Intune knows the memory of Windows devices only; 0 is what it says of the others. */
  readonly memoryInGigabytes: number;
  /** Whether nobody owns it. */
  readonly isServer?: boolean;
  /** Whether it has a SIM card. */
  readonly mobile: boolean;
}

const windows = {
  // What computers with Windows 11 were seen to say, each of them.
  deviceTypes: ['desktop', 'windowsRT', 'windows10x'],
  operatingSystem: 'Windows',
  osVersion: '10.0.22631.3447',
  appPlatform: 'windows',
  managementAgent: 'mdm',
  deviceEnrollmentType: 'windowsAzureADJoin',
  memoryInGigabytes: 16,
  mobile: false,
} as const;

const apple = {
  manufacturer: 'Apple',
  managementAgent: 'mdm',
  memoryInGigabytes: 0,
} as const;

const mac = {
  ...apple,
  operatingSystem: 'macOS',
  osVersion: '14.4.1 (23E224)',
  appPlatform: 'macOS',
  deviceEnrollmentType: 'appleBulkWithUser',
  mobile: false,
} as const;

const linux = {
  operatingSystem: 'Linux (ubuntu)',
  osVersion: '22.04',
  appPlatform: 'unknown',
  managementAgent: 'intuneClient',
  deviceEnrollmentType: 'unknown',
  memoryInGigabytes: 0,
  mobile: false,
} as const;

const android = {
  operatingSystem: 'Android',
  osVersion: '14.0',
  appPlatform: 'androidWorkProfile',
  managementAgent: 'googleCloudDevicePolicyController',
  deviceEnrollmentType: 'androidEnterpriseCorporateWorkProfile',
  memoryInGigabytes: 0,
  mobile: true,
} as const;

export const deviceModels = {
  laptop: {
    ...windows,
    prefix: 'LT',
    manufacturer: 'Dell Inc.',
    model: 'Latitude 7440',
    storageInGigabytes: 476,
  },
  iPhone: {
    ...apple,
    prefix: 'iPhone',
    deviceTypes: ['iPhone'],
    operatingSystem: 'iOS',
    osVersion: '17.4.1',
    model: 'iPhone 15',
    appPlatform: 'ios',
    deviceEnrollmentType: 'userEnrollment',
    storageInGigabytes: 119,
    mobile: true,
  },
  macBook: {
    ...mac,
    prefix: 'MacBook',
    deviceTypes: ['macMDM'],
    model: 'MacBook Pro',
    storageInGigabytes: 465,
  },
  pixel: {
    ...android,
    prefix: 'AndroidForWork',
    deviceTypes: ['androidForWork'],
    manufacturer: 'Google',
    model: 'Pixel 8',
    storageInGigabytes: 110,
  },
  desktop: {
    ...windows,
    prefix: 'DT',
    manufacturer: 'HP',
    model: 'HP EliteDesk 800 G9',
    storageInGigabytes: 953,
    memoryInGigabytes: 32,
  },
  workstation: {
    ...windows,
    prefix: 'WS',
    manufacturer: 'HP',
    model: 'HP Z4 G5',
    storageInGigabytes: 1907,
    memoryInGigabytes: 128,
  },
  tablet: {
    ...windows,
    prefix: 'TB',
    manufacturer: 'Microsoft Corporation',
    model: 'Surface Pro 9',
    storageInGigabytes: 237.9,
  },
  iPad: {
    ...apple,
    prefix: 'iPad',
    deviceTypes: ['iPad'],
    operatingSystem: 'iPadOS',
    osVersion: '17.4.1',
    model: 'iPad (9th generation)',
    appPlatform: 'ios',
    deviceEnrollmentType: 'appleBulkWithoutUser',
    storageInGigabytes: 59,
    mobile: true,
  },
  galaxy: {
    ...android,
    prefix: 'AndroidEnterprise',
    deviceTypes: ['androidEnterprise'],
    manufacturer: 'samsung',
    model: 'SM-S921B',
    appPlatform: 'androidDedicatedAndFullyManaged',
    storageInGigabytes: 220,
  },
  iMac: {
    ...mac,
    prefix: 'iMac',
    deviceTypes: ['mac'],
    model: 'iMac',
    storageInGigabytes: 233,
  },
  linux: {
    ...linux,
    prefix: 'LX',
    deviceTypes: ['linux'],
    manufacturer: 'LENOVO',
    model: 'ThinkPad T14',
    storageInGigabytes: 468,
  },
  server: {
    ...windows,
    prefix: 'SRV',
    isServer: true,
    manufacturer: 'Dell Inc.',
    model: 'PowerEdge R750',
    storageInGigabytes: 3815,
    memoryInGigabytes: 256,
  },
} as const satisfies Record<string, DeviceModel>;

/** In the order in which a small tenant gets them. */
export const commonModels: readonly DeviceModel[] = Object.values(deviceModels);

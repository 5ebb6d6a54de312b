/** Which `_type` a device gets, from the listing alone: it must not change with a configuration flag. */
import { readDeviceType } from './enumerations';
import type { DevicePayload } from './request';

export const deviceTypes = [
  'desktop',
  'laptop',
  'server',
  'smartphone',
  'user_endpoint',
  'workstation',
] as const;

export type DeviceType = (typeof deviceTypes)[number];

export interface DeviceKind {
  readonly type: DeviceType;
  /** False for a virtual machine: a Host and no Device. */
  readonly isPhysical: boolean;
}

/** A device is of the first row that fits it; what a row does not name may be anything. */
export interface DeviceTypeRow {
  /** Any of Graph's names. */
  readonly deviceTypes?: readonly string[];
  /** What the name of the operating system begins with, in any case: one of these. */
  readonly operatingSystems?: readonly string[];
  /** The same of the model. */
  readonly models?: readonly string[];
  readonly type: DeviceType;
  readonly isVirtual?: true;
}

/** As hypervisors and clouds call their machines. */
const virtualModels = [
  'Virtual Machine',
  'VMware',
  'VirtualBox',
  'Parallels',
  'VirtualMac',
  'KVM',
  'Standard PC (',
  'Google Compute Engine',
  'Cloud PC',
  'Apple Virtual Machine',
  'QEMU',
  'HVM domU',
  'OpenStack',
];

/** As Dell, HPE, Lenovo and Fujitsu call theirs. */
const serverModels = ['PowerEdge', 'ProLiant', 'ThinkSystem', 'PRIMERGY'];

/**
 * Windows is asked for before `deviceType`: one Windows 11 says `windowsRT`, the
 * next one `desktop` or `windows10x`. `chassisType` is in none of the rows: lists
 * say "unknown", and single devices "laptop", whatever they are
 * (microsoft-graph-docs-contrib#9016, microsoft-graph-docs#17851).
 */
export const deviceTypeTable: readonly DeviceTypeRow[] = [
  { deviceTypes: ['cloudPC'], type: 'server', isVirtual: true },
  { models: virtualModels, type: 'server', isVirtual: true },
  { operatingSystems: ['Windows Server'], type: 'server' },
  { models: serverModels, type: 'server' },
  { deviceTypes: ['winCE', 'winEmbedded'], type: 'workstation' },
  { deviceTypes: ['winMO6', 'windowsPhone'], type: 'smartphone' },
  { deviceTypes: ['holoLens', 'surfaceHub'], type: 'user_endpoint' },
  { operatingSystems: ['Windows'], type: 'desktop' },
  {
    deviceTypes: ['desktop', 'windowsRT', 'windows10x', 'mac', 'unix', 'linux'],
    type: 'desktop',
  },
  { deviceTypes: ['macMDM', 'chromeOS'], type: 'laptop' },
  {
    deviceTypes: [
      'iPhone',
      'iPod',
      'android',
      'androidForWork',
      'androidEnterprise',
      'androidnGMS',
      'nokia',
      'blackberry',
      'palm',
    ],
    type: 'smartphone',
  },
  { deviceTypes: ['iPad', 'visionOS', 'tvOS'], type: 'user_endpoint' },
  { operatingSystems: ['iOS', 'Android'], type: 'smartphone' },
  { operatingSystems: ['Mac', 'Chrome'], type: 'laptop' },
  { operatingSystems: ['Linux'], type: 'desktop' },
  { type: 'user_endpoint' },
];

const inLowerCase = (names: readonly string[] | undefined) =>
  names?.map((name) => name.toLowerCase());

const rows = deviceTypeTable.map((row) => ({
  ...row,
  operatingSystems: inLowerCase(row.operatingSystems),
  models: inLowerCase(row.models),
}));

export function kindOf(
  device: Pick<DevicePayload, 'deviceType' | 'model' | 'operatingSystem'>,
): DeviceKind {
  const deviceType = readDeviceType(device.deviceType);
  const operatingSystem = comparable(device.operatingSystem);
  const model = comparable(device.model);
  const row = rows.find(
    ({ deviceTypes: names, operatingSystems, models }) =>
      (names?.some((name) => name === deviceType) ?? true) &&
      beginsLikeOne(operatingSystem, operatingSystems) &&
      beginsLikeOne(model, models),
  );
  return {
    type: row?.type ?? 'user_endpoint',
    isPhysical: row?.isVirtual !== true,
  };
}

/** A payload may say anything: what is no text begins with nothing. */
function comparable(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

function beginsLikeOne(
  name: string,
  beginnings: readonly string[] | undefined,
): boolean {
  return beginnings?.some((beginning) => name.startsWith(beginning)) ?? true;
}

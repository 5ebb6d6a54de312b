/** Which `_type` a device gets, from the listing alone: it must not change with a configuration flag. */
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

const byChassis: Readonly<Record<string, DeviceType>> = {
  laptop: 'workstation',
  desktop: 'workstation',
  worksWorkstation: 'workstation',
  enterpriseServer: 'server',
  phone: 'smartphone',
  tablet: 'user_endpoint',
};

const byDeviceType: Readonly<Record<string, DeviceType>> = {
  desktop: 'desktop',
  mac: 'desktop',
  unix: 'desktop',
  linux: 'desktop',
  macMDM: 'laptop',
  windows10x: 'laptop',
  chromeOS: 'laptop',
  winCE: 'workstation',
  winEmbedded: 'workstation',
  winMO6: 'smartphone',
  nokia: 'smartphone',
  windowsPhone: 'smartphone',
  iPhone: 'smartphone',
  iPod: 'smartphone',
  android: 'smartphone',
  androidForWork: 'smartphone',
  androidEnterprise: 'smartphone',
  androidnGMS: 'smartphone',
  blackberry: 'smartphone',
  palm: 'smartphone',
};

export function kindOf(
  device: Pick<DevicePayload, 'chassisType' | 'deviceType' | 'model'>,
): DeviceKind {
  const { chassisType, deviceType, model } = device;
  if (model === 'Virtual Machine' || deviceType === 'cloudPC') {
    return { type: 'server', isPhysical: false };
  }
  const type =
    lookUp(byChassis, chassisType) ??
    lookUp(byDeviceType, deviceType) ??
    'user_endpoint';
  return { type, isPhysical: true };
}

/** Texts and own properties only: a payload may say anything, "constructor" too. */
function lookUp(
  table: Readonly<Record<string, DeviceType>>,
  name: unknown,
): DeviceType | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name)
    ? table[name]
    : undefined;
}

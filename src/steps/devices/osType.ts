/** Intune's name of an operating system, in the data model's words. */
import { known } from '../../model/values';
import { readDeviceType } from './enumerations';
import type { DevicePayload } from './request';

export type OsType =
  'darwin' | 'linux' | 'windows' | 'android' | 'ios' | 'chromeos' | 'other';

/** Intune writes "Windows", "macOS", "iOS", "iPadOS", "AndroidEnterprise", "Linux (ubuntu)", "Chrome OS" … */
const patterns: readonly (readonly [RegExp, OsType])[] = [
  [/windows/i, 'windows'],
  [/mac/i, 'darwin'],
  [/ios|ipados|iphone|ipad|tvos|visionos/i, 'ios'],
  [/android/i, 'android'],
  [/chrome/i, 'chromeos'],
  [/linux|ubuntu/i, 'linux'],
];

export function osTypeOf(name: string | undefined): OsType | null {
  if (name === undefined) {
    return null;
  }
  return patterns.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** undefined for a device whose operating system is not known for sure: no name, one that nobody knows, or a Linux that is called something else. */
export function certainOsType({
  deviceType,
  operatingSystem,
}: Pick<DevicePayload, 'deviceType' | 'operatingSystem'>): OsType | undefined {
  const osType = osTypeOf(known(operatingSystem)) ?? 'other';
  const kind = readDeviceType(deviceType);
  const isLikeLinux = kind === 'linux' || kind === 'unix';
  return osType === 'other' || (isLikeLinux && osType !== 'linux')
    ? undefined
    : osType;
}

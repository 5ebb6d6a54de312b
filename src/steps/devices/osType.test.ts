import { certainOsType, osTypeOf } from './osType';
import type { DevicePayload } from './request';

describe('osTypeOf', () => {
  it.each([
    ['Windows', 'windows'],
    ['Windows 10 Enterprise', 'windows'],
    ['WindowsPhone', 'windows'],
    ['Windows Holographic', 'windows'],
    ['macOS', 'darwin'],
    ['Mac OS X', 'darwin'],
    ['macMDM', 'darwin'],
    ['iOS', 'ios'],
    ['iPadOS', 'ios'],
    ['iPhone', 'ios'],
    ['visionOS', 'ios'],
    ['tvOS', 'ios'],
    ['Android', 'android'],
    ['AndroidForWork', 'android'],
    ['AndroidEnterprise', 'android'],
    ['Android (AOSP)', 'android'],
    ['Chrome OS', 'chromeos'],
    ['ChromeOS', 'chromeos'],
    ['Linux', 'linux'],
    ['Linux (ubuntu)', 'linux'],
    ['Ubuntu', 'linux'],
    ['BlackBerry', 'other'],
    ['constructor', 'other'],
    [undefined, null],
  ])('%s is %s', (name, expected) => {
    expect(osTypeOf(name)).toBe(expected);
  });
});

describe('certainOsType', () => {
  it.each([
    ['Windows', 'windowsRT', 'windows'],
    ['Linux (ubuntu)', 'linux', 'linux'],
    ['Linux (ubuntu)', 'unknown', 'linux'],
    // Any of these may be a Linux.
    ['Debian', 'unknown', undefined],
    ['Unknown', 'desktop', undefined],
    [undefined, 'desktop', undefined],
    ['Windows', 'linux', undefined],
    ['macOS', 'unix', undefined],
  ])('%s, %s: %s', (operatingSystem, deviceType, expected) => {
    const device = { operatingSystem, deviceType } as DevicePayload;
    expect(certainOsType(device)).toBe(expected);
  });
});

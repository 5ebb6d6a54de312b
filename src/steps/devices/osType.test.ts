import { osTypeOf } from './osType';

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

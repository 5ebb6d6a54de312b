/** Intune's name of an operating system, in the data model's words. */

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

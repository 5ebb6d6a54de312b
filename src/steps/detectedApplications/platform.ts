/** The platform of a detected application: https://learn.microsoft.com/graph/api/resources/intune-devices-detectedapp */
import type { DetectedAppPlatformType } from '@microsoft/microsoft-graph-types-beta';
import { closedList } from '../../model/closedList';
import { known } from '../../model/values';

const readPlatform = closedList<DetectedAppPlatformType>(
  {
    unknown: 0,
    windows: 1,
    windowsMobile: 2,
    windowsHolographic: 3,
    ios: 4,
    macOS: 5,
    chromeOS: 6,
    androidOSP: 7,
    androidDeviceAdministrator: 8,
    androidWorkProfile: 9,
    androidDedicatedAndFullyManaged: 10,
    unknownFutureValue: 11,
  },
  // The export has names of its own, of which nobody has published a list.
  { AndroidFullyManagedDedicated: 'androidDedicatedAndFullyManaged' },
);

const UNTOLD: ReadonlySet<string | undefined> = new Set([
  'unknown',
  'unknownFutureValue',
]);

/** As devices name it, whatever the source; one that is new is taken as it came. */
export function platformOf(value: unknown): string | undefined {
  const platform = readPlatform(value) ?? known(value);
  return UNTOLD.has(platform) ? undefined : platform;
}

/** The reports about applications found on devices. */
import type {
  DetectedApp,
  DetectedAppPlatformType,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune } from '../../tenant';
import {
  defineReport,
  type Column,
  type Report,
  type ReportSource,
} from './report';

interface InventoryRow {
  readonly app: IdentifiedIntune<DetectedApp>;
  readonly device: IdentifiedIntune<ManagedDevice>;
}

/** A text in these reports, where others have a number. */
const platformNames: Readonly<Record<DetectedAppPlatformType, string>> = {
  unknown: 'Unknown',
  windows: 'Windows',
  windowsMobile: 'WindowsMobile',
  windowsHolographic: 'WindowsHolographic',
  ios: 'iOS',
  macOS: 'macOS',
  chromeOS: 'ChromeOS',
  androidOSP: 'AndroidOSP',
  androidDeviceAdministrator: 'AndroidDeviceAdministrator',
  androidWorkProfile: 'AndroidWorkProfile',
  androidDedicatedAndFullyManaged: 'AndroidFullyManagedDedicated',
  unknownFutureValue: 'Unknown',
};

/** The reports tell an application by the same hash as `detectedApps`, and know no size. */
function appColumns<Row>(
  appOf: (row: Row) => IdentifiedIntune<DetectedApp>,
): Column<Row>[] {
  return [
    { name: 'ApplicationKey', value: (row) => appOf(row).id },
    { name: 'ApplicationName', value: (row) => appOf(row).displayName ?? '' },
    {
      name: 'ApplicationPublisher',
      value: (row) => appOf(row).publisher ?? '',
    },
    {
      name: 'ApplicationShortVersion',
      value: (row) => appOf(row).version ?? '',
    },
    { name: 'ApplicationVersion', value: (row) => appOf(row).version ?? '' },
    {
      name: 'Platform',
      value: (row) => platformNames[appOf(row).platform ?? 'unknown'],
    },
  ];
}

const rawColumns: readonly Column<InventoryRow>[] = [
  ...appColumns<InventoryRow>(({ app }) => app),
  { name: 'DeviceId', isId: true, value: ({ device }) => device.id },
  { name: 'DeviceName', value: ({ device }) => device.deviceName ?? '' },
  { name: 'EmailAddress', value: ({ device }) => device.emailAddress ?? '' },
  {
    name: 'OSDescription',
    value: ({ device }) => device.operatingSystem ?? '',
  },
  { name: 'OSVersion', value: ({ device }) => device.osVersion ?? '' },
  { name: 'UserId', isId: true, value: ({ device }) => device.userId ?? '' },
  { name: 'UserName', value: ({ device }) => device.userDisplayName ?? '' },
];

/** Now and then the service repeats a row. */
const repeatedEvery = 97;

function* inventoryRows({ intune }: ReportSource): Iterable<InventoryRow> {
  const { managedDevices, detectedApps } = intune.subscription.data;
  let count = 0;
  for (const device of managedDevices) {
    for (const app of detectedApps.get(device.id) ?? []) {
      const row = { app, device };
      yield row;
      count += 1;
      if (count % repeatedEvery === 0) yield row;
    }
  }
}

export const appInventoryReports: readonly Report[] = [
  defineReport<InventoryRow>({
    name: 'AppInvRawData',
    columns: rawColumns,
    filters: rawColumns
      .map(({ name }) => name)
      .filter((name) => name !== 'ApplicationKey'),
    rows: inventoryRows,
  }),
  defineReport<IdentifiedIntune<DetectedApp>>({
    name: 'AppInvAggregate',
    columns: [
      { name: 'ApplicationId', value: ({ id }) => id },
      ...appColumns<IdentifiedIntune<DetectedApp>>((app) => app),
      {
        name: 'DeviceCount',
        value: ({ deviceCount }) => deviceCount ?? 0,
        propertyType: 'Int64',
      },
    ],
    filters: [],
    rows: ({ intune }) => intune.allDetectedApps(),
  }),
];

/** The reports about the installation of managed applications, by application and of the whole organization. */
import type {
  ManagedDevice,
  ResultantAppState,
} from '@microsoft/microsoft-graph-types-beta';
import type { InstallStatus } from '../../tenant';
import type { IntuneIndex } from '../intune/intuneIndex';
import {
  defineReport,
  reportTime,
  type Column,
  type Condition,
  type Report,
} from './report';

interface InstallRow {
  readonly row: InstallStatus;
  readonly device?: ManagedDevice;
  readonly intune: IntuneIndex;
}

/** https://learn.microsoft.com/graph/api/resources/intune-apps-resultantappstate */
const stateNumbers: Readonly<Record<ResultantAppState, number>> = {
  notApplicable: -1,
  installed: 1,
  failed: 2,
  notInstalled: 3,
  uninstallFailed: 4,
  pendingInstall: 5,
  unknown: 99,
};

const stateTexts: Readonly<Record<ResultantAppState, string>> = {
  notApplicable: 'Not applicable',
  installed: 'Installed',
  failed: 'Failed',
  notInstalled: 'Not installed',
  uninstallFailed: 'Uninstall failed',
  pendingInstall: 'Pending install',
  unknown: 'Unknown',
};

/** "The application was not detected after installation completed successfully." */
const notDetected = { code: -2016345060, hex: '0x87D1041C' };

const isFailure = ({ installState }: InstallStatus) =>
  installState === 'failed' || installState === 'uninstallFailed';
const stateNumber = ({ row }: InstallRow) => stateNumbers[row.installState];
const stateText = ({ row }: InstallRow) => stateTexts[row.installState];
const user = ({ row, intune }: InstallRow) =>
  intune.user(row.userPrincipalName);

function platform({ device }: InstallRow) {
  const system = device?.operatingSystem ?? '';
  if (/^android/i.test(system)) return { code: 1, name: 'Android' };
  if (/^(ios|ipados)/i.test(system)) return { code: 2, name: 'iOS' };
  if (/^macos/i.test(system)) return { code: 3, name: 'macOS' };
  if (/^windows/i.test(system)) return { code: 5, name: 'Windows' };
  return { code: 0, name: 'Unknown' };
}

/** Every column that any of the reports has. */
const columns = {
  ApplicationId: { value: ({ row }) => row.applicationId },
  AppInstallState: {
    value: stateNumber,
    text: stateText,
    propertyType: 'Int64',
  },
  AppInstallStateDetails: {
    value: () => 0,
    text: () => '',
    propertyType: 'Int64',
  },
  AppVersion: { value: ({ row }) => row.appVersion },
  AssignmentFilterIdsExist: { value: () => false, propertyType: 'Boolean' },
  AssignmentFilterIdsList: { value: () => '' },
  DeviceId: { value: ({ row }) => row.deviceId },
  DeviceName: { value: ({ device }) => device?.deviceName ?? '' },
  ErrorCode: {
    value: ({ row }) => (isFailure(row) ? notDetected.code : 0),
    propertyType: 'Int64',
  },
  HexErrorCode: {
    value: ({ row }) => (isFailure(row) ? notDetected.hex : '0x00000000'),
  },
  InstallState: { value: stateNumber, text: stateText, propertyType: 'Int64' },
  InstallStateDetail: {
    value: () => 0,
    text: () => '',
    propertyType: 'Int64',
  },
  LastModifiedDateTime: {
    value: ({ row }) => reportTime(row.lastModifiedDateTime),
  },
  Platform: {
    value: (row) => platform(row).code,
    text: (row) => platform(row).name,
    propertyType: 'Int64',
  },
  UserId: { value: (row) => user(row)?.id ?? '' },
  UserName: { value: (row) => user(row)?.displayName ?? '' },
  UserPrincipalName: { value: ({ row }) => row.userPrincipalName },
} as const satisfies Record<string, Omit<Column<InstallRow>, 'name'>>;

type ColumnName = keyof typeof columns;

const pick = (...names: readonly ColumnName[]): Column<InstallRow>[] =>
  names.map((name) => ({ name, ...columns[name] }));

/** In the listing the number has its text beside it, in a column that can be selected. */
const withText = (name: ColumnName): Column<InstallRow>[] => {
  const { text, ...column }: Omit<Column<InstallRow>, 'name'> = columns[name];
  return [
    { name, ...column },
    { name: `${name}_loc`, value: text ?? column.value },
  ];
};

function* installRows(
  intune: IntuneIndex,
  conditions: readonly Condition[],
): Iterable<InstallRow> {
  const application = conditions.find(
    ({ column }) => column === 'ApplicationId',
  );
  const rows =
    application === undefined
      ? intune.subscription.data.installStatuses
      : intune.installsOf(application.value);
  for (const row of rows) {
    yield { row, device: intune.device(row.deviceId), intune };
  }
}

const byApplication = {
  filters: ['ApplicationId'],
  requiredFilter: 'ApplicationId',
  rows: installRows,
} as const;

/** Answered at once, and in pages: getDeviceInstallStatusReport. */
export const deviceInstallStatus: Report = defineReport<InstallRow>({
  ...byApplication,
  name: 'getDeviceInstallStatusReport',
  columns: [
    ...pick('DeviceId', 'ApplicationId', 'UserId', 'DeviceName'),
    ...pick('UserPrincipalName', 'UserName'),
    { name: 'Platform', value: columns.Platform.text },
    ...pick('AppVersion', 'ErrorCode'),
    // Numbers only.
    { name: 'InstallState', value: stateNumber, propertyType: 'Int64' },
    { name: 'InstallStateDetail', value: () => 0, propertyType: 'Int64' },
    {
      name: 'LastModifiedDateTime',
      value: ({ row }) => row.lastModifiedDateTime.replace('Z', ''),
    },
    ...pick('HexErrorCode'),
    ...withText('AppInstallState'),
    ...withText('AppInstallStateDetails'),
    ...pick('AssignmentFilterIdsExist', 'AssignmentFilterIdsList'),
  ],
});

export const deviceInstallStatusByApp: Report = defineReport<InstallRow>({
  ...byApplication,
  name: 'DeviceInstallStatusByApp',
  columns: [
    ...pick('AppInstallState', 'AppInstallStateDetails', 'ApplicationId'),
    ...pick('AppVersion', 'AssignmentFilterIdsExist', 'DeviceId', 'DeviceName'),
    ...pick('ErrorCode', 'HexErrorCode', 'InstallState', 'InstallStateDetail'),
    ...pick('LastModifiedDateTime', 'Platform', 'UserId', 'UserName'),
    ...pick('UserPrincipalName'),
  ],
});

/** New since 2025, and not known to every tenant. */
export const orgDeviceInstallStatus: Report = defineReport<InstallRow>({
  name: 'OrgDeviceInstallStatus',
  filters: [],
  rows: installRows,
  columns: [
    ...pick('ApplicationId', 'AppVersion', 'DeviceId', 'DeviceName'),
    ...pick('ErrorCode', 'InstallState', 'InstallStateDetail'),
    ...pick('LastModifiedDateTime', 'Platform', 'UserName'),
    ...pick('UserPrincipalName'),
  ],
});

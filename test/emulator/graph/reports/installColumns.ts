/** The columns of all reports about single installations of managed applications. */
import type {
  ManagedDevice,
  ResultantAppState,
} from '@microsoft/microsoft-graph-types-beta';
import type { InstallStatus } from '../../tenant';
import type { IntuneIndex } from '../intune/intuneIndex';
import type { Column } from './column';
import { reportTime } from './report';

export interface InstallRow {
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
const user = ({ row, intune }: InstallRow) =>
  intune.user(row.userPrincipalName);

/** The portal's numbers: `Platform` and `Platform_loc` of AppInstallStatusAggregate. */
export function platformOf(system: string) {
  if (/^android/i.test(system)) return { code: 1, name: 'Android' };
  if (/^(ios|ipados)/i.test(system)) return { code: 2, name: 'iOS' };
  if (/^macos/i.test(system)) return { code: 3, name: 'macOS' };
  if (/^windows/i.test(system)) return { code: 5, name: 'Windows' };
  return { code: 0, name: 'Unknown' };
}

const platform = ({ device }: InstallRow) =>
  platformOf(device?.operatingSystem ?? '');

const state = {
  value: ({ row }) => stateNumbers[row.installState],
  text: ({ row }) => stateTexts[row.installState],
  listName: ({ row }) => row.installState,
  propertyType: 'Int64',
} as const satisfies Omit<Column<InstallRow>, 'name'>;

/** `seeInstallErrorCode` of resultantAppStateDetail. */
const detail = {
  value: ({ row }) => (isFailure(row) ? 2000 : 0),
  text: ({ row }) => (isFailure(row) ? 'See the error code' : ''),
  propertyType: 'Int64',
} as const satisfies Omit<Column<InstallRow>, 'name'>;

/** Every column that any of the reports has. */
const columns = {
  ApplicationId: { value: ({ row }) => row.applicationId, isId: true },
  AppInstallState: state,
  AppInstallStateDetails: detail,
  AppVersion: { value: ({ row }) => row.appVersion },
  AssignmentFilterIdsExist: { value: () => false, propertyType: 'Boolean' },
  AssignmentFilterIdsList: { value: () => '' },
  DeviceId: { value: ({ row }) => row.deviceId, isId: true },
  DeviceName: { value: ({ device }) => device?.deviceName ?? '' },
  ErrorCode: {
    value: ({ row }) => (isFailure(row) ? notDetected.code : 0),
    propertyType: 'Int64',
  },
  HexErrorCode: {
    value: ({ row }) => (isFailure(row) ? notDetected.hex : '0x00000000'),
  },
  InstallState: state,
  InstallStateDetail: detail,
  LastModifiedDateTime: {
    value: ({ row }) => reportTime(row.lastModifiedDateTime),
  },
  Platform: {
    value: (row) => platform(row).code,
    text: (row) => platform(row).name,
    propertyType: 'Int64',
  },
  UserId: { value: (row) => user(row)?.id ?? '', isId: true },
  UserName: { value: (row) => user(row)?.displayName ?? '' },
  UserPrincipalName: { value: ({ row }) => row.userPrincipalName },
} as const satisfies Record<string, Omit<Column<InstallRow>, 'name'>>;

type ColumnName = keyof typeof columns;

export const pick = (...names: readonly ColumnName[]): Column<InstallRow>[] =>
  names.map((name) => ({ name, ...columns[name] }));

/** A number that has no text beside it. */
export function withoutText(name: ColumnName): Column<InstallRow> {
  const column: Omit<Column<InstallRow>, 'name'> = columns[name];
  return { ...column, name, text: undefined };
}

/** A text instead of the number. */
export function textOnly(name: 'Platform'): Column<InstallRow> {
  return { name, value: columns[name].text };
}

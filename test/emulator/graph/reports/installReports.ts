/** The reports about the installation of managed applications, by application and of the whole organization. */
import { pick, textOnly, withoutText, type InstallRow } from './installColumns';
import { valuesOf, type Condition } from './filter';
import {
  actionTime,
  defineReport,
  type Report,
  type ReportSource,
} from './report';

function* installRows(
  { intune }: ReportSource,
  conditions: readonly Condition[],
): Iterable<InstallRow> {
  const applications = valuesOf(conditions, 'ApplicationId');
  const rows =
    applications === undefined
      ? intune.allInstalls()
      : applications.flatMap((id) => intune.installsOf(id.toLowerCase()));
  for (const row of rows) {
    yield { row, device: intune.device(row.deviceId), intune };
  }
}

/** Answered at once, and in pages; it had another name before. `DeviceId` is not among its filters. */
export const deviceInstallStatus = (name: string): Report =>
  defineReport<InstallRow>({
    name,
    columns: [
      ...pick('DeviceId', 'ApplicationId', 'UserId', 'DeviceName'),
      ...pick('UserPrincipalName', 'UserName'),
      textOnly('Platform'),
      ...pick('AppVersion', 'ErrorCode'),
      withoutText('InstallState'),
      withoutText('InstallStateDetail'),
      {
        name: 'LastModifiedDateTime',
        value: ({ row }) => actionTime(row.lastModifiedDateTime),
      },
      ...pick('HexErrorCode', 'AppInstallState', 'AppInstallStateDetails'),
      ...pick('AssignmentFilterIdsExist', 'AssignmentFilterIdsList'),
    ],
    filters: ['ApplicationId', 'DeviceName', 'InstallState'],
    requiredFilters: ['ApplicationId'],
    rows: installRows,
  });

export const deviceInstallStatusByApp: Report = defineReport<InstallRow>({
  name: 'DeviceInstallStatusByApp',
  columns: [
    ...pick('AppInstallState', 'AppInstallStateDetails', 'ApplicationId'),
    ...pick('AppVersion', 'AssignmentFilterIdsExist', 'DeviceId', 'DeviceName'),
    ...pick('ErrorCode', 'HexErrorCode', 'InstallState', 'InstallStateDetail'),
    ...pick('LastModifiedDateTime', 'Platform', 'UserId', 'UserName'),
    ...pick('UserPrincipalName'),
  ],
  filters: ['ApplicationId'],
  requiredFilters: ['ApplicationId'],
  rows: installRows,
});

/** New since 2025, and not known to every tenant; its filter is only known from an older documentation. */
export const orgDeviceInstallStatus: Report = defineReport<InstallRow>({
  name: 'OrgDeviceInstallStatus',
  filters: ['ApplicationId'],
  rows: installRows,
  columns: [
    ...pick('ApplicationId', 'AppVersion', 'DeviceId', 'DeviceName'),
    ...pick('ErrorCode', 'InstallState', 'InstallStateDetail'),
    ...pick('LastModifiedDateTime', 'Platform', 'UserName'),
    ...pick('UserPrincipalName'),
  ],
});

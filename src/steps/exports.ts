/**
 * Report exports of Intune, each of which holds a whole dataset. More than one
 * step knows them: they are asked for while devices are listed, and read by the
 * step of the dataset. A run without exports is complete, too.
 */
import type { ExportRequest } from '../graph/exports/exportRequest';

const documentation =
  'https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports';

const statesPermission = {
  anyOf: ['DeviceManagementConfiguration.Read.All'],
  without:
    'the fast source of the states of policies and configurations; each of them is asked for instead',
  isOptional: true,
} as const;

export type ComplianceColumn =
  'PolicyId' | 'DeviceId' | 'PolicyStatus' | 'LastContact' | 'UPN';

/** All compliance policies on all devices. */
export const complianceExport: ExportRequest<ComplianceColumn> = {
  reportName: 'DevicePoliciesComplianceReportV3',
  columns: ['PolicyId', 'DeviceId', 'PolicyStatus'],
  optionalColumns: ['LastContact'],
  forms: {
    PolicyId: 'guid',
    DeviceId: 'guid',
    PolicyStatus: 'value',
    LastContact: 'value',
  },
  permission: statesPermission,
  documentation,
};

/** The same in tenants that do not have it. */
export const olderComplianceExport: ExportRequest<ComplianceColumn> = {
  ...complianceExport,
  reportName: 'DevicePoliciesComplianceReport',
};

export type ConfigurationColumn =
  | 'PolicyId'
  | 'IntuneDeviceId'
  | 'PolicyStatus'
  | 'PspdpuLastModifiedTimeUtc'
  | 'UPN';

/** All configurations of all kinds on all devices. */
export const configurationExport: ExportRequest<ConfigurationColumn> = {
  reportName: 'DeviceStatusesByConfigurationProfile',
  columns: ['PolicyId', 'IntuneDeviceId', 'PolicyStatus'],
  optionalColumns: ['PspdpuLastModifiedTimeUtc'],
  forms: {
    PolicyId: 'guid',
    IntuneDeviceId: 'guid',
    PolicyStatus: 'value',
    PspdpuLastModifiedTimeUtc: 'value',
  },
  permission: statesPermission,
  documentation,
};

export type InstallColumn =
  | 'ApplicationId'
  | 'AppVersion'
  | 'DeviceId'
  | 'ErrorCode'
  | 'InstallState'
  | 'InstallStateDetail';

/** Where all managed applications are installed, or should be. Not every tenant has it. */
export const installStatusExport: ExportRequest<InstallColumn> = {
  reportName: 'OrgDeviceInstallStatus',
  columns: ['ApplicationId', 'DeviceId'],
  optionalColumns: [
    'InstallState',
    'InstallStateDetail',
    'ErrorCode',
    'AppVersion',
  ],
  forms: {
    ApplicationId: 'guid',
    AppVersion: 'version',
    DeviceId: 'guid',
    ErrorCode: 'value',
    InstallState: 'value',
    InstallStateDetail: 'value',
  },
  permission: {
    anyOf: ['DeviceManagementApps.Read.All'],
    without:
      'the fast source of where applications are assigned; each application is asked for instead',
    isOptional: true,
  },
  documentation,
};

export type InventoryColumn =
  | 'ApplicationKey'
  | 'ApplicationName'
  | 'ApplicationVersion'
  | 'DeviceId'
  | 'Platform';

/**
 * All detected applications on all devices. It has no sizes. Publishers are left in
 * it: as a second text that may have commas, they would make rows ambiguous.
 */
export const inventoryExport: ExportRequest<InventoryColumn> = {
  reportName: 'AppInvRawData',
  columns: [
    'ApplicationKey',
    'ApplicationName',
    'ApplicationVersion',
    'DeviceId',
  ],
  optionalColumns: ['Platform'],
  forms: {
    ApplicationKey: 'value',
    ApplicationVersion: 'version',
    DeviceId: 'guid',
    Platform: 'value',
  },
  permission: {
    anyOf: ['DeviceManagementManagedDevices.Read.All'],
    without:
      'the fast source of detected applications; each device is asked for instead',
    isOptional: true,
  },
  documentation,
};

/** Where the statuses of policies and configurations come from. */
import type {
  DeviceComplianceDeviceOverview,
  DeviceComplianceDeviceStatus,
  DeviceManagementIntentDeviceState,
} from '@microsoft/microsoft-graph-types-beta';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import type { ReportRequest } from '../../graph/reports';
import { defineRequest, type GraphRequest } from '../../graph/request';

const common = {
  workload: 'intuneConfiguration',
  cost: 1,
  permission: {
    anyOf: ['DeviceManagementConfiguration.Read.All'],
    without: 'how devices comply with policies and configurations',
  },
} as const;

type StatusPayload = Pick<
  DeviceComplianceDeviceStatus,
  'id' | 'status' | 'lastReportedDateTime'
>;

export type OverviewPayload = Pick<
  DeviceComplianceDeviceOverview,
  | 'errorCount'
  | 'failedCount'
  | 'notApplicableCount'
  | 'pendingCount'
  | 'successCount'
>;

/** The two requests that a policy of the older kind has. */
export interface DeviceStatusRequests {
  readonly statuses: GraphRequest<StatusPayload>;
  /** Counts that are right where the statuses are known to be cut off. */
  readonly overview: GraphRequest<OverviewPayload>;
}

function deviceStatusRequests(
  path: string,
  documentation: string,
): DeviceStatusRequests {
  return {
    // Neither is known to take `$select`.
    statuses: {
      ...common,
      version: 'v1.0',
      path: `${path}/deviceStatuses`,
      query: {},
      documentation: `https://learn.microsoft.com/graph/api/intune-deviceconfig-${documentation}devicestatus-list`,
    },
    overview: {
      ...common,
      version: 'v1.0',
      path: `${path}/deviceStatusOverview`,
      query: {},
      documentation: `https://learn.microsoft.com/graph/api/intune-deviceconfig-${documentation}deviceoverview-get`,
    },
  };
}

export const policyStatusRequests = deviceStatusRequests(
  '/deviceManagement/deviceCompliancePolicies/{id}',
  'devicecompliance',
);

export const configurationStatusRequests = deviceStatusRequests(
  '/deviceManagement/deviceConfigurations/{id}',
  'deviceconfiguration',
);

/** Beta only. */
export const intentStatesRequest =
  defineRequest<DeviceManagementIntentDeviceState>()({
    ...common,
    version: 'beta',
    path: '/deviceManagement/intents/{id}/deviceStates',
    select: ['id', 'deviceId', 'lastReportedDateTime', 'state'],
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintentdevicestate-list?view=graph-rest-beta',
  });

const REPORTS =
  'https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports';

const exportPermission = {
  ...common.permission,
  without:
    'the fast source of how devices comply; the statuses of Settings Catalog policies and administrative templates have no other',
  isOptional: true,
} as const;

export type ComplianceColumn =
  'PolicyId' | 'DeviceId' | 'PolicyStatus' | 'LastContact';

/** All compliance policies on all devices. */
export const complianceExport: ExportRequest<ComplianceColumn> = {
  reportName: 'DevicePoliciesComplianceReportV3',
  columns: ['PolicyId', 'DeviceId', 'PolicyStatus', 'LastContact'],
  permission: exportPermission,
  documentation: REPORTS,
};

export type ConfigurationColumn =
  'PolicyId' | 'IntuneDeviceId' | 'PolicyStatus' | 'PspdpuLastModifiedTimeUtc';

/** All configurations of all kinds on all devices. */
export const configurationExport: ExportRequest<ConfigurationColumn> = {
  reportName: 'DeviceStatusesByConfigurationProfile',
  columns: [
    'PolicyId',
    'IntuneDeviceId',
    'PolicyStatus',
    'PspdpuLastModifiedTimeUtc',
  ],
  // This report refuses a request that names its columns.
  sendsSelect: false,
  permission: exportPermission,
  documentation: REPORTS,
};

/** The rows of one configuration of any kind. The filter is added for each. */
export const configurationReport: Omit<
  ReportRequest<'IntuneDeviceId'>,
  'filter'
> = {
  ...common,
  method: 'POST',
  version: 'beta',
  path: '/deviceManagement/reports/getConfigurationPolicyDevicesReport',
  columns: ['IntuneDeviceId'],
  top: 1_000,
  workload: 'reports',
  permission: {
    ...common.permission,
    without: 'the check whether the export of all configurations is complete',
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getconfigurationpolicydevicesreport?view=graph-rest-beta',
};

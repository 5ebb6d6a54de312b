/** What the managed-applications step asks of Microsoft Graph. */
import type { MobileApp } from '@microsoft/microsoft-graph-types-beta';
import type { ExportRequest } from '../../graph/exports/exportRequest';
import type { ReportRequest } from '../../graph/reports';
import type { GraphRequest } from '../../graph/request';

/** Properties of single types of applications: they cannot be selected on the list of all. */
interface TypedProperties {
  /** Of applications that an app protection policy manages. */
  readonly version?: string | null;
  /** The others call it by other names, a type each. */
  readonly displayVersion?: string | null;
  readonly versionName?: string | null;
  readonly versionNumber?: string | null;
  readonly productVersion?: string | null;
  readonly identityVersion?: string | null;
  readonly committedContentVersion?: string | null;
  readonly packageId?: string | null;
}

export type ManagedApplicationPayload = MobileApp & TypedProperties;

const permission = {
  anyOf: ['DeviceManagementApps.Read.All'],
  without:
    'all Intune managed applications and the devices that they are assigned to',
} as const;

/**
 * The applications that the Intune portal lists. Beta: v1.0 lacks some types.
 * Without `$top`: with it, pages and filter do not go together.
 */
export const managedApplicationsRequest: GraphRequest<ManagedApplicationPayload> =
  {
    version: 'beta',
    path: '/deviceAppManagement/mobileApps',
    query: {
      $filter:
        "(isAssigned eq true or microsoft.graph.managedApp/appAvailability eq 'lineOfBusiness' or microsoft.graph.managedApp/appAvailability eq null)",
    },
    workload: 'intuneApplications',
    cost: 1,
    permission,
    documentation:
      'https://learn.microsoft.com/graph/api/intune-apps-mobileapp-list?view=graph-rest-beta',
  };

export type InstallColumn = 'ApplicationId' | 'DeviceId';

/** A row of the report is one user's, which tells rows of the same device apart. */
export type ReportedInstallColumn = InstallColumn | 'UserPrincipalName';

/** Where one application is installed, or should be. The filter is added for each. */
export const installStatusReport: Omit<
  ReportRequest<ReportedInstallColumn>,
  'filter'
> = {
  method: 'POST',
  version: 'beta',
  path: '/deviceManagement/reports/getDeviceInstallStatusReport',
  columns: ['ApplicationId', 'DeviceId', 'UserPrincipalName'],
  // Rows are taken as they come, however many are given.
  top: 1_000,
  workload: 'reports',
  cost: 1,
  permission,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getdeviceinstallstatusreport?view=graph-rest-beta',
};

/** The same for all applications at once. Not every tenant has it. */
export const installStatusExport: ExportRequest<InstallColumn> = {
  reportName: 'OrgDeviceInstallStatus',
  columns: ['ApplicationId', 'DeviceId'],
  permission: {
    ...permission,
    without:
      'the fast source of where applications are assigned; each application is asked for instead',
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-available-reports',
};

/** What the managed-applications step asks of Microsoft Graph. */
import type {
  MobileApp,
  MobileAppIntentAndState,
} from '@microsoft/microsoft-graph-types-beta';
import type { ReportOfOne, ReportRequest } from '../../graph/reports';
import { defineRequest, type GraphRequest } from '../../graph/request';
import { managedDevicesRequest } from '../devices/request';

/** Properties of single types of applications: they cannot be selected on the list of all. */
interface TypedProperties {
  /** Of applications that an app protection policy manages. */
  readonly version?: string | null;
  /** The others call it by other names, a type each. */
  readonly displayVersion?: string | null;
  readonly versionName?: string | null;
  readonly versionCode?: string | null;
  readonly versionNumber?: string | null;
  readonly productVersion?: string | null;
  readonly identityVersion?: string | null;
  readonly committedContentVersion?: string | null;
  readonly packageId?: string | null;
  /** Of an application of Apple's. */
  readonly bundleId?: string | null;
  /** Of an application that was uploaded, in bytes. */
  readonly size?: number | null;
  /** Of a web application. */
  readonly appUrl?: string | null;
  readonly appStoreUrl?: string | null;
  readonly '@odata.type'?: string;
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

/** A row of the report is one user's, which tells rows of the same device apart. */
export type ReportedInstallColumn =
  | 'AppVersion'
  | 'DeviceId'
  | 'ErrorCode'
  | 'InstallState'
  | 'InstallStateDetail'
  | 'UserPrincipalName';

export type InstallReport = ReportOfOne<ReportedInstallColumn>;

const report = {
  method: 'POST',
  workload: 'reports',
  cost: 1,
  permission,
  // Intune gives 50 rows a page, whatever it is asked for.
  top: 50,
} as const;

const ACTIONS = '/deviceManagement/reports';

/** In tenants that take the name of the action without its namespace only. */
export const unqualifiedInstallReport: InstallReport = {
  ...report,
  isReplaceable: true,
  version: 'v1.0',
  path: `${ACTIONS}/retrieveDeviceAppInstallationStatusReport`,
  columns: ['DeviceId'],
  optionalColumns: [
    'InstallState',
    'InstallStateDetail',
    'ErrorCode',
    'AppVersion',
    'UserPrincipalName',
  ],
  parents: { filter: [managedApplicationsRequest.path] },
  filterOf: (applicationId) => `(ApplicationId eq '${applicationId}')`,
  // The one order that it is known to accept: https://github.com/realmjoin/SlimLib.Microsoft.Graph
  orderBy: ['DeviceName asc'],
  documentation:
    'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-retrievedeviceappinstallationstatusreport',
};

/** Its predecessor, in tenants that do not have it yet. */
export const olderInstallReport: InstallReport = {
  ...unqualifiedInstallReport,
  version: 'beta',
  path: `${ACTIONS}/getDeviceInstallStatusReport`,
  documentation:
    'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getdeviceinstallstatusreport?view=graph-rest-beta',
};

/** As callers in production write it, with the namespace of the action. */
export const installReport: InstallReport = {
  ...unqualifiedInstallReport,
  path: `${ACTIONS}/microsoft.graph.retrieveDeviceAppInstallationStatusReport`,
  otherNames: [unqualifiedInstallReport, olderInstallReport].map(
    ({ version, path }) => ({ version, path }),
  ),
};

/** Devices by state, for each application: those without any need no request of their own. */
export type InstallCountColumn =
  | 'ApplicationId'
  | 'FailedDeviceCount'
  | 'InstalledDeviceCount'
  | 'NotApplicableDeviceCount'
  | 'NotInstalledDeviceCount'
  | 'PendingInstallDeviceCount';

export const installSummaryReport: ReportRequest<InstallCountColumn> = {
  ...report,
  version: 'beta',
  path: '/deviceManagement/reports/getAppsInstallSummaryReport',
  filter: '',
  columns: ['ApplicationId', 'FailedDeviceCount', 'InstalledDeviceCount'],
  optionalColumns: [
    'NotApplicableDeviceCount',
    'NotInstalledDeviceCount',
    'PendingInstallDeviceCount',
  ],
  isReplaceable: true,
  permission: {
    ...permission,
    without:
      'the number of devices that an application is assigned to; each application is asked for instead',
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getappsinstallsummaryreport?view=graph-rest-beta',
};

/** Stands for the device itself: what is assigned to users is not applicable to it. */
export const NO_USER = '00000000-0000-0000-0000-000000000000';

/** All managed applications of one device, for one of its users or, unless one is given, for the device itself. Beta only. */
export const deviceApplicationsRequest: GraphRequest<
  Pick<MobileAppIntentAndState, 'mobileAppList'>
> = {
  ...defineRequest<MobileAppIntentAndState>()({
    version: 'beta',
    path: '/users/{user}/mobileAppIntentAndStates/{device}',
    select: ['mobileAppList'],
    workload: 'intuneDevices',
    cost: 1,
    permission: {
      anyOf: ['DeviceManagementManagedDevices.Read.All'],
      without: 'the faster of two sources of where applications are assigned',
      isOptional: true,
    },
    isReplaceable: true,
    parents: { device: [managedDevicesRequest.path] },
    documentation:
      'https://learn.microsoft.com/graph/api/intune-troubleshooting-mobileappintentandstate-get?view=graph-rest-beta',
  }),
  parameters: { user: NO_USER },
};

/** Where the states of policies and configurations on devices come from. */
import type {
  DeviceComplianceDeviceOverview,
  DeviceComplianceDeviceStatus,
  DeviceManagementIntentDeviceState,
  DeviceManagementIntentDeviceStateSummary,
} from '@microsoft/microsoft-graph-types-beta';
import type { ReportOfOne } from '../../graph/reports';
import {
  defineRequest,
  forParameters,
  type GraphRequest,
} from '../../graph/request';
import {
  catalogCompliancePoliciesRequest,
  compliancePoliciesRequest,
} from '../compliancePolicies/request';
import { configurationSources } from '../deviceConfigurations/request';
import type { ComplianceColumn, ConfigurationColumn } from '../exports';
import type { ListedPolicy } from '../policies';

const common = {
  workload: 'intuneConfiguration',
  cost: 1,
  permission: {
    anyOf: ['DeviceManagementConfiguration.Read.All'],
    without: 'how devices comply with policies and configurations',
  },
} as const;

/** Lists of states, with `$top`. */
export const STATUSES_A_PAGE = 999;

type StatusPayload = Pick<
  DeviceComplianceDeviceStatus,
  'id' | 'status' | 'lastReportedDateTime'
>;

export type OverviewPayload = Pick<
  DeviceComplianceDeviceOverview,
  | 'conflictCount'
  | 'errorCount'
  | 'failedCount'
  | 'notApplicableCount'
  | 'notApplicablePlatformCount'
  | 'pendingCount'
  | 'successCount'
>;

/** The two requests that a policy of the older families has. */
export interface DeviceStatusRequests {
  readonly statuses: GraphRequest<StatusPayload>;
  /** Counts devices, also where the statuses are known to be cut off. */
  readonly overview: GraphRequest<OverviewPayload>;
}

/** Beta: v1.0 does not know the policies that only beta lists, and counts no conflicts. */
function deviceStatusRequests(
  path: string,
  documentation: string,
): DeviceStatusRequests {
  const documentationOf = (page: string) =>
    `https://learn.microsoft.com/graph/api/intune-deviceconfig-${documentation}${page}?view=graph-rest-beta`;
  return {
    // Neither is known to take `$select`. Without `$top` the list ends at 51 rows, without a next link:
    // https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/4043
    statuses: {
      ...common,
      isReplaceable: true,
      version: 'beta',
      path: `${path}/deviceStatuses`,
      query: { $top: String(STATUSES_A_PAGE) },
      documentation: documentationOf('devicestatus-list'),
    },
    overview: {
      ...common,
      isReplaceable: 'whereAbsent',
      version: 'beta',
      path: `${path}/deviceStatusOverview`,
      query: {},
      documentation: documentationOf('deviceoverview-get'),
    },
  };
}

export const policyStatusRequests = deviceStatusRequests(
  '/deviceManagement/deviceCompliancePolicies/{id}',
  'devicecompliance',
);

/** Microsoft has announced the end of these statuses: they come last. */
export const configurationStatusRequests = deviceStatusRequests(
  '/deviceManagement/deviceConfigurations/{id}',
  'deviceconfiguration',
);

/** Beta only. */
export const intentStatesRequest =
  defineRequest<DeviceManagementIntentDeviceState>()({
    ...common,
    isReplaceable: true,
    version: 'beta',
    path: '/deviceManagement/intents/{id}/deviceStates',
    select: ['id', 'deviceId', 'lastReportedDateTime', 'state'],
    top: STATUSES_A_PAGE,
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintentdevicestate-list?view=graph-rest-beta',
  });

/** Beta only. Counts devices, but none of those that have yet to report. */
export const intentSummaryRequest: GraphRequest<DeviceManagementIntentDeviceStateSummary> =
  {
    ...common,
    isReplaceable: true,
    version: 'beta',
    path: '/deviceManagement/intents/{id}/deviceStateSummary',
    query: {},
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintentdevicestatesummary-get?view=graph-rest-beta',
  };

const report = {
  ...common,
  isReplaceable: true,
  method: 'POST',
  version: 'beta',
  workload: 'reports',
  // Intune gives 50 rows a page, whatever it is asked for.
  top: 50,
  // Without an order rows may come again. Nobody has seen whether these reports take one; where not, they are read without.
  orderBy: ['DeviceName asc'],
} as const;

/** The states of one compliance policy. The name is misspelled in Graph, too. */
export const complianceReport: ReportOfOne<ComplianceColumn> = {
  ...report,
  parents: {
    filter: [
      compliancePoliciesRequest.path,
      catalogCompliancePoliciesRequest.path,
    ],
  },
  filterOf: (policyId) => `(PolicyId eq '${policyId}')`,
  path: '/deviceManagement/reports/getDeviceStatusByCompliacePolicyReport',
  columns: ['DeviceId', 'PolicyStatus'],
  // The name tells the rows of several users of a device apart.
  optionalColumns: ['LastContact', 'UPN'],
  documentation:
    'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getdevicestatusbycompliacepolicyreport?view=graph-rest-beta',
};

/**
 * What Intune's own service calls the families of configurations. A report is
 * refused when it names a policy and no family, and takes all of them together.
 */
const CONFIGURATION_FAMILIES = [
  'Microsoft.Management.Services.Api.DeviceConfiguration',
  'DeviceManagementConfigurationPolicy',
  'DeviceConfigurationAdmxPolicy',
  'Microsoft.Management.Services.Api.DeviceManagementIntent',
];

/** The states of one configuration of any family. */
export const configurationReport: ReportOfOne<ConfigurationColumn> = {
  ...report,
  parents: { filter: configurationSources.map(({ request }) => request.path) },
  filterOf: (policyId) =>
    `(${CONFIGURATION_FAMILIES.map((name) => `(PolicyBaseTypeName eq '${name}')`).join(' or ')}) and (PolicyId eq '${policyId}')`,
  path: '/deviceManagement/reports/getConfigurationPolicyDevicesReport',
  columns: ['IntuneDeviceId', 'PolicyStatus'],
  optionalColumns: ['PspdpuLastModifiedTimeUtc', 'UPN'],
  documentation:
    'https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementreports-getconfigurationpolicydevicesreport?view=graph-rest-beta',
};

/** One for each policy, for batches. */
export function requestsFor<Payload, Policy extends ListedPolicy>(
  policies: readonly Policy[],
  request: GraphRequest<Payload>,
) {
  return policies.map((policy) => ({
    source: policy,
    request: forParameters(request, { id: policy.id }),
  }));
}

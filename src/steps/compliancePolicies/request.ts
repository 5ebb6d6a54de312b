/** What the compliance-policies step asks of Microsoft Graph. */
import type {
  DeviceCompliancePolicy,
  DeviceManagementCompliancePolicy,
} from '@microsoft/microsoft-graph-types-beta';
import { defineRequest } from '../../graph/request';

const common = {
  version: 'beta',
  workload: 'intuneConfiguration',
  cost: 1,
  permission: {
    anyOf: ['DeviceManagementConfiguration.Read.All'],
    without: 'all Intune compliance policies and their findings',
  },
} as const;

/**
 * Beta: v1.0 leaves the types out that it does not know, which are those of
 * company-owned Android devices among others.
 * https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/1020
 */
export const compliancePoliciesRequest =
  defineRequest<DeviceCompliancePolicy>()({
    ...common,
    path: '/deviceManagement/deviceCompliancePolicies',
    select: [
      'id',
      'createdDateTime',
      'description',
      'displayName',
      'lastModifiedDateTime',
      'version',
    ],
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceconfig-devicecompliancepolicy-list?view=graph-rest-beta',
  });

/** Linux policies, and others that are made of the Settings Catalog: a family of its own. Beta only. */
export const catalogCompliancePoliciesRequest =
  defineRequest<DeviceManagementCompliancePolicy>()({
    ...common,
    path: '/deviceManagement/compliancePolicies',
    select: [
      'id',
      'createdDateTime',
      'description',
      'isAssigned',
      'lastModifiedDateTime',
      'name',
      'platforms',
      'settingCount',
      'technologies',
    ],
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementcompliancepolicy-list?view=graph-rest-beta',
  });

export type CatalogCompliancePolicyPayload = NonNullable<
  (typeof catalogCompliancePoliciesRequest)['payload']
>;

export type CompliancePolicyPayload = NonNullable<
  (typeof compliancePoliciesRequest)['payload']
> & {
  /** `#microsoft.graph.iosCompliancePolicy`; comes without being selected. */
  readonly '@odata.type'?: string;
};

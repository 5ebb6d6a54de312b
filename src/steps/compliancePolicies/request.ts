/** What the compliance-policies step asks of Microsoft Graph. */
import type { DeviceCompliancePolicy } from '@microsoft/microsoft-graph-types-beta';
import { defineRequest } from '../../graph/request';

export const compliancePoliciesRequest =
  defineRequest<DeviceCompliancePolicy>()({
    version: 'v1.0',
    path: '/deviceManagement/deviceCompliancePolicies',
    select: [
      'id',
      'createdDateTime',
      'description',
      'displayName',
      'lastModifiedDateTime',
      'version',
    ],
    workload: 'intuneConfiguration',
    cost: 1,
    permission: {
      anyOf: ['DeviceManagementConfiguration.Read.All'],
      without: 'all Intune compliance policies and their findings',
    },
    documentation:
      'https://learn.microsoft.com/graph/api/intune-deviceconfig-devicecompliancepolicy-list',
  });

export type CompliancePolicyPayload = NonNullable<
  (typeof compliancePoliciesRequest)['payload']
> & {
  /** `#microsoft.graph.iosCompliancePolicy`; comes without being selected. */
  readonly '@odata.type'?: string;
};

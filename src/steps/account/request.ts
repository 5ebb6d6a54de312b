/** What the account step asks of Microsoft Graph. */
import type {
  DeviceManagement,
  Organization,
} from '@microsoft/microsoft-graph-types';
import { defineRequest, type GraphRequest } from '../../graph/request';

export const organizationRequest = defineRequest<Organization>()({
  version: 'v1.0',
  path: '/organization',
  select: [
    'id',
    'assignedPlans',
    'countryLetterCode',
    'createdDateTime',
    'displayName',
    'onPremisesSyncEnabled',
    'tenantType',
    'verifiedDomains',
  ],
  workload: 'directory',
  cost: 1,
  permission: {
    anyOf: ['Organization.Read.All', 'Directory.Read.All'],
    without: 'the account, and so everything that belongs to it',
  },
  documentation: 'https://learn.microsoft.com/graph/api/organization-list',
});

/** What the account can do without. */
export const optionalOrganizationFields = [
  'assignedPlans',
  'countryLetterCode',
  'createdDateTime',
  'onPremisesSyncEnabled',
  'tenantType',
] as const satisfies readonly (keyof OrganizationPayload)[];

export type OrganizationPayload = NonNullable<
  (typeof organizationRequest)['payload']
>;

/** Intune's property of the organization: asked for by name, on the single object. */
export const mdmAuthorityRequest = defineRequest<Organization>()({
  version: 'v1.0',
  path: '/organization/{id}',
  select: ['mobileDeviceManagementAuthority'],
  workload: 'directory',
  cost: 1,
  permission: {
    anyOf: [
      'DeviceManagementServiceConfig.Read.All',
      'DeviceManagementConfiguration.Read.All',
    ],
    without: "the account's mobileDeviceManagementAuthority",
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/graph/api/intune-onboarding-organization-get',
});

export const intuneAccountRequest = defineRequest<DeviceManagement>()({
  version: 'v1.0',
  path: '/deviceManagement',
  select: ['intuneAccountId'],
  workload: 'intuneConfiguration',
  cost: 1,
  permission: {
    anyOf: ['DeviceManagementConfiguration.Read.All'],
    without: "the account's intuneAccountId",
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/graph/api/intune-deviceconfig-devicemanagement-get',
});

/** A path of its own: the property on the root is wrong. Beta only. */
export const intuneSubscriptionRequest: GraphRequest<{ value?: unknown }> = {
  version: 'beta',
  path: '/deviceManagement/subscriptionState',
  query: {},
  workload: 'intuneConfiguration',
  cost: 1,
  permission: {
    anyOf: [
      'DeviceManagementServiceConfig.Read.All',
      'DeviceManagementConfiguration.Read.All',
    ],
    without: "the account's intuneSubscriptionState",
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/graph/api/resources/intune-shared-devicemanagement',
};

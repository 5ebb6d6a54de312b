/** Properties of an organization. https://learn.microsoft.com/graph/api/resources/organization#properties */
import type { Organization } from '@microsoft/microsoft-graph-types';
import type { EntityType } from '../odata/entityType';

const defaults = [
  'id',
  'deletedDateTime',
  'businessPhones',
  'city',
  'country',
  'countryLetterCode',
  'createdDateTime',
  'defaultUsageLocation',
  'displayName',
  'marketingNotificationEmails',
  'onPremisesLastSyncDateTime',
  'onPremisesSyncEnabled',
  'partnerTenantType',
  'postalCode',
  'preferredLanguage',
  'privacyProfile',
  'provisionedPlans',
  'securityComplianceNotificationMails',
  'securityComplianceNotificationPhones',
  'state',
  'street',
  'technicalNotificationMails',
  'tenantType',
  'assignedPlans',
  'verifiedDomains',
] as const satisfies readonly (keyof Organization)[];

/** Kept by Intune, and returned only when asked for. */
export const mdmAuthority =
  'mobileDeviceManagementAuthority' satisfies keyof Organization;

export const organizationType: EntityType = {
  name: 'organization',
  properties: [...defaults, mdmAuthority],
  betaProperties: [],
  defaults,
  onlyOnSelect: [mdmAuthority],
  collections: [],
};

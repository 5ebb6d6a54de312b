/** Properties of a group. https://learn.microsoft.com/graph/api/resources/group#properties */
import type { Group } from '@microsoft/microsoft-graph-types';
import type { Group as BetaGroup } from '@microsoft/microsoft-graph-types-beta';
import type { EntityType } from '../odata/entityType';

const defaults = [
  'id',
  'deletedDateTime',
  'classification',
  'createdDateTime',
  'description',
  'displayName',
  'expirationDateTime',
  'groupTypes',
  'isAssignableToRole',
  'mail',
  'mailEnabled',
  'mailNickname',
  'membershipRule',
  'membershipRuleProcessingState',
  'onPremisesDomainName',
  'onPremisesLastSyncDateTime',
  'onPremisesNetBiosName',
  'onPremisesProvisioningErrors',
  'onPremisesSamAccountName',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'preferredDataLocation',
  'preferredLanguage',
  'proxyAddresses',
  'renewedDateTime',
  'securityEnabled',
  'securityIdentifier',
  'serviceProvisioningErrors',
  'theme',
  'uniqueName',
  'visibility',
] as const satisfies readonly (keyof Group)[];

const onSelect = [
  'assignedLabels',
  'assignedLicenses',
  'hasMembersWithLicenseErrors',
  'isManagementRestricted',
  'licenseProcessingState',
] as const satisfies readonly (keyof Group)[];

/** Kept by Exchange: a single group has them, a listing answers 501. */
export const onlyOnSingleGroup = [
  'allowExternalSenders',
  'autoSubscribeNewMembers',
  'hideFromAddressLists',
  'hideFromOutlookClients',
  'isArchived',
  'isSubscribedByMail',
  'unseenCount',
] as const satisfies readonly (keyof Group)[];

export const groupType: EntityType = {
  name: 'group',
  properties: [...defaults, ...onSelect, ...onlyOnSingleGroup],
  betaProperties: [
    'createdByAppId',
    'infoCatalogs',
    'isFavorite',
    'membershipRuleProcessingStatus',
    'organizationId',
    'resourceBehaviorOptions',
    'resourceProvisioningOptions',
    'writebackConfiguration',
  ] satisfies (keyof BetaGroup)[],
  defaults,
  onlyOnSelect: onlyOnSingleGroup,
  collections: [
    'assignedLabels',
    'assignedLicenses',
    'groupTypes',
    'infoCatalogs',
    'onPremisesProvisioningErrors',
    'proxyAddresses',
    'resourceBehaviorOptions',
    'resourceProvisioningOptions',
    'serviceProvisioningErrors',
  ] satisfies (keyof Group | keyof BetaGroup)[],
};

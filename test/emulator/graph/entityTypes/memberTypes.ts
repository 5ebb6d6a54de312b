/** Properties of the other objects that can be group members: devices, service principals and contacts. */
import type {
  Device,
  OrgContact,
  ServicePrincipal,
} from '@microsoft/microsoft-graph-types';
import type { EntityType } from '../odata/entityType';

const deviceProperties = [
  'id',
  'deletedDateTime',
  'accountEnabled',
  'alternativeSecurityIds',
  'approximateLastSignInDateTime',
  'complianceExpirationDateTime',
  'deviceCategory',
  'deviceId',
  'deviceMetadata',
  'deviceOwnership',
  'deviceVersion',
  'displayName',
  'enrollmentProfileName',
  'enrollmentType',
  'isCompliant',
  'isManaged',
  'isManagementRestricted',
  'isRooted',
  'managementType',
  'manufacturer',
  'mdmAppId',
  'model',
  'onPremisesLastSyncDateTime',
  'onPremisesSecurityIdentifier',
  'onPremisesSyncEnabled',
  'operatingSystem',
  'operatingSystemVersion',
  'physicalIds',
  'profileType',
  'registrationDateTime',
  'systemLabels',
  'trustType',
] as const satisfies readonly (keyof Device)[];

const servicePrincipalProperties = [
  'id',
  'deletedDateTime',
  'accountEnabled',
  'addIns',
  'alternativeNames',
  'appDescription',
  'appDisplayName',
  'appId',
  'applicationTemplateId',
  'appOwnerOrganizationId',
  'appRoleAssignmentRequired',
  'appRoles',
  'description',
  'disabledByMicrosoftStatus',
  'displayName',
  'homepage',
  'info',
  'keyCredentials',
  'loginUrl',
  'logoutUrl',
  'notes',
  'notificationEmailAddresses',
  'oauth2PermissionScopes',
  'passwordCredentials',
  'preferredSingleSignOnMode',
  'replyUrls',
  'servicePrincipalNames',
  'servicePrincipalType',
  'signInAudience',
  'tags',
  'tokenEncryptionKeyId',
  'verifiedPublisher',
] as const satisfies readonly (keyof ServicePrincipal)[];

const contactProperties = [
  'id',
  'deletedDateTime',
  'addresses',
  'companyName',
  'department',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mailNickname',
  'onPremisesLastSyncDateTime',
  'onPremisesProvisioningErrors',
  'onPremisesSyncEnabled',
  'phones',
  'proxyAddresses',
  'serviceProvisioningErrors',
  'surname',
] as const satisfies readonly (keyof OrgContact)[];

/** These types return all they have. */
function completeType(
  name: string,
  properties: readonly string[],
  collections: readonly string[],
): EntityType {
  return {
    name,
    properties,
    betaProperties: [],
    defaults: properties,
    onlyOnSelect: [],
    collections,
  };
}

export const deviceType = completeType('device', deviceProperties, [
  'alternativeSecurityIds',
  'physicalIds',
  'systemLabels',
] satisfies (keyof Device)[]);

export const servicePrincipalType = completeType(
  'servicePrincipal',
  servicePrincipalProperties,
  [
    'addIns',
    'alternativeNames',
    'appRoles',
    'keyCredentials',
    'notificationEmailAddresses',
    'oauth2PermissionScopes',
    'passwordCredentials',
    'replyUrls',
    'servicePrincipalNames',
    'tags',
  ] satisfies (keyof ServicePrincipal)[],
);

export const contactType = completeType('orgContact', contactProperties, [
  'addresses',
  'onPremisesProvisioningErrors',
  'phones',
  'proxyAddresses',
  'serviceProvisioningErrors',
] satisfies (keyof OrgContact)[]);

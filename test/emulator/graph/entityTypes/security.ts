/** Properties of what tells administrators, second factors and licenses. */
import type {
  SubscribedSku,
  UnifiedRoleAssignment,
  UnifiedRoleDefinition,
  UserRegistrationDetails,
} from '@microsoft/microsoft-graph-types';
import { plainType } from '../odata/entityType';

/** https://learn.microsoft.com/graph/api/resources/userregistrationdetails#properties */
export const registrationType = plainType('userRegistrationDetails', [
  'id',
  'userPrincipalName',
  'userDisplayName',
  'userType',
  'isAdmin',
  'isSsprRegistered',
  'isSsprEnabled',
  'isSsprCapable',
  'isMfaRegistered',
  'isMfaCapable',
  'isPasswordlessCapable',
  'methodsRegistered',
  'isSystemPreferredAuthenticationMethodEnabled',
  'systemPreferredAuthenticationMethods',
  'userPreferredMethodForSecondaryAuthentication',
  'lastUpdatedDateTime',
] satisfies (keyof UserRegistrationDetails)[]);

/** https://learn.microsoft.com/graph/api/resources/unifiedroleassignment#properties */
export const roleAssignmentType = plainType('unifiedRoleAssignment', [
  'id',
  'principalId',
  'roleDefinitionId',
  'directoryScopeId',
  'appScopeId',
  'condition',
] satisfies (keyof UnifiedRoleAssignment)[]);

/** https://learn.microsoft.com/graph/api/resources/unifiedroledefinition#properties */
export const roleDefinitionType = plainType('unifiedRoleDefinition', [
  'id',
  'templateId',
  'displayName',
  'description',
  'isBuiltIn',
  'isEnabled',
  'version',
  'resourceScopes',
] satisfies (keyof UnifiedRoleDefinition)[]);

/** https://learn.microsoft.com/graph/api/resources/subscribedsku#properties */
export const subscribedSkuType = plainType('subscribedSku', [
  'id',
  'skuId',
  'skuPartNumber',
  'accountId',
  'accountName',
  'appliesTo',
  'capabilityStatus',
  'consumedUnits',
  'prepaidUnits',
  'servicePlans',
  'subscriptionIds',
] satisfies (keyof SubscribedSku)[]);

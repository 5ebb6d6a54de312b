/** What the users step asks of Microsoft Graph besides users. All of it is optional. */
import type {
  Group,
  SubscribedSku,
  UnifiedRoleAssignment,
  UnifiedRoleDefinition,
  User,
  UserRegistrationDetails,
} from '@microsoft/microsoft-graph-types';
import {
  defineRequest,
  type GraphRequest,
  type PermissionNeed,
} from '../../../graph/request';

/** Of the report, what we read. */
export type RegistrationPayload = Pick<
  UserRegistrationDetails,
  | 'id'
  | 'isAdmin'
  | 'isMfaCapable'
  | 'isMfaRegistered'
  | 'isPasswordlessCapable'
  | 'methodsRegistered'
>;

/**
 * The report of registered authentication methods, without disabled users. Its
 * documentation has no `$select`. UNVERIFIED: that it counts under the limit of
 * identity reports, which sign-ins share.
 */
export const registrationsRequest: GraphRequest<RegistrationPayload> = {
  version: 'v1.0',
  path: '/reports/authenticationMethods/userRegistrationDetails',
  // 1,000 are refused.
  query: { $top: '999' },
  workload: 'signInActivity',
  cost: 1,
  permission: {
    anyOf: ['AuditLog.Read.All'],
    without:
      'the properties isMfaEnabled, mfaEnabled, mfaType, isMfaRegistered and isPasswordlessCapable of azure_user',
    isOptional: true,
  },
  documentation:
    'https://learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails',
};

const WITHOUT_ROLES =
  'the property directoryRoles of azure_user; isAdmin comes from the report of authentication methods instead';

const rolePermission: PermissionNeed = {
  anyOf: [
    'RoleManagement.Read.Directory',
    'RoleManagement.Read.All',
    'Directory.Read.All',
  ],
  without: WITHOUT_ROLES,
  isOptional: true,
  isUnrequested: true,
};

export type RoleAssignmentPayload = Pick<
  UnifiedRoleAssignment,
  'id' | 'principalId' | 'roleDefinitionId'
>;

/** Who has a role now: users, groups and service principals. Eligible roles are not in it. */
export const roleAssignmentsRequest: GraphRequest<RoleAssignmentPayload> = {
  version: 'v1.0',
  path: '/roleManagement/directory/roleAssignments',
  query: { $top: '999' },
  workload: 'directory',
  cost: 1,
  permission: rolePermission,
  documentation:
    'https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments',
};

/** The names of roles. All definitions came on one page wherever we have seen them. */
export const roleDefinitionsRequest = defineRequest<UnifiedRoleDefinition>()({
  version: 'v1.0',
  path: '/roleManagement/directory/roleDefinitions',
  select: ['id', 'displayName'],
  workload: 'directory',
  cost: 1,
  permission: rolePermission,
  documentation:
    'https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions',
});

const groupPermission: PermissionNeed = {
  anyOf: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
  without: WITHOUT_ROLES,
  isOptional: true,
  isUnrequested: true,
};

/** The groups that can have roles; a tenant has at most 500 of them. */
export const roleGroupsRequest: GraphRequest<Pick<Group, 'id'>> = {
  version: 'v1.0',
  path: '/groups',
  query: {
    $filter: 'isAssignableToRole eq true',
    $select: 'id',
    $top: '999',
  },
  workload: 'directory',
  cost: 1,
  permission: groupPermission,
  documentation: 'https://learn.microsoft.com/graph/api/group-list',
};

/** All who have the roles of a group. Such groups cannot be nested today; if they can one day, this is right as well. */
export const roleGroupMembersRequest = defineRequest<User>()({
  version: 'v1.0',
  path: '/groups/{id}/transitiveMembers',
  select: ['id'],
  top: 999,
  workload: 'directory',
  // 5, and one less for `$select`.
  cost: 4,
  // All users wait for these few.
  lane: 'pages',
  permission: groupPermission,
  documentation:
    'https://learn.microsoft.com/graph/api/group-list-transitivemembers',
});

/** The names of licenses. They have no pages. */
export const subscribedSkusRequest = defineRequest<SubscribedSku>()({
  version: 'v1.0',
  path: '/subscribedSkus',
  select: ['skuId', 'skuPartNumber'],
  workload: 'directory',
  cost: 1,
  permission: {
    anyOf: [
      'Organization.Read.All',
      'LicenseAssignment.Read.All',
      'Directory.Read.All',
    ],
    without: 'the property licenses of azure_user',
    isOptional: true,
  },
  documentation: 'https://learn.microsoft.com/graph/api/subscribedsku-list',
});

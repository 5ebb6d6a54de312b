/** Application permissions that let an app read the directory, least privileged first. https://learn.microsoft.com/graph/permissions-reference */
import type { DirectoryObjectType } from '../tenant';

const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'] as const;

export const readDirectory: readonly string[] = directory;

export const readUsers: readonly string[] = [
  'User.Read.All',
  'User.ReadWrite.All',
  ...directory,
];

export const readGroups: readonly string[] = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.ReadWrite.All',
  ...directory,
];

export const readMembers: readonly string[] = [
  'GroupMember.ReadBasic.All',
  ...readGroups,
];

export const readOrganization: readonly string[] = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  ...directory,
];

export const readRoles: readonly string[] = [
  'RoleManagement.Read.Directory',
  'RoleManagement.Read.All',
  'RoleManagement.ReadWrite.Directory',
  ...directory,
];

export const readLicenses: readonly string[] = [
  'LicenseAssignment.Read.All',
  ...readOrganization,
];

/** Without one of these, a member of the type is returned with its type and id only. */
export const readMemberType: Readonly<
  Record<DirectoryObjectType, readonly string[]>
> = {
  user: ['User.ReadBasic.All', ...readUsers],
  group: readGroups,
  device: ['Device.Read.All', 'Device.ReadWrite.All', ...directory],
  servicePrincipal: [
    'Application.Read.All',
    'Application.ReadWrite.All',
    ...directory,
  ],
  orgContact: ['OrgContact.Read.All', ...directory],
};

export const readHiddenMembers: readonly string[] = ['Member.Read.Hidden'];

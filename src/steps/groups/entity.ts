/** azure_user_group: a group of any kind. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata, nullable } from '../../model/entities';

export const [GroupEntity, createGroupEntity] = createEntityMetadata({
  resourceName: '[AD] Group',
  _class: ['UserGroup'],
  _type: 'azure_user_group',
  description:
    'A group of Microsoft Entra ID: Microsoft 365 group, security group or distribution list',
  schema: Type.Object({
    mail: nullable(Type.String(), {
      description: 'The SMTP address for the group',
    }),
    mailEnabled: Type.Boolean({
      description: 'Please use isMailEnabled instead',
      deprecated: true,
    }),
    isMailEnabled: Type.Boolean({
      description: 'Whether the group can get e-mail',
    }),
    mailNickname: nullable(Type.String(), {
      description:
        'Mail alias, unique among the Microsoft 365 groups of the tenant',
    }),
    renewedOn: Type.Optional(
      Type.Number({
        description:
          'Time of the last renewal, in milliseconds since the Unix epoch',
      }),
    ),
    securityEnabled: Type.Boolean({
      description: 'Please use isSecurityEnabled instead',
      deprecated: true,
    }),
    isSecurityEnabled: Type.Boolean({
      description: 'Whether the group is a security group',
    }),
    groupTypes: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Unified for Microsoft 365 groups, DynamicMembership for groups that a rule fills',
      }),
    ),
    isAssignableToRole: Type.Optional(
      Type.Boolean({
        description: 'Whether the group can be given directory roles',
      }),
    ),
    membershipRule: Type.Optional(
      Type.String({
        description: 'The rule by which a dynamic group has its members',
      }),
    ),
    isOnPremisesSyncEnabled: Type.Optional(
      Type.Boolean({
        description:
          'True when the group is synchronized from Active Directory, false when it no longer is; absent when it never was',
      }),
    ),
    securityIdentifier: Type.Optional(
      Type.String({ description: 'Security identifier (SID) of the group' }),
    ),
    visibility: nullable(Type.String(), {
      description: 'Any of: Private Public HiddenMembership',
    }),
  }),
});

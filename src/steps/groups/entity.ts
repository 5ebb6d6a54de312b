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
    mail: nullable(Type.String()),
    mailEnabled: Type.Boolean({
      description: 'Please use isMailEnabled instead',
      deprecated: true,
    }),
    isMailEnabled: Type.Boolean(),
    mailNickname: nullable(Type.String()),
    renewedOn: Type.Optional(Type.Number()),
    securityEnabled: Type.Boolean({
      description: 'Please use isSecurityEnabled instead',
      deprecated: true,
    }),
    isSecurityEnabled: Type.Boolean(),
    groupTypes: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Unified for Microsoft 365 groups, DynamicMembership for groups that a rule fills',
      }),
    ),
    visibility: nullable(Type.String(), {
      description: 'Any of: Private Public HiddenMembership',
    }),
  }),
});

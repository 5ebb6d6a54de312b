/** azure_group_member: a member of a group that is no ingested user and no ingested group. */
import { Type } from '@sinclair/typebox';
import { createEntityMetadata } from '../../model/entities';

export const [GroupMemberEntity, createGroupMemberEntity] =
  createEntityMetadata({
    resourceName: '[AD] Group Member',
    _class: ['User'],
    _type: 'azure_group_member',
    description:
      'A member of a group that is neither a listed user nor a listed group, such as a device, a service principal or a contact',
    schema: Type.Object({
      memberType: Type.Optional(
        Type.String({
          description:
            'Type of the member in Microsoft Graph. Examples: device, servicePrincipal, orgContact, user',
        }),
      ),
    }),
  });

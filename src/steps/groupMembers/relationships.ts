import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { defineRelationship } from '../../model/relationships';
import { GroupEntity } from '../groups/entity';
import { UserEntity } from '../users/entity';
import { GroupMemberEntity } from './entity';

export const groupHasUser = defineRelationship(
  GroupEntity,
  RelationshipClass.HAS,
  UserEntity,
);

export const groupHasGroup = defineRelationship(
  GroupEntity,
  RelationshipClass.HAS,
  GroupEntity,
);

export const groupHasGroupMember = defineRelationship(
  GroupEntity,
  RelationshipClass.HAS,
  GroupMemberEntity,
);

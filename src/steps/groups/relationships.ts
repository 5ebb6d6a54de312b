import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { defineRelationship } from '../../model/relationships';
import { AccountEntity } from '../account/entity';
import { GroupEntity } from './entity';

export const accountHasGroup = defineRelationship(
  AccountEntity,
  RelationshipClass.HAS,
  GroupEntity,
);

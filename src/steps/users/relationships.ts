import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { defineRelationship } from '../../model/relationships';
import { AccountEntity } from '../account/entity';
import { UserEntity } from './entity';

export const accountHasUser = defineRelationship(
  AccountEntity,
  RelationshipClass.HAS,
  UserEntity,
);

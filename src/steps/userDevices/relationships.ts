import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { relationshipsToDevices } from '../devices/relationships';
import { UserEntity } from '../users/entity';

/** The owner. */
export const userHasDevice = relationshipsToDevices(
  UserEntity,
  RelationshipClass.HAS,
);

/** Those who logged on. */
export const userUsesDevice = relationshipsToDevices(
  UserEntity,
  RelationshipClass.USES,
);

import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { relationshipsToDevices } from '../relationships';
import { HostAgentEntity } from './entity';

export const hostAgentManagesDevice = relationshipsToDevices(
  HostAgentEntity,
  RelationshipClass.MANAGES,
);

import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { relationshipsFromDevices } from '../devices/relationships';
import { ManagedApplicationEntity } from './entity';

export const deviceAssignedApplication = relationshipsFromDevices(
  RelationshipClass.ASSIGNED,
  ManagedApplicationEntity,
);

import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { defineRelationship } from '../../model/relationships';
import { CompliancePolicyEntity } from '../compliancePolicies/entity';
import { DeviceConfigurationEntity } from '../deviceConfigurations/entity';
import { relationshipsFromDevices } from '../devices/relationships';
import { HostAgentEntity } from '../devices/hostAgent/entity';
import { FindingEntity } from './entity';

export const deviceHasFinding = relationshipsFromDevices(
  RelationshipClass.HAS,
  FindingEntity,
);

export const hostAgentAssignedPolicy = defineRelationship(
  HostAgentEntity,
  RelationshipClass.ASSIGNED,
  CompliancePolicyEntity,
);

export const policyIdentifiedFinding = defineRelationship(
  CompliancePolicyEntity,
  RelationshipClass.IDENTIFIED,
  FindingEntity,
);

export const hostAgentAssignedConfiguration = defineRelationship(
  HostAgentEntity,
  RelationshipClass.ASSIGNED,
  DeviceConfigurationEntity,
);

export const configurationIdentifiedFinding = defineRelationship(
  DeviceConfigurationEntity,
  RelationshipClass.IDENTIFIED,
  FindingEntity,
);

/** The types of the graph, as the report groups and names them. */
import { integrationSteps } from '../../src/steps';
import { AccountEntity } from '../../src/steps/account/entity';
import { CompliancePolicyEntity } from '../../src/steps/compliancePolicies/entity';
import { DetectedApplicationEntity } from '../../src/steps/detectedApplications/entity';
import { DeviceConfigurationEntity } from '../../src/steps/deviceConfigurations/entity';
import { deviceTypes } from '../../src/steps/devices/deviceType';
import { FindingEntity } from '../../src/steps/findings/entity';
import { GroupMemberEntity } from '../../src/steps/groupMembers/entity';
import { GroupEntity } from '../../src/steps/groups/entity';
import { HostAgentEntity } from '../../src/steps/devices/hostAgent/entity';
import { ManagedApplicationEntity } from '../../src/steps/managedApplications/entity';
import { UserEntity } from '../../src/steps/users/entity';

/** What belongs together has one colour. */
export type Family =
  'directory' | 'devices' | 'policies' | 'applications' | 'findings' | 'other';

/** One node of the picture of the graph: a type, or several that are shown as one. */
export interface TypeGroup {
  readonly id: string;
  readonly title: string;
  readonly family: Family;
  readonly types: readonly string[];
}

export interface RelationshipType {
  readonly _type: string;
  readonly _class: string;
  readonly sourceType: string;
  readonly targetType: string;
}

const group = (
  { _type }: { readonly _type: string },
  title: string,
  family: Family,
): TypeGroup => ({ id: _type, title, family, types: [_type] });

export const groups = {
  account: group(AccountEntity, 'Account', 'directory'),
  users: group(UserEntity, 'Users', 'directory'),
  userGroups: group(GroupEntity, 'Groups', 'directory'),
  members: group(GroupMemberEntity, 'Other members', 'directory'),
  devices: {
    id: 'devices',
    title: 'Devices',
    family: 'devices',
    types: deviceTypes,
  },
  hostAgents: group(HostAgentEntity, 'Host agents', 'devices'),
  compliancePolicies: group(
    CompliancePolicyEntity,
    'Compliance policies',
    'policies',
  ),
  configurations: group(
    DeviceConfigurationEntity,
    'Configurations',
    'policies',
  ),
  findings: group(FindingEntity, 'Findings', 'findings'),
  managedApplications: group(
    ManagedApplicationEntity,
    'Managed apps',
    'applications',
  ),
  detectedApplications: group(
    DetectedApplicationEntity,
    'Detected apps',
    'applications',
  ),
} as const satisfies Readonly<Record<string, TypeGroup>>;

const knownGroups: readonly TypeGroup[] = Object.values(groups);

/** Every type that a step declares, each once, in the order of the steps. */
export const entityTypes: readonly string[] = [
  ...new Set(
    integrationSteps.flatMap(({ entities }) =>
      entities.map(({ _type }) => _type),
    ),
  ),
];

/**
 * Every type of relationship between these, each once: several steps declare
 * the same. (`computer`, of older data, is the end of some that no step emits.)
 */
export const relationshipTypes: readonly RelationshipType[] = [
  ...new Map(
    integrationSteps
      .flatMap(({ relationships }) => relationships)
      .filter(({ sourceType, targetType }) =>
        [sourceType, targetType].every((type) => entityTypes.includes(type)),
      )
      .map(({ _type, _class, sourceType, targetType }) => [
        _type,
        { _type, _class, sourceType, targetType },
      ]),
  ).values(),
];

/** The types of the relationships that say how devices stand to a kind of policies. */
export function statesOf(policyType: string): string[] {
  return relationshipTypes
    .filter(
      ({ sourceType, targetType }) =>
        sourceType === groups.hostAgents.id && targetType === policyType,
    )
    .map(({ _type }) => _type);
}

/** The group of a type; a type that nobody placed yet is a group of its own. */
export function groupOf(type: string): TypeGroup {
  return (
    knownGroups.find(({ types }) => types.includes(type)) ?? {
      id: type,
      title: titleOf(type),
      family: 'other',
      types: [type],
    }
  );
}

/** `azure_user_group` -> Azure user group */
export function titleOf(type: string): string {
  const words = type.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Everything that the report says, from objects that pass by one at a time. */
import type { StoredEntity, StoredRelationship } from './collection';
import { tallyAccount, type AccountResult } from './tallies/account';
import {
  tallyApplications,
  type ApplicationCount,
} from './tallies/applications';
import { tallyDevices, type DeviceResult } from './tallies/devices';
import { tallyPolicies, type PolicyResult } from './tallies/policies';
import { increment, type Tally } from './tallies/tally';
import { tallyUsers, type UserResult } from './tallies/users';
import { groups, relationshipTypes, type RelationshipType } from './types';

export interface Aggregate {
  /** Objects of each type, entities and relationships. */
  readonly counts: ReadonlyMap<string, number>;
  readonly account: AccountResult | undefined;
  readonly devices: DeviceResult;
  readonly users: UserResult;
  readonly compliancePolicies: PolicyResult;
  readonly configurations: PolicyResult;
  readonly applications: readonly ApplicationCount[];
}

export interface Aggregator {
  /** @throws when an entity came before: an owner would be counted as none */
  addRelationship(relationship: StoredRelationship): void;
  addEntity(entity: StoredEntity): void;
  result(): Aggregate;
}

const TABLE_ROWS = 12;
const TOP_APPLICATIONS = 15;

/** @param now what ages are counted from, in ms since the Unix epoch */
export function createAggregator(now: number): Aggregator {
  const counts = new Map<string, number>();
  const parts = createParts(now);
  const tallies: readonly Tally<unknown>[] = Object.values(parts);
  let hasEntities = false;
  return {
    addRelationship: (relationship) => {
      if (hasEntities) {
        throw new Error('Relationships have to come before entities');
      }
      increment(counts, relationship._type);
      tallies.forEach((tally) => tally.addRelationship?.(relationship));
    },
    addEntity: (entity) => {
      hasEntities = true;
      increment(counts, entity._type);
      tallies.forEach((tally) => tally.addEntity?.(entity));
    },
    result: () => ({
      counts,
      account: parts.account.result(),
      devices: parts.devices.result(),
      users: parts.users.result(),
      compliancePolicies: parts.compliancePolicies.result(),
      configurations: parts.configurations.result(),
      applications: parts.applications.result(),
    }),
  };
}

function createParts(now: number) {
  const deviceTypes = new Set<string>(groups.devices.types);
  return {
    account: tallyAccount(groups.account.id),
    devices: tallyDevices(deviceTypes, now, TABLE_ROWS),
    users: tallyUsers(
      groups.users.id,
      typesOf(
        ({ _class, sourceType, targetType }) =>
          _class === 'HAS' &&
          sourceType === groups.users.id &&
          deviceTypes.has(targetType),
      ),
      TABLE_ROWS,
    ),
    compliancePolicies: tallyPolicies(
      groups.compliancePolicies.id,
      assignedTypes(groups.compliancePolicies.id),
    ),
    configurations: tallyPolicies(
      groups.configurations.id,
      assignedTypes(groups.configurations.id),
    ),
    applications: tallyApplications(
      groups.detectedApplications.id,
      typesOf(
        ({ _class, targetType }) =>
          _class === 'INSTALLED' &&
          targetType === groups.detectedApplications.id,
      ),
      TOP_APPLICATIONS,
    ),
  };
}

function assignedTypes(policyType: string): ReadonlySet<string> {
  return typesOf(
    ({ _class, sourceType, targetType }) =>
      _class === 'ASSIGNED' &&
      sourceType === groups.hostAgents.id &&
      targetType === policyType,
  );
}

function typesOf(
  isWanted: (type: RelationshipType) => boolean,
): ReadonlySet<string> {
  return new Set(relationshipTypes.filter(isWanted).map(({ _type }) => _type));
}

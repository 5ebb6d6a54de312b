/** How many devices stand how to each policy of one kind. */
import {
  badness,
  complianceStatuses,
  isAssigned,
  readStatus,
  type ComplianceStatus,
} from '../../../src/steps/findings/status';
import { increment, toDisplayName, type Tally } from './tally';

export interface PolicyCompliance {
  readonly name: string;
  readonly devices: number;
  readonly byStatus: ReadonlyMap<ComplianceStatus, number>;
}

export interface PolicyResult {
  /** Those with devices, the one with the most bad states first. */
  readonly assigned: readonly PolicyCompliance[];
  /** Names of those that no device is known to have. */
  readonly unassigned: readonly string[];
}

/** What a run emits, from the best to the worst: the order of the bars. */
export const shownStatuses = [...complianceStatuses]
  .filter(isAssigned)
  .sort((a, b) => badness(a) - badness(b));

const badStatuses: readonly ComplianceStatus[] = [
  'conflict',
  'error',
  'nonCompliant',
];

/**
 * @param policyType the type of the policies' entities
 * @param assignedTypes the types of the relationships that say `complianceStatus`
 */
export function tallyPolicies(
  policyType: string,
  assignedTypes: ReadonlySet<string>,
): Tally<PolicyResult> {
  const statuses = new Map<string, Map<ComplianceStatus, number>>();
  const names = new Map<string, string>();
  return {
    addRelationship: ({ _type, _toEntityKey, complianceStatus }) => {
      if (assignedTypes.has(_type)) {
        const counts = statuses.get(_toEntityKey) ?? new Map();
        increment(counts, readStatus(complianceStatus) ?? 'unknown');
        statuses.set(_toEntityKey, counts);
      }
    },
    addEntity: (entity) => {
      if (entity._type === policyType) {
        names.set(entity._key, toDisplayName(entity));
      }
    },
    result: () => ({
      assigned: [...statuses]
        .map(([key, counts]) => toCompliance(names.get(key) ?? key, counts))
        .sort(worstFirst),
      unassigned: [...names]
        .filter(([key]) => !statuses.has(key))
        .map(([, name]) => name)
        .sort(),
    }),
  };
}

function toCompliance(
  name: string,
  byStatus: ReadonlyMap<ComplianceStatus, number>,
): PolicyCompliance {
  const devices = [...byStatus.values()].reduce((sum, count) => sum + count, 0);
  return { name, devices, byStatus };
}

function badStates({ byStatus }: PolicyCompliance): number {
  return badStatuses.reduce((sum, name) => sum + (byStatus.get(name) ?? 0), 0);
}

function worstFirst(a: PolicyCompliance, b: PolicyCompliance): number {
  return (
    badStates(b) - badStates(a) ||
    b.devices - a.devices ||
    a.name.localeCompare(b.name)
  );
}

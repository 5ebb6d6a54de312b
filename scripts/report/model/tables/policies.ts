/** The table of policies and configurations; how many devices have each state. */
import { text } from '../../../../src/model/values';
import {
  complianceStatuses,
  isAssigned,
} from '../../../../src/steps/findings/status';
import { groups, statesOf } from '../../types';
import {
  choiceColumn,
  timeColumn,
  countColumn,
  nameColumn,
  idColumn,
  linkColumn,
  shown,
  type TableDefinition,
} from '../columns';
import { eachPair, leftCounter, type Filling } from '../filling';
import { valuesOf, type Value } from '../table';

export const policiesTable = {
  id: 'policies',
  title: 'Policies and configurations',
  singular: 'policy or configuration',
  types: [...groups.compliancePolicies.types, ...groups.configurations.types],
  columns: [
    nameColumn('Policy', 'policy'),
    choiceColumn('kind', 'Kind', {
      ...shown,
      read: ({ _type }) => kindOfPolicy(_type),
    }),
    choiceColumn('type', 'Type', {
      read: ({ policyType, configurationType }) =>
        text(policyType) ?? text(configurationType),
    }),
    countColumn('devices', 'Devices', shown),
    countColumn('compliant', 'Compliant', shown),
    countColumn('remediated', 'Remediated'),
    countColumn('nonCompliant', 'Not compliant', shown),
    countColumn('error', 'Error', shown),
    countColumn('conflict', 'Conflict', shown),
    countColumn('unknown', 'Unknown', shown),
    timeColumn('createdOn', 'Created'),
    timeColumn('updatedOn', 'Changed', shown),
    idColumn,
    linkColumn,
  ],
} as const satisfies TableDefinition;

export function fillPolicies(filling: Filling): void {
  const policies = filling.table('policies');
  const kinds = valuesOf(policies.build(), 'kind');
  const isCollected = new Map(
    [groups.compliancePolicies, groups.configurations].map(({ id }) => [
      kindOfPolicy(id),
      filling.options.isCollected(statesOf(id)),
    ]),
  );
  const fill = (column: string, valueOf: (row: number) => Value) =>
    policies.fill(column, (row) =>
      isCollected.get(String(kinds[row])) ? valueOf(row) : undefined,
    );
  fill('devices', leftCounter(filling, 'states'));
  for (const status of complianceStatuses.filter(isAssigned)) {
    const devices = policies.counter();
    eachPair(filling, 'states', (policy, _, label) => {
      if (label === status) {
        devices.add(policy);
      }
    });
    fill(status, devices.of);
  }
}

function kindOfPolicy(type: string): string {
  return type === groups.compliancePolicies.id
    ? 'Compliance policy'
    : 'Configuration';
}

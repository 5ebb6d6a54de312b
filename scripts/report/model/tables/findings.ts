/** The table of findings; which device and policy each is about. */
import { groups } from '../../types';
import {
  column,
  choiceColumn,
  flagColumn,
  timeColumn,
  referenceColumn,
  shown,
  textOf,
  type TableDefinition,
} from '../columns';
import type { Filling } from '../filling';
import { valuesOf } from '../table';

export const findingsTable = {
  id: 'findings',
  title: 'Findings',
  singular: 'finding',
  types: groups.findings.types,
  columns: [
    referenceColumn('policy', 'Policy', {
      ...shown,
      target: 'policies',
      pseudonym: 'policy',
      read: textOf('displayName'),
    }),
    choiceColumn('status', 'Status', shown),
    choiceColumn('severity', 'Severity', shown),
    referenceColumn('device', 'Device', { ...shown, target: 'devices' }),
    referenceColumn('owner', 'Owner', { ...shown, target: 'users' }),
    column('choice')('kind', 'Kind', shown),
    timeColumn('lastUpdatedOn', 'Last report', shown),
    flagColumn('open', 'Open'),
  ],
} as const satisfies TableDefinition;

export function fillFindings(filling: Filling): void {
  const findings = filling.table('findings');
  const owners = valuesOf(filling.table('devices').build(), 'owner');
  const kinds = valuesOf(filling.table('policies').build(), 'kind');
  const ownNames = valuesOf(findings.build(), 'policy');
  findings.fill(
    'policy',
    (row) => filling.policyOfFinding.get(row) ?? ownNames[row],
  );
  findings.fill('device', (row) => filling.deviceOfFinding.get(row));
  findings.fill('owner', (row) => {
    const device = filling.deviceOfFinding.get(row);
    return device === undefined ? undefined : owners[device];
  });
  findings.fill('kind', (row) => {
    const policy = filling.policyOfFinding.get(row);
    return policy === undefined ? undefined : kinds[policy];
  });
}

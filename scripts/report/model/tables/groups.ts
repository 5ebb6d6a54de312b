/** The table of groups. */
import { flag } from '../../../../src/model/values';
import type { StoredEntity } from '../../collection';
import { groups } from '../../types';
import {
  textColumn,
  choiceColumn,
  flagColumn,
  timeColumn,
  countColumn,
  nameColumn,
  idColumn,
  linkColumn,
  shown,
  texts,
  type TableDefinition,
} from '../columns';
import { leftCounter, type Filling } from '../filling';
import type { Value } from '../table';

export const groupsTable = {
  id: 'groups',
  title: 'Groups',
  singular: 'group',
  types: groups.userGroups.types,
  columns: [
    nameColumn('Group', 'group'),
    choiceColumn('kind', 'Kind', { ...shown, read: groupKind }),
    choiceColumn('membership', 'Membership', {
      ...shown,
      read: ({ groupTypes }) =>
        texts(groupTypes).includes('DynamicMembership')
          ? 'Dynamic'
          : 'Assigned',
    }),
    countColumn('users', 'Users', shown),
    countColumn('nestedGroups', 'Groups in it', shown),
    countColumn('otherMembers', 'Other members', shown),
    choiceColumn('visibility', 'Visibility', shown),
    flagColumn('isAssignableToRole', 'Can have roles'),
    textColumn('mail', 'Mail', { pseudonym: 'address' }),
    textColumn('membershipRule', 'Rule', { pseudonym: 'nothing' }),
    flagColumn('isOnPremisesSyncEnabled', 'From Active Directory'),
    timeColumn('createdOn', 'Created'),
    idColumn,
    linkColumn,
  ],
} as const satisfies TableDefinition;

export function fillGroups(filling: Filling): void {
  const table = filling.table('groups');
  for (const [column, relation] of [
    ['users', 'groupUsers'],
    ['nestedGroups', 'groupGroups'],
    ['otherMembers', 'groupMembers'],
  ] as const) {
    table.fill(column, leftCounter(filling, relation));
  }
}

/** https://learn.microsoft.com/graph/api/resources/groups-overview#group-types-in-microsoft-entra-id-and-microsoft-graph */
function groupKind({
  groupTypes,
  isMailEnabled,
  isSecurityEnabled,
}: StoredEntity): Value {
  if (texts(groupTypes).includes('Unified')) {
    return 'Microsoft 365';
  }
  if (flag(isSecurityEnabled)) {
    return flag(isMailEnabled) ? 'Mail-enabled security' : 'Security';
  }
  return flag(isMailEnabled) ? 'Distribution' : undefined;
}

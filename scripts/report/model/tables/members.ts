/** The table of other members of groups. */
import { kindOfMember } from '../../../support/knownValues';
import { groups } from '../../types';
import {
  choiceColumn,
  nameColumn,
  idColumn,
  linkColumn,
  shown,
  type TableDefinition,
} from '../columns';

export const membersTable = {
  id: 'members',
  title: 'Other members of groups',
  singular: 'other member',
  types: groups.members.types,
  columns: [
    nameColumn('Member', (entity) => kindOfMember(entity) ?? 'name'),
    choiceColumn('memberType', 'Type', shown),
    idColumn,
    linkColumn,
  ],
} as const satisfies TableDefinition;

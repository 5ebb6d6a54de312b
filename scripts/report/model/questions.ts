/** What people ask of a run: each question is a filter, so its number and its list cannot differ. */
import {
  createMatcher,
  formatView,
  resolveReferences,
  type View,
} from '../browser/filters';
import type { Completeness, Run } from '../run';
import { groups } from '../types';
import { statesOf, type Model } from './readModel';
import { columnIndex, valuesOf, type Table, type TableId } from './table';

export interface Question {
  readonly id: string;
  readonly title: string;
  readonly table: TableId;
  /** What is asked of columns; the first one is the column that may be unknown. */
  readonly filters: Readonly<Record<string, string>>;
  /** Of which rows it is asked, unless of all; and how one of these is called. */
  readonly among?: {
    readonly filters: Readonly<Record<string, string>>;
    readonly singular: string;
  };
  readonly sort?: View['sort'];
  readonly columns?: readonly string[];
  /** What has to be collected for an answer. */
  readonly types: readonly string[];
  /** The first screen has large numbers for these, and a line each for the others. */
  readonly isHeadline?: boolean;
}

export interface Answer {
  readonly question: Question;
  /** The address of the list. */
  readonly address: string;
  /** The numbers of the rows, in the order of the list. */
  readonly rows: readonly number[];
  /** Rows of which nobody knows. */
  readonly unknown: number;
  readonly total: number;
  readonly completeness: Completeness;
}

/** Intune's own rule for devices that stopped checking in has a default of 30 days: https://learn.microsoft.com/intune/intune-service/protect/device-compliance-get-started */
const STALE_DAYS = 30;
const LONG_DAYS = 90;

const devices = groups.devices.types;
const users = groups.users.types;

export const questions: readonly Question[] = [
  {
    id: 'noncompliant',
    title: 'Noncompliant devices',
    table: 'devices',
    filters: { compliant: '=No' },
    types: [...devices, ...groups.hostAgents.types],
    isHeadline: true,
  },
  {
    id: 'not-encrypted',
    title: 'Devices not encrypted',
    table: 'devices',
    filters: { encrypted: '=No' },
    types: devices,
    isHeadline: true,
  },
  {
    id: 'not-seen',
    title: `Not seen for ${STALE_DAYS} days`,
    table: 'devices',
    filters: { daysUnseen: `>${STALE_DAYS}` },
    sort: { column: 'daysUnseen', isDescending: true },
    types: devices,
    isHeadline: true,
  },
  {
    id: 'without-policy',
    title: 'Without a compliance policy',
    table: 'devices',
    filters: { compliancePolicies: '=0' },
    types: [...devices, ...statesOf(groups.compliancePolicies.id)],
    isHeadline: true,
  },
  {
    id: 'high-findings',
    title: 'Open high findings',
    table: 'findings',
    filters: { severity: '=high', open: '=Yes' },
    types: groups.findings.types,
    among: { filters: { open: '=Yes' }, singular: 'open finding' },
    isHeadline: true,
  },
  {
    id: 'no-second-factor',
    title: 'Users without a second factor',
    table: 'users',
    filters: { isMfaEnabled: '=No' },
    types: users,
    isHeadline: true,
  },
  {
    id: 'admins-without',
    title: 'Administrators without a second factor',
    table: 'users',
    filters: { isMfaEnabled: '=No', isAdmin: '=Yes' },
    among: { filters: { isAdmin: '=Yes' }, singular: 'administrator' },
    columns: [
      'name',
      'userPrincipalName',
      'directoryRoles',
      'isMfaEnabled',
      'mfaType',
      'lastSignIn',
    ],
    types: users,
    isHeadline: true,
  },
  {
    id: 'open-findings',
    title: 'Which policy fails on which device, in what state, since when?',
    table: 'findings',
    filters: { open: '=Yes' },
    types: groups.findings.types,
  },
  {
    id: 'long-not-seen',
    title: `Which devices were not seen for ${LONG_DAYS} days?`,
    table: 'devices',
    filters: { daysUnseen: `>${LONG_DAYS}` },
    sort: { column: 'daysUnseen', isDescending: true },
    types: devices,
  },
  ...(
    [
      ['personal', 'belong to a person', 'ownerType', '=personal'],
      ['jail-broken', 'are jail broken or rooted', 'jailBroken', '=Yes'],
      ['shared', 'are shared by several persons', 'isSharedDevice', '=Yes'],
    ] as const
  ).map(([id, what, column, expression]) => ({
    id,
    title: `Which devices ${what}?`,
    table: 'devices' as const,
    filters: { [column]: expression },
    columns: [
      'name',
      column,
      'owner',
      'compliant',
      'osName',
      'osVersion',
      'model',
      'lastSeenOn',
    ],
    types: devices,
  })),
  {
    id: 'disabled-with-devices',
    title: 'Which users may not sign in, and have a device?',
    table: 'users',
    filters: { accountEnabled: '=No', devices: '>0' },
    types: [...users, ...devices],
  },
  {
    id: 'guests-with-devices',
    title: 'Which guests have a device?',
    table: 'users',
    filters: { userType: '=Guest', devices: '>0' },
    types: [...users, ...devices],
  },
  {
    id: 'not-signed-in',
    title: `Which users did not sign in for ${LONG_DAYS} days?`,
    table: 'users',
    filters: { daysSinceSignIn: `>${LONG_DAYS}` },
    sort: { column: 'daysSinceSignIn', isDescending: true },
    types: users,
  },
  {
    id: 'versions',
    title: 'Which devices run which version of their system?',
    table: 'devices',
    filters: {},
    sort: { column: 'osVersion', isDescending: false },
    types: devices,
  },
  {
    id: 'applications',
    title: 'Who has which application, in which version?',
    table: 'applications',
    filters: {},
    sort: { column: 'devices', isDescending: true },
    types: groups.detectedApplications.types,
  },
  {
    id: 'groups',
    title: 'Who is in which group?',
    table: 'groups',
    filters: {},
    sort: { column: 'users', isDescending: true },
    types: groups.userGroups.types,
  },
];

export function answer(question: Question, model: Model, run: Run): Answer {
  const table = tableOf(model, question.table);
  const view = viewOf(question);
  const [column] = Object.keys(question.filters);
  const asked = column === undefined ? undefined : valuesOf(table, column);
  const among = rowsWhere(model, {
    table: question.table,
    filters: question.among?.filters ?? {},
  });
  return {
    question,
    address: formatView(view),
    rows: sorted(table, view, rowsWhere(model, question)),
    unknown: among.filter((row) => asked && asked[row] === undefined).length,
    total: among.length,
    completeness: run.completeness(question.types),
  };
}

function rowsWhere(
  model: Model,
  question: Pick<Question, 'table' | 'filters'>,
): number[] {
  const table = withNames(tableOf(model, question.table), model);
  const matches = createMatcher(table, viewOf(question), () => '');
  return [...range(table.rows)].filter((row) => matches(row));
}

function viewOf({
  table,
  filters,
  sort,
  columns,
}: Pick<Question, 'table' | 'filters' | 'sort' | 'columns'>): View {
  return {
    table,
    search: '',
    filters: new Map(Object.entries(filters)),
    ...(sort ? { sort } : {}),
    ...(columns ? { columns } : {}),
  };
}

/** @throws when there is none, which only a mistake of ours can cause */
export function tableOf({ tables }: Model, id: TableId): Table {
  const table = tables.get(id);
  if (!table) {
    throw new Error(`There is no table ${id}`);
  }
  return table;
}

/** With the names of rows of other tables in the place of their numbers. */
export function withNames(
  table: Table,
  { tables }: Pick<Model, 'tables'>,
): Table {
  return {
    ...table,
    values: table.values.map((values, index) =>
      resolveReferences(
        table.columns[index],
        values,
        (id) => tables.get(id as TableId)?.values[0],
      ),
    ),
  };
}

/** Static lists are sorted by numbers only. */
function sorted(table: Table, { sort }: View, rows: number[]): number[] {
  if (!sort) {
    return rows;
  }
  const values = table.values[columnIndex(table, sort.column)];
  const sign = sort.isDescending ? -1 : 1;
  return rows.sort((a, b) => {
    const [one, other] = [values[a], values[b]];
    return typeof one === 'number' && typeof other === 'number'
      ? sign * (one - other) || a - b
      : a - b;
  });
}

function* range(end: number): Generator<number> {
  for (let at = 0; at < end; at += 1) {
    yield at;
  }
}

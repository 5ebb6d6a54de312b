/** What people ask of a run: each question is a filter, so its number and its list cannot differ. */
import type { View } from '../browser/filters';
import { groups, statesOf } from '../types';
import type { TableId } from './table';

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

/** Which columns the tables of entities have, and which property fills each. */
import { flag, count, text } from '../../../src/model/values';
import type { PseudonymKind } from '../../support/pseudonyms';
import type { StoredEntity } from '../collection';
import { groups } from '../types';
import type { Column, ColumnKind, TableId, Value } from './table';

export interface ColumnDefinition extends Column {
  /** undefined for what relationships tell: `readModel` fills it in. */
  readonly read?: (entity: StoredEntity) => Value;
  /** What `--redact` replaces it by; `nothing` leaves it out. */
  readonly pseudonym?: PseudonymKind | 'nothing';
}

export interface TableDefinition {
  readonly id: TableId;
  readonly title: string;
  readonly singular: string;
  /** The types of the entities that are its rows. */
  readonly types: readonly string[];
  readonly columns: readonly ColumnDefinition[];
}

type Options = Partial<
  Pick<ColumnDefinition, 'read' | 'pseudonym' | 'target' | 'isShown'>
>;

const column =
  (kind: ColumnKind) =>
  (id: string, title: string, options: Options = {}): ColumnDefinition => ({
    id,
    title,
    kind,
    isShown: false,
    ...options,
  });

/** Text of a property of the same name, unless `read` says otherwise. */
const textColumn = (id: string, title: string, options: Options = {}) =>
  column('text')(id, title, { read: textOf(id), ...options });
const choiceColumn = (id: string, title: string, options: Options = {}) =>
  column('choice')(id, title, { read: textOf(id), ...options });
const flagColumn = (id: string, title: string, options: Options = {}) =>
  column('choice')(id, title, { read: yesOrNo(id), ...options });
const timeColumn = (id: string, title: string, options: Options = {}) =>
  column('time')(id, title, { read: numberOf(id), ...options });
/** Counted by `readModel`. */
const countColumn = column('number');
const referenceColumn = column('reference');
const shown: Options = { isShown: true };

const nameColumn = (title: string, pseudonym: PseudonymKind) =>
  textColumn('name', title, {
    ...shown,
    pseudonym,
    read: ({ displayName, name, _key }) =>
      text(displayName) ?? text(name) ?? _key,
  });

const idColumn = textColumn('id', 'Id', { pseudonym: 'id' });
/** An address of the admin center names the object by its id. */
const linkColumn = textColumn('webLink', 'Admin center', {
  pseudonym: 'nothing',
  read: ({ webLink }) => {
    const address = text(webLink);
    return address?.startsWith('https://') ? address : undefined;
  },
});

export const definitions = [
  {
    id: 'devices',
    title: 'Devices',
    singular: 'device',
    types: groups.devices.types,
    columns: [
      nameColumn('Device', 'device'),
      column('choice')('compliant', 'Compliant', shown),
      column('choice')('complianceState', 'Compliance state'),
      referenceColumn('owner', 'Owner', { ...shown, target: 'users' }),
      choiceColumn('osName', 'System', shown),
      choiceColumn('osVersion', 'System version', shown),
      flagColumn('encrypted', 'Encrypted', shown),
      timeColumn('lastSeenOn', 'Last seen', shown),
      countColumn('daysUnseen', 'Days not seen', shown),
      countColumn('compliancePolicies', 'Compliance policies', shown),
      countColumn('openFindings', 'Open findings', shown),
      choiceColumn('ownerType', 'Belongs to', {
        read: ({ ownerType, BYOD }) =>
          text(ownerType) ?? (flag(BYOD) ? 'personal' : undefined),
      }),
      choiceColumn('jailBroken', 'Jail broken', {
        read: ({ jailBroken }) => trueOrFalse(text(jailBroken)),
      }),
      flagColumn('isSharedDevice', 'Shared'),
      choiceColumn('deviceType', 'Type in Intune'),
      choiceColumn('_type', 'Type'),
      choiceColumn('make', 'Manufacturer'),
      choiceColumn('model', 'Model'),
      textColumn('serial', 'Serial number', { pseudonym: 'serial' }),
      choiceColumn('joinType', 'Joined'),
      choiceColumn('deviceEnrollmentType', 'Enrolled by'),
      timeColumn('enrolledDateTime', 'Enrolled'),
      flagColumn('supervised', 'Supervised'),
      choiceColumn('deviceCategoryDisplayName', 'Category', {
        pseudonym: 'name',
      }),
      choiceColumn('partnerReportedThreatState', 'Threat state'),
      choiceColumn('securityPatchLevel', 'Security patch level'),
      choiceColumn('managementAgent', 'Managed by', { read: undefined }),
      timeColumn('managementCertificateExpiresOn', 'Certificate ends', {
        read: undefined,
      }),
      countColumn('applications', 'Applications'),
      idColumn,
      linkColumn,
    ],
  },
  {
    id: 'users',
    title: 'Users',
    singular: 'user',
    types: groups.users.types,
    columns: [
      nameColumn('User', 'person'),
      textColumn('userPrincipalName', 'Login name', {
        ...shown,
        pseudonym: 'address',
      }),
      choiceColumn('userType', 'Kind', {
        ...shown,
        read: ({ isGuest, userType }) =>
          flag(isGuest) ? 'Guest' : (text(userType) ?? 'Member'),
      }),
      choiceColumn('accountEnabled', 'May sign in', {
        ...shown,
        // False also stands for "not told", which `active` tells apart.
        read: ({ active, accountEnabled }) =>
          active === undefined && accountEnabled === false
            ? undefined
            : yesNo(accountEnabled),
      }),
      flagColumn('isMfaEnabled', 'Second factor', shown),
      flagColumn('isAdmin', 'Administrator', shown),
      textColumn('directoryRoles', 'Roles', {
        read: ({ directoryRoles }) => joined(directoryRoles),
      }),
      timeColumn('lastSignIn', 'Last sign-in', {
        ...shown,
        read: (user) =>
          latest(
            user.lastSignInOn,
            user.lastNonInteractiveSignInOn,
            user.lastSuccessfulSignInOn,
          ),
      }),
      countColumn('daysSinceSignIn', 'Days since sign-in', shown),
      countColumn('devices', 'Devices', shown),
      countColumn('groups', 'Groups'),
      textColumn('jobTitle', 'Job title', { pseudonym: 'name' }),
      choiceColumn('department', 'Department', { pseudonym: 'name' }),
      choiceColumn('companyName', 'Company', { pseudonym: 'name' }),
      textColumn('mail', 'Mail', { pseudonym: 'address' }),
      textColumn('mfaType', 'Authentication methods'),
      flagColumn('isPasswordlessCapable', 'Passwordless'),
      choiceColumn('licenses', 'Licenses', {
        read: ({ licenses }) => joined(licenses),
      }),
      choiceColumn('externalUserState', 'Invitation'),
      flagColumn('isOnPremisesSyncEnabled', 'From Active Directory'),
      timeColumn('createdOn', 'Created'),
      idColumn,
      linkColumn,
    ],
  },
  {
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
  },
  {
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
  },
  {
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
  },
  {
    id: 'applications',
    title: 'Applications',
    singular: 'application',
    types: [
      ...groups.detectedApplications.types,
      ...groups.managedApplications.types,
    ],
    columns: [
      nameColumn('Application', 'application'),
      choiceColumn('kind', 'Kind', {
        ...shown,
        read: ({ _type }) =>
          _type === groups.detectedApplications.id ? 'Detected' : 'Managed',
      }),
      countColumn('devices', 'Devices', shown),
      countColumn('versions', 'Versions', shown),
      textColumn('version', 'Version', shown),
      choiceColumn('publisher', 'Publisher', { ...shown, pseudonym: 'name' }),
      timeColumn('lastUpdatedOn', 'Changed'),
      textColumn('id', 'Id', { pseudonym: 'id' }),
      linkColumn,
    ],
  },
  {
    id: 'members',
    title: 'Other members of groups',
    singular: 'other member',
    types: groups.members.types,
    columns: [
      nameColumn('Member', 'name'),
      choiceColumn('memberType', 'Type', shown),
      idColumn,
      linkColumn,
    ],
  },
] as const satisfies readonly TableDefinition[];

export function kindOfPolicy(type: string): string {
  return type === groups.compliancePolicies.id
    ? 'Compliance policy'
    : 'Configuration';
}

function textOf(property: string) {
  return (entity: StoredEntity) => text(entity[property]);
}

function numberOf(property: string) {
  return (entity: StoredEntity) => count(entity[property]);
}

function yesOrNo(property: string) {
  return (entity: StoredEntity) => yesNo(entity[property]);
}

export function yesNo(value: unknown): Value {
  const known = flag(value);
  return known === undefined ? undefined : known ? 'Yes' : 'No';
}

/** Intune writes a text: True, False, Unknown. */
function trueOrFalse(value: string | undefined): Value {
  const lower = value?.toLowerCase();
  if (lower === 'true' || lower === 'false') {
    return lower === 'true' ? 'Yes' : 'No';
  }
  return lower === 'unknown' ? undefined : value;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === 'string')
    : [];
}

function joined(value: unknown): Value {
  return texts(value).join(', ') || undefined;
}

function latest(...times: unknown[]): Value {
  const known = times.map(count).filter((time) => time !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
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

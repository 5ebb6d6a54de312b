/** What the group-members step asks of Microsoft Graph. */
import type { OrgContact, User } from '@microsoft/microsoft-graph-types-beta';
import type { BatchItem } from '../../graph/batches/results';
import { isForbidden } from '../../graph/errors/errors';
import type { ObjectsByIdRequest } from '../../graph/lists/objectsById';
import {
  defineRequest,
  forParameters,
  type PermissionNeed,
  type SmallPages,
} from '../../graph/request';
import type { ListedGroup } from '../groups/listedGroups';
import { MANY_GROUPS } from '../../run/thresholds';

/** Members are of several types; these are the properties that we read of them. */
type Member = Pick<
  User,
  'id' | 'displayName' | 'givenName' | 'mail' | 'surname' | 'userPrincipalName'
> &
  Pick<OrgContact, 'id' | 'displayName' | 'givenName' | 'mail' | 'surname'> & {
    /** `#microsoft.graph.device`; comes without being selected. */
    readonly '@odata.type'?: string;
  };

/** Lets an application see the members of groups with hidden membership. */
export const HIDDEN_PERMISSION = 'Member.Read.Hidden';

/** Members of a type that the application may not read come with their id and type only. */
const nameOf = (members: string, permission: string): PermissionNeed => ({
  anyOf: [permission, 'Directory.Read.All'],
  without: `the names of ${members} that are members of groups; they are collected by their ids`,
  isOptional: true,
});

const NAMES = [
  'id',
  'displayName',
  'givenName',
  'mail',
  'surname',
  'userPrincipalName',
] as const satisfies readonly (keyof Member)[];

/** Beta, because v1.0 leaves service principals out. */
export const groupMembersRequest = defineRequest<Member>()({
  version: 'beta',
  path: '/groups/{id}/members',
  select: NAMES,
  top: 999,
  workload: 'directory',
  cost: 2,
  permission: {
    anyOf: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
    without:
      'all memberships, and the azure_group_member entities that come from them',
  },
  detailPermissions: [
    {
      anyOf: [HIDDEN_PERMISSION],
      without:
        'the memberships of groups with hidden membership; an event counts those groups',
      isOptional: true,
    },
    nameOf('devices', 'Device.Read.All'),
    nameOf('service principals', 'Application.Read.All'),
    nameOf('contacts', 'OrgContact.Read.All'),
  ],
  documentation:
    'https://learn.microsoft.com/graph/api/group-list-members?view=graph-rest-beta',
});

export type MemberPayload = NonNullable<
  (typeof groupMembersRequest)['payload']
> &
  Pick<Member, '@odata.type'>;

/** Nearly all members are users, whose names are known: a page of ids is a third as large. */
export const memberIdsRequest: typeof groupMembersRequest = {
  ...groupMembersRequest,
  query: { ...groupMembersRequest.query, $select: 'id' },
};

/** The names of the others, of whom pages hold ids only. */
export const memberNamesRequest: ObjectsByIdRequest<MemberPayload> = {
  method: 'POST',
  version: 'v1.0',
  path: '/directoryObjects/getByIds',
  query: { $select: NAMES.join(',') },
  workload: 'directory',
  cost: 2,
  // Nothing waits for it.
  lane: 'batches',
  permission: {
    anyOf: ['Directory.Read.All'],
    without:
      'pages of members hold the names of all members, which takes longer',
    isOptional: true,
  },
  isShortcut: true,
  documentation:
    'https://learn.microsoft.com/graph/api/directoryobject-getbyids',
};

/**
 * Most groups are small, and a page of fewer than 20 costs half. It takes more
 * requests: for tenants in which the quota is the bottleneck.
 * https://learn.microsoft.com/graph/throttling-limits
 */
const smallPages: SmallPages = { top: 19, cost: 1, count: 2 };

/** One for each group, for batches. */
export function* memberRequests(
  groups: readonly ListedGroup[],
  pages: typeof groupMembersRequest,
): Generator<BatchItem<ListedGroup, MemberPayload>> {
  const request =
    groups.length > MANY_GROUPS ? { ...pages, smallPages } : pages;
  for (const group of groups) {
    yield { source: group, request: forParameters(request, { id: group.id }) };
  }
}

/** Hidden members are refused or left out, both were seen. */
export function isHiddenFrom(failure: Error, group: ListedGroup): boolean {
  return (
    group.hasHiddenMembership &&
    isForbidden(failure) &&
    failure.kind === 'forbidden'
  );
}

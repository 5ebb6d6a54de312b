/** What the group-members step asks of Microsoft Graph. */
import type { OrgContact, User } from '@microsoft/microsoft-graph-types-beta';
import type { BatchItem } from '../../graph/batching';
import { isForbidden, isNotFound } from '../../graph/errors';
import {
  defineRequest,
  forParameters,
  type PermissionNeed,
} from '../../graph/request';
import type { ListedGroup } from '../groups/groupIndex';

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

/** Beta, because v1.0 leaves service principals out. */
export const groupMembersRequest = defineRequest<Member>()({
  version: 'beta',
  path: '/groups/{id}/members',
  select: [
    'id',
    'displayName',
    'givenName',
    'mail',
    'surname',
    'userPrincipalName',
  ],
  top: 999,
  workload: 'directory',
  cost: 2,
  // Below 20 a page costs half, and most groups are small: https://learn.microsoft.com/graph/throttling-limits
  smallPages: { top: 19, cost: 1, count: 2 },
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

/** One for each group, for batches. */
export function* memberRequests(
  groups: Iterable<ListedGroup>,
): Generator<BatchItem<ListedGroup, MemberPayload>> {
  for (const group of groups) {
    yield {
      source: group,
      request: forParameters(groupMembersRequest, { id: group.id }),
    };
  }
}

/** A group that is gone has no members; hidden members are refused or left out, both were seen. */
export function isExpected(failure: Error, group: ListedGroup): boolean {
  return (
    isNotFound(failure) ||
    (isForbidden(failure) &&
      failure.status === 403 &&
      group.hasHiddenMembership)
  );
}

/** What the group-members step asks of Microsoft Graph. */
import type { OrgContact, User } from '@microsoft/microsoft-graph-types-beta';
import { defineRequest } from '../../graph/request';

/** Members are of several types; these are the properties that we read of them. */
type Member = Pick<
  User,
  'id' | 'displayName' | 'givenName' | 'mail' | 'surname' | 'userPrincipalName'
> &
  Pick<OrgContact, 'id' | 'displayName' | 'givenName' | 'mail' | 'surname'> & {
    /** `#microsoft.graph.device`; comes without being selected. */
    readonly '@odata.type'?: string;
  };

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
  permission: {
    anyOf: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
    without:
      'all memberships, and the azure_group_member entities that come from them',
  },
  documentation:
    'https://learn.microsoft.com/graph/api/group-list-members?view=graph-rest-beta',
});

export type MemberPayload = NonNullable<
  (typeof groupMembersRequest)['payload']
> &
  Pick<Member, '@odata.type'>;

/** What the groups step asks of Microsoft Graph. */
import type { Group } from '@microsoft/microsoft-graph-types';
import {
  COUNT_HEADERS,
  defineRequest,
  type CountRequest,
} from '../../graph/request';

export const groupsRequest = defineRequest<Group>()({
  version: 'v1.0',
  path: '/groups',
  select: [
    'id',
    'classification',
    'createdDateTime',
    'description',
    'displayName',
    'expirationDateTime',
    'groupTypes',
    'isAssignableToRole',
    'mail',
    'mailEnabled',
    'mailNickname',
    'membershipRule',
    'onPremisesSyncEnabled',
    'renewedDateTime',
    'securityEnabled',
    'securityIdentifier',
    'visibility',
  ],
  top: 999,
  workload: 'directory',
  cost: 1,
  permission: {
    anyOf: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
    without: 'all azure_user_group entities and their relationships',
  },
  documentation: 'https://learn.microsoft.com/graph/api/group-list',
});

export type GroupPayload = NonNullable<(typeof groupsRequest)['payload']>;

/** What the list is checked against. */
export const groupsCountRequest: CountRequest = {
  version: 'v1.0',
  path: '/groups/$count',
  headers: COUNT_HEADERS,
  workload: 'directory',
  cost: 1,
  permission: groupsRequest.permission,
  isReplaceable: true,
  documentation: 'https://learn.microsoft.com/graph/api/group-list',
};

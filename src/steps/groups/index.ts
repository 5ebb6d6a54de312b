/** Groups: one serial chain of pages. */
import { defineListStep } from '../../run/defineStep';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { stepIds } from '../../run/stepIds';
import { hasHiddenMembership, toGroupEntity } from './converter';
import { GroupEntity } from './entity';
import { listedGroups } from './listedGroups';
import { accountHasGroup } from './relationships';
import { groupsCountRequest, groupsRequest } from './request';

export const groupsStep = defineListStep({
  id: stepIds.groups,
  name: 'Fetch groups',
  dependsOn: [stepIds.account],
  ingestionSourceId: ingestionSourceIds.groups,
  list: {
    what: 'groups',
    request: groupsRequest,
    count: groupsCountRequest,
    deciding: ['mailEnabled', 'securityEnabled'],
    optional: [
      'expirationDateTime',
      'isAssignableToRole',
      'membershipRule',
      'onPremisesSyncEnabled',
      'securityIdentifier',
    ],
    entity: GroupEntity,
    convert: toGroupEntity,
    ofAccount: accountHasGroup,
    handOver: {
      to: listedGroups,
      keep: (group) => ({
        id: group.id,
        hasHiddenMembership: hasHiddenMembership(group),
      }),
    },
  },
});

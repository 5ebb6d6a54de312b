/** Members of all groups, direct ones only, in batches of 20 groups. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { isForbidden, isNotFound } from '../../graph/errors';
import { forParameters } from '../../graph/request';
import { Additions } from '../../model/additions';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import {
  loadGroupIndex,
  type GroupIndex,
  type ListedGroup,
} from '../groups/groupIndex';
import { warnUsers } from '../events';
import { ingestionSourceIds } from '../ingestionSources';
import { refuseAllMissing } from '../missingChildren';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { loadUserIndex } from '../users/userIndex';
import { GroupMemberEntity } from './entity';
import { MembershipBuilder } from './membership';
import {
  groupHasGroup,
  groupHasGroupMember,
  groupHasUser,
} from './relationships';
import { groupMembersRequest, HIDDEN_PERMISSION } from './request';

async function fetchGroupMembers(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const oddities = createOddities();
  const groups = await loadGroupIndex(jobState);
  const users = await loadUserIndex(jobState);
  const builder = new MembershipBuilder(groups, users);
  const granted = await graph.grantedPermissions();
  const seesHidden = granted?.has(HIDDEN_PERMISSION) ?? false;

  const additions = new Additions(jobState);
  const results = graph.listMany(requests(groups), isExpected);
  for await (const result of results) {
    if ('failure' in result) {
      oddities.count(isNotFound(result.failure) ? 'deleted' : 'hidden');
      continue;
    }
    const { source: group, items } = result;
    if (items.length === 0 && group.hasHiddenMembership && !seesHidden) {
      oddities.count('hidden');
    }
    const page = builder.build(group.id, items);
    oddities.count('withoutId', page.withoutId);
    await additions.add(page.entities, page.relationships);
  }
  await additions.flush();
  oddities.count('repeated', additions.repeatedRelationships);
  refuseAllMissing(
    groupMembersRequest,
    oddities.counted('deleted'),
    groups.size,
  );
  oddities.log(context);
  publishHiddenGroups(context, oddities.counted('hidden'));
}

const createOddities = () =>
  new Oddities({
    deleted: 'Groups were deleted while their members were listed',
    hidden: 'Groups do not show their members to this application',
    withoutId: 'Members without an id were left out',
    repeated: 'Members that Microsoft Graph listed again were left out',
  });

function* requests(groups: GroupIndex) {
  for (const group of groups.values()) {
    yield {
      source: group,
      request: forParameters(groupMembersRequest, { id: group.id }),
    };
  }
}

/** A group that is gone has no members; hidden members are refused or left out, both were seen. */
function isExpected(failure: Error, group: ListedGroup): boolean {
  return (
    isNotFound(failure) ||
    (isForbidden(failure) &&
      failure.status === 403 &&
      group.hasHiddenMembership)
  );
}

function publishHiddenGroups({ logger }: StepContext, count: number): void {
  if (count > 0) {
    warnUsers(
      logger,
      IntegrationWarnEventName.IncompleteData,
      `Groups with hidden membership that show no members: ${count}. They are collected without their members. ` +
        `Grant the application permission ${HIDDEN_PERMISSION} to see them.`,
    );
  }
}

export const groupMembersStep = defineStep({
  id: stepIds.groupMembers,
  name: 'Fetch group members',
  entities: [GroupMemberEntity],
  relationships: [groupHasUser, groupHasGroup, groupHasGroupMember],
  dependsOn: [stepIds.users, stepIds.groups],
  ingestionSourceId: ingestionSourceIds.groups,
  requests: [groupMembersRequest],
  handler: fetchGroupMembers,
});

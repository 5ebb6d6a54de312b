/**
 * Members of all groups, direct ones only, in batches of 20 groups. They are read
 * while users are still being listed, so some members are not known for users yet:
 * the step `group-users` emits those.
 */
import {
  IntegrationWarnEventName,
  type JobState,
} from '@jupiterone/integration-sdk-core';
import { isNotFound } from '../../graph/errors';
import { Additions } from '../../model/additions';
import type { StepContext } from '../context';
import { defineStep, isComplete } from '../defineStep';
import { loadGroupIndex } from '../groups/groupIndex';
import { warnUsers } from '../events';
import { ingestionSourceIds } from '../ingestionSources';
import { refuseAllMissing } from '../missingChildren';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { loadUserIndex, type UserIndex } from '../users/userIndex';
import { GroupMemberEntity } from './entity';
import { addReleased, HeldMembers, saveHeldMembers } from './heldMembers';
import { MembershipBuilder } from './membership';
import {
  groupHasGroup,
  groupHasGroupMember,
  groupHasUser,
} from './relationships';
import {
  groupMembersRequest,
  HIDDEN_PERMISSION,
  isExpected,
  memberRequests,
} from './request';

/** Groups whose held members are added after each page: all at once would keep the next pages waiting. */
const RELEASED_A_PAGE = 4;

async function fetchGroupMembers(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const oddities = createOddities();
  const groups = await loadGroupIndex(jobState);
  const builder = new MembershipBuilder(groups);
  const held = new HeldMembers();
  let users: UserIndex | undefined;
  let released = held.release(new Set());
  const granted = await graph.grantedPermissions();
  const seesHidden = granted?.has(HIDDEN_PERMISSION) ?? false;

  const additions = new Additions(jobState);
  const results = graph.listMany(memberRequests(groups.values()), isExpected);
  for await (const result of results) {
    if ('failure' in result) {
      oddities.count(isNotFound(result.failure) ? 'deleted' : 'hidden');
      continue;
    }
    const { source: group, items } = result;
    if (items.length === 0 && group.hasHiddenMembership && !seesHidden) {
      oddities.count('hidden');
    }
    if (!users) {
      users = await completeUserIndex(jobState);
      released = users ? held.release(users) : released;
    }
    const page = builder.build(group.id, items, users);
    oddities.count('withoutId', page.withoutId);
    held.hold(group.id, page.undecided);
    await additions.add(page.entities, page.relationships);
    await addReleased(additions, released, RELEASED_A_PAGE);
  }
  await addReleased(additions, released);
  await additions.flush();
  await saveHeldMembers(jobState, held);
  oddities.count('repeated', additions.repeated.relationships);
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

/** Undefined while users are being listed, and when they cannot be. */
async function completeUserIndex(
  jobState: JobState,
): Promise<UserIndex | undefined> {
  return (await isComplete(jobState, stepIds.users))
    ? loadUserIndex(jobState)
    : undefined;
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
  dependsOn: [stepIds.groups],
  ingestionSourceId: ingestionSourceIds.groups,
  requests: [groupMembersRequest],
  handler: fetchGroupMembers,
});

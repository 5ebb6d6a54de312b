/**
 * Members of groups that were read before all users were listed. Nearly all of
 * them are users. For the others, which were deleted or came meanwhile, a name
 * is wanted: their groups are read again.
 */
import { Additions } from '../../model/additions';
import { isIdentified } from '../../model/keys';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { GroupMemberEntity } from '../groupMembers/entity';
import { addReleased, takeHeldMembers } from '../groupMembers/heldMembers';
import { MembershipBuilder } from '../groupMembers/membership';
import {
  groupHasGroupMember,
  groupHasUser,
} from '../groupMembers/relationships';
import {
  groupMembersRequest,
  isExpected,
  memberRequests,
} from '../groupMembers/request';
import { loadGroupIndex } from '../groups/groupIndex';
import { ingestionSourceIds } from '../ingestionSources';
import { stepIds } from '../stepIds';
import { loadUserIndex, type UserIndex } from '../users/userIndex';

async function connectGroupsAndUsers(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const users = await loadUserIndex(jobState);
  const held = await takeHeldMembers(jobState);
  const additions = new Additions(jobState);
  await addReleased(graph, additions, held.release(users));
  const strangers = new Map(
    [...held.groups()].map(([groupId, ids]) => [groupId, new Set(ids)]),
  );
  await addStrangers(context, { users, strangers, additions });
  await additions.flush();
}

interface Strangers {
  readonly users: UserIndex;
  /** Ids of members by the id of their group. */
  readonly strangers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly additions: Additions;
}

/** One who is no member any more when the group is read again is none. */
async function addStrangers(
  { graph, jobState }: StepContext,
  { users, strangers, additions }: Strangers,
): Promise<void> {
  const groups = await loadGroupIndex(jobState);
  const builder = new MembershipBuilder(groups);
  const concerned = [...groups.values()].filter(({ id }) => strangers.has(id));
  const results = graph.listMany(memberRequests(concerned), isExpected);
  for await (const result of results) {
    if ('failure' in result) {
      continue;
    }
    const { id } = result.source;
    const ids = strangers.get(id);
    const members = result.items.filter(
      (member) => isIdentified(member) && ids?.has(member.id),
    );
    const page = builder.build(id, members, users);
    await additions.add(page.entities, page.relationships);
  }
}

export const groupUsersStep = defineStep({
  id: stepIds.groupUsers,
  name: 'Connect groups and users',
  entities: [GroupMemberEntity],
  relationships: [groupHasUser, groupHasGroupMember],
  dependsOn: [stepIds.groupMembers, stepIds.users],
  ingestionSourceId: ingestionSourceIds.groups,
  requests: [groupMembersRequest],
  handler: connectGroupsAndUsers,
});

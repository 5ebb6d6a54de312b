/**
 * Members of groups that were read before all users were listed, and nearly all
 * of them are users. Of those who may be users and are not listed, because they
 * were deleted or came meanwhile, the names are wanted: their groups are read
 * again.
 */
import { identified } from '../../../model/keys';
import type { StepContext } from '../../../run/context';
import { defineStep } from '../../../run/defineStep';
import { toGroupMemberEntity } from '../converter';
import { GroupMemberEntity } from '../entity';
import { addReleased, takeHeldMembers } from '../heldMembers';
import { namesInPages } from '../memberNames';
import { MembershipBuilder } from '../membership';
import { groupHasGroupMember, groupHasUser } from '../relationships';
import { groupMembersRequest, memberRequests } from '../request';
import { listedGroups } from '../../groups/listedGroups';
import { ingestionSourceIds } from '../../../run/ingestionSources';
import { ItemFailures } from '../../../run/itemFailures';
import { stepIds } from '../../../run/stepIds';
import { webLinksOf } from '../../../run/webLinks';
import { userIds, type UserIds } from '../../users/userIds';

async function connectGroupsAndUsers(context: StepContext): Promise<void> {
  const { jobState, emission } = context;
  const users = await userIds.load(jobState);
  const held = await takeHeldMembers(jobState);
  await addReleased(emission, held, users);
  const unlisted = new Map(
    [...held.groups()].map(([groupId, ids]) => [groupId, new Set(ids)]),
  );
  await addOtherMembers(context, { users, unlisted });
}

interface HeldOthers {
  readonly users: UserIds;
  /** Ids of members by the id of their group. */
  readonly unlisted: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A group as it came the second time. */
interface ReadAgain {
  received: number;
  /** Of those that were looked for. */
  readonly found: Set<string>;
}

/**
 * Members that are gone when the group is read again are dropped. Whether too many
 * are gone is judged by all members that the same groups have.
 */
async function addOtherMembers(
  context: StepContext,
  { users, unlisted }: HeldOthers,
): Promise<void> {
  const { graph, jobState, emission, completeness } = context;
  const groups = await listedGroups.load(jobState);
  const links = await webLinksOf(context);
  const builder = new MembershipBuilder(groups, namesInPages.areInPages);
  const concerned = [...groups.values()].filter(({ id }) => unlisted.has(id));
  const readAgain = new Map<string, ReadAgain>();
  const failures = new ItemFailures();
  const results = graph.listMany(
    memberRequests(concerned, namesInPages.pages),
    (failure) => failures.tolerates(failure),
  );
  for await (const result of results) {
    if ('failure' in result) {
      failures.failed(result.failure, `group ${result.source.id}`);
      readAgain.delete(result.source.id);
      continue;
    }
    failures.succeeded();
    const { source, items, isLast } = result;
    const groupId = source.id;
    const members = identified(items).filter(({ id }) =>
      unlisted.get(groupId)?.has(id),
    );
    const group = readAgain.get(groupId) ?? { received: 0, found: new Set() };
    readAgain.set(groupId, group);
    group.received += items.length;
    members.forEach(({ id }) => group.found.add(id));
    const page = { groupId, members, isLast };
    const { others, relationships } = builder.build(page, users);
    await emission.add([
      ...others.map((each) => toGroupMemberEntity(each, links)),
      ...relationships,
    ]);
  }
  failures.conclude(completeness, {
    of: concerned.length,
    gone: 'groups were deleted before their members were read again',
    unread: 'groups whose members could not be read again',
  });
  let gone = 0;
  let received = 0;
  for (const [groupId, group] of readAgain) {
    gone += (unlisted.get(groupId)?.size ?? 0) - group.found.size;
    received += group.received;
  }
  completeness.addLeftOut('changes', {
    count: gone,
    of: gone + received,
    what: 'members of groups who are no listed users were gone when they were read again',
  });
}

export const groupUsersStep = defineStep({
  id: stepIds.groupUsers,
  name: 'Connect groups and users',
  entities: [GroupMemberEntity],
  relationships: [groupHasUser, groupHasGroupMember],
  dependsOn: [stepIds.groupMembers, stepIds.users],
  ingestionSourceId: ingestionSourceIds.groups,
  datasets: [
    {
      what: 'members who are no listed users',
      proof: 'second reading',
      how: 'their groups are read again, and must still name them',
      requests: [groupMembersRequest],
    },
  ],
  handler: connectGroupsAndUsers,
});

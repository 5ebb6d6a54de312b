/**
 * Members of all groups, direct ones only, in batches of 20 groups. They are read
 * while users are still being listed, so some members are not known for users yet:
 * the step `group-users` emits those.
 */
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { listedGroups, type ListedGroups } from '../groups/listedGroups';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { ItemFailures } from '../../run/itemFailures';
import { logOdd, publishOdd } from '../../run/oddities';
import { settleAll } from '../../run/settleAll';
import { webLinksOf } from '../../run/webLinks';
import { stepIds } from '../../run/stepIds';
import { userIds, type UserIds } from '../users/userIds';
import { GroupMemberEntity } from './entity';
import { addReleased, HeldMembers, saveHeldMembers } from './heldMembers';
import { chooseMemberNames, OtherMembers } from './memberNames';
import { MembershipBuilder } from './membership';
import {
  groupHasGroup,
  groupHasGroupMember,
  groupHasUser,
} from './relationships';
import {
  groupMembersRequest,
  HIDDEN_PERMISSION,
  isHiddenFrom,
  memberNamesRequest,
  memberRequests,
} from './request';

async function fetchGroupMembers(context: StepContext): Promise<void> {
  const { jobState } = context;
  const odd: OddMembers = { hiddenGroups: 0, repeated: 0 };
  const groups = await listedGroups.load(jobState);
  const held = new HeldMembers();
  const known: KnownUsers = {};
  let reading: Promise<void> = Promise.resolve();
  await settleAll(context, [
    (part) => (reading = readMembers(part, { groups, known, held, odd })),
    async (part) => {
      // Without the users, too, the step ends when the members are read.
      await Promise.race([part.completion.when(stepIds.users), reading]);
      await releaseUsers(part, { known, held });
    },
  ]);
  await saveHeldMembers(jobState, held);
  logOdd(context, {
    code: 'M365-LOG-010',
    kind: 'repeated',
    count: odd.repeated,
    description: 'Members that Microsoft Graph listed again were left out',
  });
  publishOdd(context, {
    code: 'M365-DATA-005',
    kind: 'hidden',
    count: odd.hiddenGroups,
    description:
      `Groups with hidden membership that show no members: ${odd.hiddenGroups}. They are collected without their members. ` +
      `Grant the application permission ${HIDDEN_PERMISSION} to see them.`,
  });
}

/** All users, once they are listed. */
interface KnownUsers {
  users?: UserIds;
}

interface OddMembers {
  /** Groups that do not show their members to this application. */
  hiddenGroups: number;
  /** Members that Graph listed again. */
  repeated: number;
}

interface Reading {
  readonly groups: ListedGroups;
  readonly known: KnownUsers;
  readonly held: HeldMembers;
  readonly odd: OddMembers;
}

async function readMembers(
  context: StepContext,
  { groups, known, held, odd }: Reading,
): Promise<void> {
  const { graph, emission } = context;
  const granted = await graph.grantedPermissions();
  const seesHidden = granted?.has(HIDDEN_PERMISSION) ?? false;
  const [someGroup] = groups.keys();
  const names = await chooseMemberNames(context, someGroup);
  const builder = new MembershipBuilder(groups, names.areInPages);
  const others = new OtherMembers(names, emission, await webLinksOf(context));
  const failures = new ItemFailures();
  const results = graph.listMany(
    memberRequests([...groups.values()], names.pages),
    (failure, group) =>
      isHiddenFrom(failure, group) || failures.tolerates(failure),
  );
  let received = 0;
  let withoutId = 0;
  for await (const result of results) {
    if ('failure' in result) {
      const { failure, source } = result;
      if (isHiddenFrom(failure, source)) {
        odd.hiddenGroups += 1;
      } else {
        failures.failed(failure, `group ${source.id}`);
      }
      continue;
    }
    const { source: group, items, isLast } = result;
    failures.succeeded();
    received += items.length;
    if (items.length === 0 && group.hasHiddenMembership && !seesHidden) {
      odd.hiddenGroups += 1;
    }
    const page = { groupId: group.id, members: items, isLast };
    const memberships = builder.build(page, known.users);
    withoutId += memberships.withoutId;
    odd.repeated += memberships.repeated;
    held.hold(group.id, memberships.undecided);
    await emission.add(memberships.relationships);
    others.add(memberships.others);
  }
  await others.flush(context.completeness);
  failures.conclude(context.completeness, {
    of: groups.size,
    gone: 'groups were deleted before their members were read',
    unread: 'groups whose members could not be read',
  });
  context.completeness.addLeftOut('changes', {
    count: withoutId,
    of: received,
    what: 'members of groups came without an id',
  });
}

/** Adds the held users when users are known, while the next members are waited for. */
async function releaseUsers(
  { jobState, emission, completion }: StepContext,
  { known, held }: Pick<Reading, 'known' | 'held'>,
): Promise<void> {
  if (completion.has(stepIds.users)) {
    known.users = await userIds.load(jobState);
    await addReleased(emission, held, known.users);
  }
}

export const groupMembersStep = defineStep({
  id: stepIds.groupMembers,
  name: 'Fetch group members',
  entities: [GroupMemberEntity],
  relationships: [groupHasUser, groupHasGroup, groupHasGroupMember],
  dependsOn: [stepIds.groups],
  ingestionSourceId: ingestionSourceIds.groups,
  datasets: [
    {
      what: 'members of groups',
      proof: 'none',
      how: 'a count would cost one request for each group; groups that are gone or cannot be read, and members without an id, are limited',
      requests: [groupMembersRequest],
    },
    {
      what: 'names of members',
      proof: 'count',
      how: 'Graph has to answer as many objects as were asked for',
      requests: [memberNamesRequest],
    },
  ],
  handler: fetchGroupMembers,
});

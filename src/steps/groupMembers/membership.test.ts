import { scriptedStep } from '#test/support/stepContext';
import { toGroupEntity } from '../groups/converter';
import type { ListedGroups } from '../groups/listedGroups';
import { toUserEntity } from '../users/converter';
import { toGroupMemberEntity } from './converter';
import { MembershipBuilder } from './membership';
import type { MemberPayload } from './request';

const groupA = 'group-000000-a';
const groupB = 'group-000000-b';
const user = 'user-0000000-1';
const device: MemberPayload = {
  '@odata.type': '#microsoft.graph.device',
  id: 'device-00000-1',
  displayName: 'LAPTOP-1',
};

const groups: ListedGroups = new Map(
  [groupA, groupB].map((id) => [id, { id, hasHiddenMembership: false }]),
);

/** A builder, and the job state that its pages are added to as the step does. */
function createBuilder() {
  const { jobState, emission } = scriptedStep([], {
    entities: [
      toUserEntity({ id: user }),
      toGroupEntity({ id: groupA }),
      toGroupEntity({ id: groupB }),
    ],
  }).context;
  const builder = new MembershipBuilder(groups, true);
  const build = (groupId: string, members: MemberPayload[], isLast = true) =>
    builder.build({ groupId, members, isLast }, new Set([user]));
  const add = async (groupId: string, members: MemberPayload[]) => {
    const page = build(groupId, members);
    await emission.add(page.others.map((each) => toGroupMemberEntity(each)));
    await emission.add(page.relationships);
    await emission.flush();
    return page;
  };
  return { build, jobState, add };
}

describe('MembershipBuilder', () => {
  it('tells users, groups and others from each other', () => {
    const page = createBuilder().build(groupA, [
      { id: user },
      { id: groupB },
      device,
    ]);
    expect(page.relationships).toEqual([
      expect.objectContaining({
        _type: 'azure_user_group_has_user',
        _key: `${groupA}|has|${user}`,
      }),
      expect.objectContaining({
        _type: 'azure_user_group_has_group',
        _key: `${groupA}|has|${groupB}`,
      }),
      expect.objectContaining({
        _type: 'azure_user_group_has_group_member',
        _key: `${groupA}|has|${device.id}`,
      }),
    ]);
    expect(page.others).toEqual([device]);
    expect(page.withoutId).toBe(0);
  });

  it('goes by what was ingested, not by what Graph calls it', () => {
    const otherMember = {
      '@odata.type': '#microsoft.graph.user',
      id: 'user-not-listed',
    };
    const { others, relationships } = createBuilder().build(groupA, [
      otherMember,
    ]);
    expect(others).toEqual([otherMember]);
    expect(relationships).toMatchObject([
      { _type: 'azure_user_group_has_group_member' },
    ]);
  });

  it('makes one entity of a device that is in two groups', async () => {
    const { jobState, add } = createBuilder();
    const first = await add(groupA, [device]);
    const second = await add(groupB, [device]);
    expect(first.others).toHaveLength(1);
    expect(second.others).toEqual([]);
    expect(jobState.collectedEntities).toHaveLength(1);
    // Its key is taken when it comes again; it is no user for that.
    expect(jobState.collectedRelationships).toMatchObject([
      {
        _type: 'azure_user_group_has_group_member',
        _fromEntityKey: groupA,
        _toEntityKey: device.id,
      },
      {
        _type: 'azure_user_group_has_group_member',
        _fromEntityKey: groupB,
        _toEntityKey: device.id,
      },
    ]);
  });

  it('takes a member that comes twice on a page once, and counts it', () => {
    const page = createBuilder().build(groupA, [device, device]);
    expect(page.others).toHaveLength(1);
    expect(page.relationships).toHaveLength(1);
    expect(page.repeated).toBe(1);
  });

  it('takes a member that comes on several pages of a group once', () => {
    const { build } = createBuilder();
    build(groupA, [device], false);
    // Another group in between: batches mix them.
    expect(build(groupB, [device]).relationships).toHaveLength(1);
    const second = build(groupA, [{ id: user }, device], false);
    expect(second).toMatchObject({ others: [], repeated: 1 });
    expect(second.relationships).toMatchObject([{ _toEntityKey: user }]);
    expect(build(groupA, [device, { id: user }])).toMatchObject({
      relationships: [],
      repeated: 2,
    });
  });

  it('lets a group be a member of itself', () => {
    const page = createBuilder().build(groupA, [{ id: groupA }]);
    expect(page).toMatchObject({
      others: [],
      relationships: [
        {
          _type: 'azure_user_group_has_group',
          _fromEntityKey: groupA,
          _toEntityKey: groupA,
        },
      ],
    });
  });

  it('lets groups be members of each other', async () => {
    const { jobState, add } = createBuilder();
    await add(groupA, [{ id: groupB }]);
    await add(groupB, [{ id: groupA }]);
    expect(jobState.collectedEntities).toEqual([]);
    expect(jobState.collectedRelationships.map(({ _key }) => _key)).toEqual([
      `${groupA}|has|${groupB}`,
      `${groupB}|has|${groupA}`,
    ]);
  });

  it('counts members without an id, and leaves them out', () => {
    const members = [{}, { id: undefined }, { id: 'short' }, { id: user }];
    const page = createBuilder().build(groupA, members);
    expect(page.withoutId).toBe(3);
    expect(page.relationships).toHaveLength(1);
    expect(page.others).toEqual([]);
  });

  it('makes nothing of an empty page', () => {
    expect(createBuilder().build(groupA, [])).toEqual({
      others: [],
      relationships: [],
      undecided: [],
      withoutId: 0,
      repeated: 0,
    });
  });
});

describe('MembershipBuilder, while users are not known', () => {
  const build = (members: MemberPayload[]) =>
    new MembershipBuilder(groups, true).build(
      { groupId: groupA, members, isLast: true },
      undefined,
    );
  const typed = (type: string): MemberPayload => ({
    '@odata.type': `#microsoft.graph.${type}`,
    id: `member-of-type-${type}`,
  });

  it.each(['device', 'servicePrincipal', 'orgContact'])(
    'knows that a %s is none',
    (type) => {
      const page = build([typed(type)]);
      expect(page.others).toEqual([typed(type)]);
      expect(page.relationships).toHaveLength(1);
      expect(page.undecided).toEqual([]);
    },
  );

  it.each(['user', 'agentUser', 'somethingNew'])(
    'decides nothing of a %s',
    (type) => {
      const member = typed(type);
      expect(build([member, { id: user }])).toEqual({
        others: [],
        relationships: [],
        undecided: [member.id, user],
        withoutId: 0,
        repeated: 0,
      });
    },
  );

  it('knows groups, whatever their type', () => {
    const page = build([{ id: groupB }]);
    expect(page.relationships).toMatchObject([
      { _type: 'azure_user_group_has_group' },
    ]);
    expect(page.undecided).toEqual([]);
  });
});

test('leaves those who may be users undecided where pages hold no names', () => {
  const builder = new MembershipBuilder(groups, false);
  const otherMember = {
    '@odata.type': '#microsoft.graph.user',
    id: 'a-non-user',
  };
  const members = [{ id: user }, otherMember, device];
  const page = { groupId: groupA, members, isLast: true };
  expect(builder.build(page, new Set([user]))).toMatchObject({
    others: [device],
    relationships: [{ _toEntityKey: user }, { _toEntityKey: device.id }],
    undecided: [otherMember.id],
  });
});

/** Members that are read before users are known, and what becomes of them. */
import { IntegrationProviderAuthorizationError } from '@jupiterone/integration-sdk-core';
import type { MockJobState } from '@jupiterone/integration-sdk-testing';
import {
  batchReply,
  isBatch,
  subRequests,
  type SubReply,
} from '#test/graph/batchReplies';
import { failed, page } from '#test/graph/replies';
import {
  completeStep,
  failureOf,
  runStep,
  scriptedStep,
  type ScriptedStep,
} from '#test/support/stepContext';
import { groupMembersStep } from '..';
import { listedGroups } from '../../groups/listedGroups';
import { stepIds } from '../../../run/stepIds';
import { userIds } from '../../users/userIds';
import { groupUsersStep } from './';

const ann = 'user-0000000-ann';
const bob = 'user-0000000-bob';
const otherMember = 'user-0-not-listed';
const laptop = 'd0000000-0000-4000-8000-000000000001';
const typed = (type: string, id: string) => ({
  '@odata.type': `#microsoft.graph.${type}`,
  id,
});
const user = (id: string) => typed('user', id);

type Members = Readonly<Record<string, readonly object[]>>;

const membersOf =
  (members: Members) =>
  (url: string): SubReply => {
    const group = /groups\/([^/]+)/.exec(url)?.[1] ?? '';
    return group in members ? page(members[group]) : failed(404);
  };

interface Options {
  /** What is answered when a group is asked for. */
  readonly answer?: (url: string, times: number) => SubReply | undefined;
  /** Whether members cannot be asked for by their ids, so that pages hold their names. */
  readonly areNamesInPages?: boolean;
}

async function prepare(
  members: Members,
  { answer, areNamesInPages }: Options = {},
) {
  const times = new Map<string, number>();
  const byDefault = membersOf(members);
  const byUrl = (url: string) => {
    const [path] = url.split('?');
    times.set(path, (times.get(path) ?? 0) + 1);
    return answer?.(url, times.get(path) ?? 0) ?? byDefault(url);
  };
  const step = scriptedStep((request) => {
    if (isBatch(request)) {
      return batchReply(request, byUrl);
    }
    const { ids } = request.body as { ids: string[] };
    return areNamesInPages
      ? failed(403)
      : page(ids.map((id) => ({ id, displayName: `The name of ${id}` })));
  });
  const { jobState } = step.context;
  await listedGroups.save(
    jobState,
    new Map(
      Object.keys(members).map((id) => [
        id,
        { id, hasHiddenMembership: false },
      ]),
    ),
  );
  await userIds.save(jobState, new Set([ann, bob]));
  return step;
}

const batchesOf = ({ transport }: ScriptedStep) =>
  transport.requests.filter(isBatch);

const keysOf = ({ collectedRelationships }: MockJobState) =>
  collectedRelationships.map(({ _key }) => _key).sort();

test('users are left to the second step while they are not all listed', async () => {
  const step = await prepare({
    g1: [user(ann), typed('device', laptop)],
    g2: [user(ann), user(bob)],
  });
  const { jobState } = step.context;
  await runStep(groupMembersStep, step);
  expect(keysOf(jobState)).toEqual([`g1|has|${laptop}`]);
  await runStep(groupUsersStep, step);
  expect(keysOf(jobState)).toEqual([
    `g1|has|${laptop}`,
    `g1|has|${ann}`,
    `g2|has|${ann}`,
    `g2|has|${bob}`,
  ]);
  expect(jobState.collectedEntities).toMatchObject([
    { _key: laptop, _type: 'azure_group_member' },
  ]);
  expect(batchesOf(step)).toHaveLength(1);
});

test('the groups of those who are no users are read again, for their names', async () => {
  const named = { ...user(otherMember), displayName: 'Cleo' };
  const step = await prepare({ g1: [user(ann), named], g2: [user(bob)] });
  const { jobState } = step.context;
  await runStep(groupMembersStep, step);
  await runStep(groupUsersStep, step);
  expect(keysOf(jobState)).toEqual([
    `g1|has|${otherMember}`,
    `g1|has|${ann}`,
    `g2|has|${bob}`,
  ]);
  expect(jobState.collectedEntities).toMatchObject([
    { _key: otherMember, displayName: 'Cleo', memberType: 'user' },
  ]);
  const again = subRequests(batchesOf(step)[1]);
  expect(again).toMatchObject([
    { url: expect.stringContaining('/groups/g1/members') },
  ]);
});

/** Both steps before groups that answer otherwise the second time. */
async function readTwice(
  members: Members,
  secondAnswer: (url: string) => SubReply | undefined,
) {
  const step = await prepare(members, {
    answer: (url, times) => (times > 1 ? secondAnswer(url) : undefined),
  });
  await runStep(groupMembersStep, step);
  expect(step.events).toEqual([]);
  const failure: unknown = await runStep(groupUsersStep, step).catch(
    (error: unknown) => error,
  );
  return {
    failure,
    keys: keysOf(step.context.jobState),
    events: step.events.map(({ description }) => description),
  };
}

const PARTIAL = expect.objectContaining({ code: 'PARTIAL_STEP' }) as unknown;

test.each<[string, SubReply, string[]]>([
  [
    'nothing where a member should be',
    page([null, {}, user(otherMember)]),
    [`g1|has|${otherMember}`],
  ],
  [
    'one who came meanwhile',
    page([user(otherMember), user('new-user-000')]),
    [`g1|has|${otherMember}`],
  ],
])('%s', async (_, reply, expected) => {
  const { failure, keys, events } = await readTwice(
    { g1: [user(ann), user(otherMember)] },
    () => reply,
  );
  expect(keys).toEqual([...expected, `g1|has|${ann}`]);
  expect({ failure, events }).toEqual({ failure: undefined, events: [] });
});

describe('other members who are gone when their groups are read again', () => {
  const otherMembers = (count: number) =>
    Array.from({ length: count }, (_, number) => user(`other-${number}-0000`));

  it('are normal as long as other members speak for the answer', async () => {
    const { failure, keys, events } = await readTwice(
      { g1: [user(ann), user(otherMember)] },
      () => page([user(ann)]),
    );
    expect(keys).toEqual([`g1|has|${ann}`]);
    expect(failure).toBeUndefined();
    expect(events).toEqual([
      expect.stringContaining(
        '1 of 2 members of groups who are no listed users were gone',
      ),
    ]);
  });

  it.each([
    [3, 6, false],
    [4, 7, true],
    [3, 200, false],
    [4, 200, false],
    [5, 200, true],
    [3, 3, true],
    [1, 1, true],
  ])(
    'make the step partial from a number on: %d of %d, %p',
    async (gone, of, isPartial) => {
      const others = otherMembers(of).slice(gone);
      const { failure, keys, events } = await readTwice(
        { g1: otherMembers(of) },
        () => page(others),
      );
      expect(keys).toHaveLength(of - gone);
      expect(failure).toEqual(isPartial ? PARTIAL : undefined);
      expect(events).toEqual([
        expect.stringContaining(`${gone} of ${of} members of groups`),
      ]);
    },
  );

  const tenGroups = (members: readonly object[]): Members =>
    Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`g${index}`, members]),
    );

  it.each([
    [3, false],
    [4, true],
    [10, true],
  ])('with %d of ten groups: partial %p', async (gone, isPartial) => {
    const { failure, keys, events } = await readTwice(
      tenGroups([user(ann), user(otherMember)]),
      (url) =>
        Number(/groups\/g(\d)/.exec(url)?.[1]) < gone ? failed(404) : undefined,
    );
    // What was read first stays.
    expect(keys).toHaveLength(10 + 10 - gone);
    expect(failure).toEqual(isPartial ? PARTIAL : undefined);
    expect(events).toEqual([
      expect.stringContaining(
        `${gone} of 10 groups were deleted before their members were read again`,
      ),
    ]);
  });

  it('with the pages of all groups are not believed', async () => {
    const { failure, events } = await readTwice(
      tenGroups([user(ann), user(otherMember)]),
      () => page([]),
    );
    expect(failure).toEqual(PARTIAL);
    expect(events).toEqual([
      expect.stringContaining('10 of 10 members of groups'),
    ]);
  });

  it.each([400, 403, 500])(
    'because one group answers %d cost the others nothing',
    async (status) => {
      const { failure, keys, events } = await readTwice(
        tenGroups([user(ann), user(otherMember)]),
        (url) => (url.includes('/g3/') ? failed(status, 'Odd') : undefined),
      );
      expect(keys).toHaveLength(19);
      expect(failure).toEqual(PARTIAL);
      expect(events).toEqual([
        expect.stringContaining(
          '1 groups whose members could not be read again: group g3: ',
        ),
      ]);
    },
  );

  it('because a later page fails are not said to be gone', async () => {
    const { failure, events } = await readTwice(
      tenGroups([user(ann), user(otherMember)]),
      (url) => {
        if (url.includes('skiptoken')) {
          return failed(400, 'BadRequest');
        }
        return url.includes('/g3/')
          ? page(
              [user(ann)],
              'https://graph.microsoft.com/beta/groups/g3/members?$skiptoken=1',
            )
          : undefined;
      },
    );
    expect(failure).toEqual(PARTIAL);
    expect(events).toEqual([
      expect.stringContaining('1 groups whose members could not be read again'),
    ]);
  });
});

test('a group that cannot be read again fails the step', async () => {
  const step = await prepare(
    { g1: [user(otherMember)] },
    { answer: (_, times) => (times > 1 ? failed(403) : undefined) },
  );
  await runStep(groupMembersStep, step);
  const failure = await failureOf(runStep(groupUsersStep, step));
  expect(failure).toBeInstanceOf(IntegrationProviderAuthorizationError);
});

test.each([
  ['by their ids', false, [`g1|has|${ann}`], 2],
  ['by pages', true, [`g1|has|${otherMember}`, `g1|has|${ann}`], 1],
])(
  'users are added at once when they are known, and members are named %s',
  async (_, areNamesInPages, expected, batches) => {
    const step = await prepare(
      { g1: [user(ann), user(otherMember)] },
      { areNamesInPages },
    );
    const { jobState } = step.context;
    completeStep(stepIds.users, step);
    await runStep(groupMembersStep, step);
    expect(keysOf(jobState)).toEqual(expected);
    await runStep(groupUsersStep, step);
    expect(keysOf(jobState)).toEqual([
      `g1|has|${otherMember}`,
      `g1|has|${ann}`,
    ]);
    expect(batchesOf(step)).toHaveLength(batches);
  },
);

test('users that become known meanwhile are added by the first step', async () => {
  const groups = Array.from({ length: 60 }, (_, index) => `group-${index}`);
  const members = Object.fromEntries(groups.map((id) => [id, [user(ann)]]));
  let asked = 0;
  const step = await prepare(members, {
    answer: () => {
      asked += 1;
      if (asked === 30) {
        void completeStep(stepIds.users, step);
      }
      return undefined;
    },
  });
  await runStep(groupMembersStep, step);
  expect(step.context.jobState.collectedRelationships).toHaveLength(60);
});

test('what cannot be read ends the first step, whether users are known or not', async () => {
  const step = await prepare(
    { g1: [user(ann)] },
    { answer: () => failed(403) },
  );
  const failure = await failureOf(runStep(groupMembersStep, step));
  expect(failure).toBeInstanceOf(IntegrationProviderAuthorizationError);
});

describe('the first reading', () => {
  const hundred: Members = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [
      `g${String(index).padStart(2, '0')}`,
      [user(ann)],
    ]),
  );

  const read = async (answer: (group: number) => SubReply | undefined) => {
    const step = await prepare(hundred, {
      answer: (url) => answer(Number(/groups\/g(\d+)/.exec(url)?.[1])),
    });
    completeStep(stepIds.users, step);
    const failure: unknown = await runStep(groupMembersStep, step).catch(
      (error: unknown) => error,
    );
    return {
      failure,
      count: keysOf(step.context.jobState).length,
      events: step.events.map(({ description }) => description),
      lines: step.lines,
    };
  };

  it.each([
    [3, false],
    [4, true],
    [100, true],
  ])('finds %d of 100 groups gone: partial %p', async (gone, isPartial) => {
    const { failure, count, events } = await read((group) =>
      group < gone ? failed(404) : undefined,
    );
    expect(count).toBe(100 - gone);
    expect(failure).toEqual(isPartial ? PARTIAL : undefined);
    expect(events).toEqual([
      expect.stringContaining(
        `${gone} of 100 groups were deleted before their members were read`,
      ),
    ]);
  });

  it.each([
    [3, false],
    [4, true],
  ])('finds %d members without an id: partial %p', async (odd, isPartial) => {
    const { failure, count, events, lines } = await read((group) =>
      group < odd ? page([user(ann), { displayName: 'Who?' }]) : undefined,
    );
    expect(count).toBe(100);
    expect(failure).toEqual(isPartial ? PARTIAL : undefined);
    expect(events).toEqual([
      expect.stringContaining(
        `${odd} of ${100 + odd} members of groups came without an id`,
      ),
    ]);
    // The log has the line of the event, and no other.
    expect(lines.filter((line) => /without an id/.test(line))).toEqual(events);
  });

  it.each([
    [1, PARTIAL],
    [20, PARTIAL],
    [21, expect.not.objectContaining({ code: 'PARTIAL_STEP' }) as unknown],
  ])('cannot read %d groups', async (unread, expected) => {
    const { failure, events } = await read((group) =>
      group < unread ? failed(400, 'BadRequest') : undefined,
    );
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toEqual(expected);
    expect(
      events.filter((event) =>
        event.startsWith(`${unread} groups whose members could not be read`),
      ),
    ).toHaveLength(unread > 20 ? 0 : 1);
  });
});

describe('groups with hidden membership', () => {
  const run = async (reply: SubReply) => {
    const step = await prepare(
      { g1: [user(ann)], g2: [user(ann)] },
      { answer: (url) => (url.includes('/g2/') ? reply : undefined) },
    );
    const hasHiddenMembership = true;
    await listedGroups.save(
      step.context.jobState,
      new Map([
        ['g1', { id: 'g1', hasHiddenMembership: false }],
        ['g2', { id: 'g2', hasHiddenMembership }],
      ]),
    );
    completeStep(stepIds.users, step);
    const failure: unknown = await runStep(groupMembersStep, step).catch(
      (error: unknown) => error,
    );
    const events = step.events.map(({ description }) => description);
    return { failure, events, keys: keysOf(step.context.jobState) };
  };

  it.each<[string, SubReply]>([
    ['refused', failed(403, 'Authorization_RequestDenied')],
    ['left out', page([])],
  ])('whose members are %s are told, with the permission', async (_, reply) => {
    const { failure, events, keys } = await run(reply);
    expect(failure).toBeUndefined();
    expect(keys).toEqual([`g1|has|${ann}`]);
    expect(events).toEqual([expect.stringContaining('Member.Read.Hidden')]);
  });

  it.each<[string, SubReply]>([
    ['UnknownError', failed(403, 'UnknownError')],
    ['nothing', { status: 403 }],
  ])('that answer 403 with %s blame no permission', async (_, reply) => {
    const { failure, events, keys } = await run(reply);
    expect(failure).toEqual(PARTIAL);
    expect(keys).toEqual([`g1|has|${ann}`]);
    expect(events).toEqual([
      expect.stringContaining('1 groups whose members could not be read'),
    ]);
    expect(events[0]).not.toContain('Member.Read.Hidden');
  });
});

describe('a later page that is not found', () => {
  const run = async (timesLost: number) => {
    let lost = 0;
    const step = await prepare(
      { g1: [user(ann), user(bob)], g2: [user(ann)] },
      {
        answer: (url) => {
          if (url.includes('skiptoken')) {
            lost += 1;
            return lost > timesLost ? page([user(bob)]) : failed(404);
          }
          return url.includes('/g1/')
            ? page(
                [user(ann)],
                'https://graph.microsoft.com/beta/groups/g1/members?$skiptoken=1',
              )
            : undefined;
        },
      },
    );
    completeStep(stepIds.users, step);
    const failure: unknown = await runStep(groupMembersStep, step).catch(
      (error: unknown) => error,
    );
    const events = step.events.map(({ description }) => description);
    return { failure, events, keys: keysOf(step.context.jobState) };
  };

  it('is a lost page token: the group is read again', async () => {
    expect(await run(1)).toEqual({
      failure: undefined,
      events: [],
      keys: [`g1|has|${ann}`, `g1|has|${bob}`, `g2|has|${ann}`],
    });
  });

  it('does not pass for a deleted group when it is never found', async () => {
    const { failure, events, keys } = await run(Infinity);
    expect(failure).toEqual(PARTIAL);
    expect(events).toEqual([
      expect.stringContaining('1 groups whose members could not be read'),
    ]);
    expect(keys).toEqual([`g1|has|${ann}`, `g2|has|${ann}`]);
  });
});

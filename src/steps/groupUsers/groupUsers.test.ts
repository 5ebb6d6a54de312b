/** Members that are read before users are known, and what becomes of them. */
import { IntegrationProviderAuthorizationError } from '@jupiterone/integration-sdk-core';
import type { MockJobState } from '@jupiterone/integration-sdk-testing';
import {
  batchReply,
  isBatch,
  subRequests,
  type SubReply,
} from '../../../test/graph/batchReplies';
import { failed, page } from '../../../test/graph/replies';
import {
  completeStep,
  failureOf,
  runStep,
  scriptedStep,
  type ScriptedStep,
} from '../../../test/support/stepContext';
import { groupMembersStep } from '../groupMembers';
import { saveGroupIndex } from '../groups/groupIndex';
import { stepIds } from '../stepIds';
import { saveUserIndex } from '../users/userIndex';
import { groupUsersStep } from '.';

const ann = 'user-0000000-ann';
const bob = 'user-0000000-bob';
const stranger = 'user-0-not-listed';
const laptop = 'device-0000-laptop';
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
  const names = areNamesInPages ? failed(403) : page([]);
  const step = scriptedStep((request) =>
    isBatch(request) ? batchReply(request, byUrl) : names,
  );
  const { jobState } = step.context;
  await saveGroupIndex(
    jobState,
    new Map(
      Object.keys(members).map((id) => [
        id,
        { id, hasHiddenMembership: false },
      ]),
    ),
  );
  await saveUserIndex(jobState, new Set([ann, bob]));
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
  const named = { ...user(stranger), displayName: 'Cleo' };
  const step = await prepare({ g1: [user(ann), named], g2: [user(bob)] });
  const { jobState } = step.context;
  await runStep(groupMembersStep, step);
  await runStep(groupUsersStep, step);
  expect(keysOf(jobState)).toEqual([
    `g1|has|${stranger}`,
    `g1|has|${ann}`,
    `g2|has|${bob}`,
  ]);
  expect(jobState.collectedEntities).toMatchObject([
    { _key: stranger, displayName: 'Cleo', memberType: 'user' },
  ]);
  const again = subRequests(batchesOf(step)[1]);
  expect(again).toMatchObject([
    { url: expect.stringContaining('/groups/g1/members') },
  ]);
});

test.each<[string, SubReply, string[], boolean]>([
  ['a group that is gone by then', failed(404), [], true],
  ['one who is no member any more', page([user(ann)]), [], true],
  [
    'nothing where a member should be',
    page([null, {}, user(stranger)]),
    [`g1|has|${stranger}`],
    false,
  ],
  [
    'one who came meanwhile',
    page([user(stranger), user('new-user-000')]),
    [`g1|has|${stranger}`],
    false,
  ],
])('%s', async (_, reply, expected, isTold) => {
  const step = await prepare(
    { g1: [user(ann), user(stranger)] },
    { answer: (_, times) => (times > 1 ? reply : undefined) },
  );
  await runStep(groupMembersStep, step);
  await runStep(groupUsersStep, step);
  expect(keysOf(step.context.jobState)).toEqual([...expected, `g1|has|${ann}`]);
  expect(step.lines.some((line) => line.includes('were gone'))).toBe(isTold);
});

test('a group that cannot be read again fails the step', async () => {
  const step = await prepare(
    { g1: [user(stranger)] },
    { answer: (_, times) => (times > 1 ? failed(403) : undefined) },
  );
  await runStep(groupMembersStep, step);
  const failure = await failureOf(runStep(groupUsersStep, step));
  expect(failure).toBeInstanceOf(IntegrationProviderAuthorizationError);
});

test.each([
  ['by their ids', false, [`g1|has|${ann}`], 2],
  ['by pages', true, [`g1|has|${stranger}`, `g1|has|${ann}`], 1],
])(
  'users are added at once when they are known, and members are named %s',
  async (_, areNamesInPages, expected, batches) => {
    const step = await prepare(
      { g1: [user(ann), user(stranger)] },
      { areNamesInPages },
    );
    const { jobState } = step.context;
    await completeStep(stepIds.users, step);
    await runStep(groupMembersStep, step);
    expect(keysOf(jobState)).toEqual(expected);
    await runStep(groupUsersStep, step);
    expect(keysOf(jobState)).toEqual([`g1|has|${stranger}`, `g1|has|${ann}`]);
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

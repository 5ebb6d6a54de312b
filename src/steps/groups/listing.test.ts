import { failed, ok, page, type HttpReply } from '#test/graph/replies';
import { runStep, scriptedStep } from '#test/support/stepContext';
import { listedGroups } from './listedGroups';
import { groupsStep } from './';

const idOf = (number: number) => `group-${String(number).padStart(8, '0')}`;
const group = (number: number, more: object = {}) => ({
  id: idOf(number),
  displayName: `Group ${number}`,
  mailEnabled: false,
  securityEnabled: true,
  ...more,
});
const groups = (count: number, more?: object, from = 0) =>
  Array.from({ length: count }, (_, index) => group(from + index, more));

/** Runs the step before a Graph that lists these groups. */
async function run(
  listed: readonly unknown[],
  count: HttpReply = ok(listed.length),
) {
  const step = scriptedStep(({ url }) =>
    url.includes('$count') ? count : page(listed),
  );
  const failure: unknown = await runStep(groupsStep, step).catch(
    (error: unknown) => error,
  );
  const { jobState } = step.context;
  const { collectedEntities: entities, collectedRelationships } = jobState;
  expect(collectedRelationships).toHaveLength(entities.length);
  const events = step.events.map(({ description }) => description);
  return { failure, entities, events, ...step.context };
}

test('a group that comes again is taken once, and counted', async () => {
  const { entities, jobState, logger } = await run(
    [
      group(0, { visibility: 'HiddenMembership' }),
      group(1),
      group(0, { visibility: 'Public' }),
    ],
    ok(2),
  );
  expect(entities.map(({ _key }) => _key)).toEqual([idOf(0), idOf(1)]);
  expect([...(await listedGroups.load(jobState)).values()]).toEqual([
    { id: idOf(0), hasHiddenMembership: true },
    { id: idOf(1), hasHiddenMembership: false },
  ]);
  expect(logger.info).toHaveBeenCalledWith(
    { kind: 'repeated', count: 1 },
    'Microsoft Graph listed groups again: they were left out [M365-LOG-009]',
  );
});

interface Verdict {
  readonly entities: number;
  readonly event?: string;
  readonly isPartial?: boolean;
}

test.each<[string, unknown[], HttpReply | undefined, Verdict]>([
  ['whole', groups(10), undefined, { entities: 10 }],
  [
    'empty, and counted so',
    [],
    undefined,
    { entities: 0, event: 'listed no groups, and none when' },
  ],
  [
    'empty, and counted otherwise',
    [],
    ok(7),
    { entities: 0, event: '7 groups are not listed', isPartial: true },
  ],
  [
    'short by what is normal',
    groups(98),
    ok(100),
    {
      entities: 98,
      event: '2 of 100 groups that Microsoft Graph counts are not listed',
    },
  ],
  [
    'short by more',
    groups(97),
    ok(100),
    { entities: 97, event: '3 groups are not listed', isPartial: true },
  ],
  [
    'that nobody counts',
    groups(3),
    failed(403),
    {
      entities: 3,
      event: 'Whether all groups were collected could not be checked',
    },
  ],
  [
    'a few of which lack what decides about them',
    [...groups(97), ...groups(3, { mailEnabled: null }, 97)],
    undefined,
    { entities: 100, event: '3 of 100 groups came without mailEnabled' },
  ],
  [
    'more of which lack what decides about them',
    [
      ...groups(96),
      ...groups(2, { mailEnabled: null }, 96),
      ...groups(2, { securityEnabled: null }, 98),
    ],
    undefined,
    {
      entities: 96,
      event: '4 of 100 groups came without mailEnabled or securityEnabled',
      isPartial: true,
    },
  ],
  [
    'a few of which have no usable id, or nothing else',
    [...groups(97), { displayName: 'Who?' }, { id: 'short' }, { id: idOf(99) }],
    undefined,
    { entities: 97, event: '3 of 100 groups came without an id' },
  ],
  [
    'none of which has a usable id',
    groups(10, { id: '00000000-0000-0000-0000-000000000000' }),
    undefined,
    {
      entities: 0,
      event: '10 of 10 groups came without an id',
      isPartial: true,
    },
  ],
])('the list of groups, %s', async (_, listed, count, expected) => {
  const { failure, entities, events } = await run(listed, count);
  expect(entities).toHaveLength(expected.entities);
  expect(failure).toEqual(
    expected.isPartial
      ? expect.objectContaining({ code: 'PARTIAL_STEP' })
      : undefined,
  );
  expect(events).toEqual(
    expected.event === undefined
      ? []
      : [expect.stringContaining(expected.event)],
  );
});

import { setTimeout } from 'node:timers/promises';
import { failed, page, type HttpReply } from '#test/graph/replies';
import { failureOf, runStep, scriptedStep } from '#test/support/stepContext';
import { listedConfigurations, deviceConfigurationsStep } from './';
import { configurationSources } from './request';

const lists: Readonly<Record<string, HttpReply>> = {
  deviceConfigurations: page([
    {
      '@odata.type': '#microsoft.graph.androidDeviceOwnerWiFiConfiguration',
      id: 'legacy-0001',
      displayName: 'Wi-Fi',
    },
    // Graph leaves the type out where it does not know it.
    { id: 'legacy-0002', displayName: 'Without a type' },
    {
      '@odata.type': '#microsoft.graph.profileOfTomorrow',
      id: 'legacy-0003',
      description: 'Without a name',
    },
  ]),
  configurationPolicies: page([{ id: 'catalog-0001', name: 'Settings' }]),
  groupPolicyConfigurations: page([
    { id: 'templates-0001', displayName: 'Templates' },
  ]),
  intents: page([{ id: 'intent-0001', displayName: 'Baseline' }]),
};

/** Long enough for an answer that is there to be worked on. */
const SOON_MS = 20;

const prepare = (replies: Readonly<Record<string, HttpReply>> = {}) =>
  scriptedStep(({ url }) => {
    const name = new URL(url).pathname.split('/').at(-1) ?? '';
    return replies[name] ?? lists[name];
  });

test('configurations of all families are collected from beta, whatever Graph says of their types', async () => {
  const step = prepare();
  await runStep(deviceConfigurationsStep, step);
  const { jobState } = step.context;
  const entities = jobState.collectedEntities.map(
    ({ _key, displayName, configurationType }) => [
      _key,
      displayName,
      configurationType,
    ],
  );
  expect(entities.sort()).toEqual([
    ['catalog-0001', 'Settings', 'deviceManagementConfigurationPolicy'],
    ['intent-0001', 'Baseline', 'deviceManagementIntent'],
    ['legacy-0001', 'Wi-Fi', 'androidDeviceOwnerWiFiConfiguration'],
    ['legacy-0002', 'Without a type', 'deviceConfiguration'],
    ['legacy-0003', 'legacy-0003', 'profileOfTomorrow'],
    ['templates-0001', 'Templates', 'groupPolicyConfiguration'],
  ]);
  const versions = step.transport.urls.map((url) => url.split('/')[3]);
  expect(versions).toEqual(Array(4).fill('beta'));
  expect([...step.events, ...step.lines]).toEqual([]);
});

test('what was read is emitted when another list fails', async () => {
  let answered = 0;
  const step = scriptedStep(async ({ url }) => {
    const name = new URL(url).pathname.split('/').at(-1) ?? '';
    answered += 1;
    if (name === 'intents') {
      await setTimeout(SOON_MS);
      return failed(400, 'BadRequest', {}, 'Not today');
    }
    return lists[name];
  });
  await failureOf(runStep(deviceConfigurationsStep, step));
  const { collectedEntities } = step.context.jobState;
  expect(answered).toBeGreaterThan(3);
  expect(collectedEntities.map(({ _key }) => _key).sort()).toEqual([
    'catalog-0001',
    'legacy-0001',
    'legacy-0002',
    'legacy-0003',
    'templates-0001',
  ]);
});

test('later steps know which of them have lists of states', async () => {
  const step = prepare();
  await runStep(deviceConfigurationsStep, step);
  const index = await listedConfigurations.load(step.context.jobState);
  expect(
    [...index.values()].map(({ id, kind }) => `${id} ${kind}`).sort(),
  ).toEqual([
    'catalog-0001 withoutList',
    'intent-0001 intent',
    'legacy-0001 legacy',
    'legacy-0002 legacy',
    'legacy-0003 legacy',
    'templates-0001 withoutList',
  ]);
});

/** From the newest family to the oldest. */
const families: readonly (readonly [string, string])[] = [
  ['configurationPolicies', 'withoutList'],
  ['groupPolicyConfigurations', 'withoutList'],
  ['intents', 'intent'],
  ['deviceConfigurations', 'legacy'],
];
const pairsOfFamilies = families.flatMap((newer, index) =>
  families.slice(index + 1).map((older) => [newer, older] as const),
);

describe.each(pairsOfFamilies)(
  'a configuration in the lists of %s and %s',
  ([newer, kind], [older]) => {
    it.each([newer, older])(
      'is of the newer family, also when %s answers last',
      async (last) => {
        const twice = (name: string) =>
          page([{ id: 'twice-0001', displayName: name, name }]);
        const step = scriptedStep(async ({ url }) => {
          const name = new URL(url).pathname.split('/').at(-1) ?? '';
          if (name === last) {
            await setTimeout(SOON_MS);
          }
          return name === newer || name === older ? twice(name) : lists[name];
        });
        await runStep(deviceConfigurationsStep, step);
        const { jobState } = step.context;
        expect(
          jobState.collectedEntities.filter(
            ({ _key }) => _key === 'twice-0001',
          ),
        ).toEqual([expect.objectContaining({ displayName: newer })]);
        const index = await listedConfigurations.load(jobState);
        expect(index.get('twice-0001')).toMatchObject({ name: newer, kind });
      },
    );
  },
);

test('one that is in two lists is taken once', async () => {
  const step = prepare({
    intents: page([{ id: 'legacy-0001', displayName: 'Again' }]),
  });
  await runStep(deviceConfigurationsStep, step);
  expect(step.context.jobState.collectedEntities).toHaveLength(5);
  expect(step.events).toEqual([]);
});

describe.each(configurationSources)('$what', ({ what, request }) => {
  const name = request.path.split('/').at(-1) ?? '';
  const others = Object.keys(lists).filter((each) => each !== name);

  const run = async (reply: HttpReply | (() => HttpReply)) => {
    const step = scriptedStep(({ url }) => {
      const asked = new URL(url).pathname.split('/').at(-1) ?? '';
      if (asked !== name) {
        return others.includes(asked) ? lists[asked] : failed(404);
      }
      return typeof reply === 'function' ? reply() : reply;
    });
    const failure: unknown = await runStep(
      deviceConfigurationsStep,
      step,
    ).catch((error: unknown) => error);
    return {
      failure,
      keys: step.context.jobState.collectedEntities.map(({ _key }) => _key),
      events: step.events.map(({ description }) => description),
    };
  };
  const configurations = Array.from({ length: 7 }, (_, number) => ({
    id: `own-000000${number}`,
    description: `Configuration ${number}`,
  }));
  const ownOf = (keys: readonly string[]) =>
    keys.filter((key) => key.startsWith('own-'));

  it('that are none, twice, are told once', async () => {
    const { failure, events } = await run(page([]));
    expect(failure).toBeUndefined();
    expect(events).toEqual([
      expect.stringContaining(`listed no ${what}, and none when`),
    ]);
  });

  it('that are none for a moment are collected', async () => {
    let times = 0;
    const { failure, events, keys } = await run(() => {
      times += 1;
      return page(times === 1 ? [] : configurations);
    });
    expect({ failure, events }).toEqual({ failure: undefined, events: [] });
    expect(ownOf(keys)).toHaveLength(7);
  });

  it.each([
    ['a few without an id or anything else are counted', 2, 9, false],
    ['more of those make the step partial', 4, 11, true],
  ])('of which %s', async (_, odd, of, isPartial) => {
    const bare = { id: 'nothing-but-an-id' };
    const oddOnes = Array.from({ length: odd }, (_, index) =>
      index === 0 ? bare : { displayName: 'Who?' },
    );
    const { failure, events, keys } = await run(
      page([...configurations, ...oddOnes]),
    );
    expect(ownOf(keys)).toHaveLength(7);
    expect(keys).not.toContain(bare.id);
    expect(failure).toEqual(
      isPartial ? expect.objectContaining({ code: 'PARTIAL_STEP' }) : undefined,
    );
    expect(events).toEqual([
      expect.stringContaining(`${odd} of ${of} ${what} came without an id`),
    ]);
  });
});

test.each(Object.keys(lists))(
  'the step fails without the list of %s',
  async (name) => {
    const step = prepare({ [name]: failed(404, 'UnknownError') });
    const error = await failureOf(runStep(deviceConfigurationsStep, step));
    expect(error).toMatchObject({ code: 'PROVIDER_API_ERROR', status: 404 });
  },
);

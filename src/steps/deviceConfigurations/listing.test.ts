import { failed, page, type HttpReply } from '../../../test/graph/replies';
import {
  failureOf,
  runStep,
  scriptedStep,
} from '../../../test/support/stepContext';
import { configurationIndex, deviceConfigurationsStep } from '.';

const lists: Readonly<Record<string, HttpReply>> = {
  deviceConfigurations: page([
    {
      '@odata.type': '#microsoft.graph.androidDeviceOwnerWiFiConfiguration',
      id: 'legacy-0001',
      displayName: 'Wi-Fi',
    },
    // Graph leaves the type out where it does not know it.
    { id: 'legacy-0002', displayName: 'Without a type' },
    { '@odata.type': '#microsoft.graph.profileOfTomorrow', id: 'legacy-0003' },
  ]),
  configurationPolicies: page([{ id: 'catalog-0001', name: 'Settings' }]),
  groupPolicyConfigurations: page([
    { id: 'templates-0001', displayName: 'Templates' },
  ]),
  intents: page([{ id: 'intent-0001', displayName: 'Baseline' }]),
};

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

test('later steps know which of them have lists of states', async () => {
  const step = prepare();
  await runStep(deviceConfigurationsStep, step);
  const index = await configurationIndex.load(step.context.jobState);
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

test('one that is listed twice is taken once, and one without an id not at all', async () => {
  const step = prepare({
    intents: page([{ id: 'legacy-0001' }, { displayName: 'Who?' }]),
  });
  await runStep(deviceConfigurationsStep, step);
  const { jobState, logger } = step.context;
  expect(jobState.collectedEntities).toHaveLength(5);
  for (const kind of ['repeated', 'withoutId']) {
    expect(logger.warn).toHaveBeenCalledWith(
      { kind, count: 1 },
      expect.any(String),
    );
  }
});

test.each(Object.keys(lists))(
  'the step fails without the list of %s',
  async (name) => {
    const step = prepare({ [name]: failed(404, 'UnknownError') });
    const error = await failureOf(runStep(deviceConfigurationsStep, step));
    expect(error).toMatchObject({ code: 'PROVIDER_API_ERROR', status: 404 });
  },
);

import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import { ok, page } from '../../../test/graph/replies';
import {
  exportsAsked,
  forbidden,
  intuneAccount,
  pathsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '../../../test/support/scriptedIntune';
import { failureOf, runStep } from '../../../test/support/stepContext';
import {
  configurationIndex,
  type IndexedConfiguration,
} from '../deviceConfigurations';
import { saveDeviceIndex, type IndexedDevice } from '../devices/deviceIndex';
import { configurationFindingsStep } from './configurationFindings';

const REPORT = 'DeviceStatusesByConfigurationProfile';
const header = [
  'PolicyId',
  'IntuneDeviceId',
  'PolicyStatus',
  'PspdpuLastModifiedTimeUtc',
];

const legacy = {
  id: 'old',
  name: 'Old profile',
  kind: 'legacy',
  isAssigned: false,
} as const;
const catalog = {
  id: 'new',
  name: 'Settings',
  kind: 'exportOnly',
  isAssigned: true,
} as const;
const intent = {
  id: 'intent',
  name: 'Baseline',
  kind: 'intent',
  isAssigned: true,
} as const;

const statusesPath =
  '/deviceManagement/deviceConfigurations/old/deviceStatuses';
const overviewPath =
  '/deviceManagement/deviceConfigurations/old/deviceStatusOverview';
const statesPath = '/deviceManagement/intents/intent/deviceStates';

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const statuses = page([{ id: 'account_old_d1', status: 'error' }]);
const overview = ok({ errorCount: 1 });
const states = page([
  { id: 'x', deviceId: 'd1', state: 'conflict', lastReportedDateTime: null },
  { id: 'y', deviceId: null, state: 'error' },
]);

const paths = {
  ...intuneAccount,
  [statusesPath]: statuses,
  [overviewPath]: overview,
  [statesPath]: states,
};

const exported = [
  header,
  ['old', 'd1', '5', '2026-06-19 20:29:04.0000000'],
  ['new', 'd1', '6', '2026-06-19 20:29:04.0000000'],
  ['intent', 'd1', '6', '2026-06-19 20:29:04.0000000'],
];

async function prepare(
  script: IntuneScript,
  configurations: readonly IndexedConfiguration[],
  deviceCount = 1,
) {
  const step = intune.step(script);
  const { jobState } = step.context;
  const devices = new Map<string, IndexedDevice>();
  for (let number = 1; number <= deviceCount; number += 1) {
    devices.set(`d${number}`, { type: 'laptop' });
  }
  await saveDeviceIndex(jobState, devices);
  await configurationIndex.save(
    jobState,
    new Map(configurations.map((each) => [each.id, each])),
  );
  return step;
}

async function run(...args: Parameters<typeof prepare>) {
  const step = await prepare(...args);
  await runStep(configurationFindingsStep, step);
  const { collectedEntities, collectedRelationships } = step.context.jobState;
  return {
    ...step,
    findings: collectedEntities.map(({ _key }) => _key),
    keys: collectedRelationships.map(({ _key }) => _key).sort(),
  };
}

describe('configuration findings', () => {
  it('of older profiles on few devices come from the profiles, which are checked', async () => {
    const step = await run({ paths }, [legacy]);
    expect(step.findings).toEqual(['account_old_d1']);
    expect(step.keys).toEqual([
      'd1|has|account_old_d1',
      'intune-host-agent:d1|assigned|old',
      'old|identified|account_old_d1',
    ]);
    expect(pathsAsked(step)).toEqual(
      ['/deviceManagement', overviewPath, statusesPath].sort(),
    );
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it.each([
    ['many devices', [legacy], 1_001],
    ['Settings Catalog policies', [legacy, catalog], 1],
    ['intents', [legacy, intent], 1],
  ])('of %s come from the export', async (_, configurations, deviceCount) => {
    const step = await run(
      { paths, exports: { [REPORT]: exported } },
      configurations,
      deviceCount,
    );
    expect(exportsAsked(step)).toEqual([REPORT]);
    expect(step.findings).toEqual(
      configurations.map(({ id }) => `account_${id}_d1`),
    );
    expect(pathsAsked(step)).not.toContain(statusesPath);
    expect(pathsAsked(step)).not.toContain(statesPath);
    // Only the older ones can be checked.
    expect(pathsAsked(step)).toContain(overviewPath);
    expect(step.events).toEqual([]);
  });

  it('ask for the export without naming its columns', async () => {
    const { transport } = await run(
      { paths, exports: { [REPORT]: exported } },
      [catalog],
    );
    const post = transport.requests.find(({ url }) =>
      url.endsWith('/exportJobs'),
    );
    expect(post?.body).not.toHaveProperty('select');
  });

  it('without exports are those of older profiles and intents, and users are told', async () => {
    const step = await run({ paths, exports: { [REPORT]: forbidden } }, [
      legacy,
      catalog,
      { ...catalog, id: 'new2' },
      intent,
    ]);
    expect(step.findings).toEqual(['account_old_d1', 'account_intent_d1']);
    expect(step.events.map(({ name }) => name)).toEqual([
      'info',
      'warn_incomplete_data',
    ]);
    expect(step.events[1].description).toContain(
      'The state of 2 Settings Catalog policies and administrative templates',
    );
    // The state without a device.
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownDevice', count: 1 },
      expect.any(String),
    );
  });

  it('without exports are complete when there are older profiles only', async () => {
    const script = { paths, exports: { [REPORT]: forbidden } };
    const step = await run(script, [legacy], 1_001);
    expect(step.findings).toEqual(['account_old_d1']);
    expect(step.events.map(({ name }) => name)).toEqual(['info']);
  });

  it('come from the export when the profiles have less than Intune counts', async () => {
    const script = {
      paths: {
        ...paths,
        [statusesPath]: page([]),
        [overviewPath]: ok({ errorCount: 2 }),
      },
      exports: { [REPORT]: [...exported, ['old', 'd2', '2', '']] },
    };
    const step = await run(script, [legacy], 2);
    expect(step.findings).toEqual(['account_old_d1']);
    expect(exportsAsked(step)).toEqual([REPORT]);
  });

  it('come from the profiles when the export has less than Intune counts', async () => {
    const rows = ['d1', 'd2'].map((id) => ({
      id: `account_old_${id}`,
      status: 'error',
    }));
    const script = {
      paths: {
        ...paths,
        [statusesPath]: page(rows),
        [overviewPath]: ok({ errorCount: 2 }),
      },
      exports: { [REPORT]: [header] },
    };
    const step = await run(script, [legacy], 1_001);
    expect(step.findings).toEqual(['account_old_d1', 'account_old_d2']);
  });

  it('fail, and name the profiles, when both sources have less', async () => {
    const script = {
      paths: { ...paths, [overviewPath]: ok({ errorCount: 90 }) },
      exports: { [REPORT]: exported },
    };
    const step = await prepare(script, [legacy]);
    const error = await failureOf(runStep(configurationFindingsStep, step));
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
    expect(error).toMatchObject({
      message: expect.stringContaining('Old profile') as unknown,
    });
    expect(step.context.jobState.collectedEntities).toEqual([]);
  });

  it('fail when the export is short, and the only source of some', async () => {
    const script = {
      paths,
      exports: { [REPORT]: exported.filter(([policy]) => policy !== 'old') },
    };
    const step = await prepare(script, [legacy, catalog]);
    const error = await failureOf(runStep(configurationFindingsStep, step));
    expect(error).toMatchObject({
      message: expect.stringContaining('Old profile') as unknown,
    });
    expect(step.context.jobState.collectedEntities).toEqual([]);
  });

  it.each([
    ['fail', catalog, IntegrationProviderAPIError],
    ['are none', { ...catalog, isAssigned: false }, undefined],
  ])(
    '%s when the export has no rows, as the policies are assigned or not',
    async (_, configuration, expected) => {
      const script = { paths, exports: { [REPORT]: [header] } };
      const step = await prepare(script, [configuration]);
      const error = await failureOf(
        runStep(configurationFindingsStep, step),
      ).catch(() => undefined);
      expect(error?.constructor).toBe(expected);
    },
  );

  it('take intents from themselves when the export is short', async () => {
    const script = {
      paths,
      exports: { [REPORT]: [header, ['gone', 'd1', '2', '']] },
    };
    const step = await run(script, [legacy, intent]);
    expect(step.findings).toEqual(['account_old_d1', 'account_intent_d1']);
  });

  it('fail when an export that may come tomorrow is the only source of some', async () => {
    const damaged = [['PolicyId', 'PolicyStatus']];
    const script = { paths, exports: { [REPORT]: damaged } };
    const step = await prepare(script, [legacy, catalog]);
    const error = await failureOf(runStep(configurationFindingsStep, step));
    expect(error).toMatchObject({
      message: expect.stringContaining(REPORT) as unknown,
    });
    expect(step.context.jobState.collectedEntities).toEqual([]);
  });

  it.each([
    ['stand', 2],
    ['fail', 3],
  ])(
    '%s when the report of a policy has %i rows more than the export',
    async (outcome, more) => {
      const rows = Array.from({ length: 1 + more }, () => ['d1']);
      const script: IntuneScript = {
        paths,
        exports: { [REPORT]: exported },
        report: (filter) =>
          ok({
            TotalRowCount: filter === "(PolicyId eq 'new')" ? rows.length : 0,
            Schema: [{ Column: 'IntuneDeviceId' }],
            Values: filter === "(PolicyId eq 'new')" ? rows : [],
          }),
      };
      const step = await prepare(script, [legacy, catalog, intent]);
      const error = await failureOf(
        runStep(configurationFindingsStep, step),
      ).catch(() => undefined);
      expect(error === undefined ? 'stand' : 'fail').toBe(outcome);
    },
  );

  it('are not asked for when there is no configuration', async () => {
    const step = await run({}, []);
    expect(step.transport.requests).toEqual([]);
    expect(step.findings).toEqual([]);
  });
});

import { ok, page, type HttpReply } from '#test/graph/replies';
import { reportPage } from '#test/graph/sampleReports';
import { expectGrants, SCARCE } from '#test/support/grants';
import { runFindings } from '#test/support/findingsRun';
import {
  exportsAsked,
  forbidden,
  intuneAccount,
  pathsAsked,
  reportsAsked,
  ScriptedIntune,
  type IntuneScript,
  type ReportedRow,
} from '#test/support/scriptedIntune';
import {
  listedConfigurations,
  type ListedConfiguration,
} from '../deviceConfigurations';
import { configurationFindingsStep } from './configurationFindings';

const REPORT = 'DeviceStatusesByConfigurationProfile';
const ACTION = 'getConfigurationPolicyDevicesReport';
const header = ['PolicyId', 'IntuneDeviceId', 'PolicyStatus'];

const legacy = { id: 'old', name: 'Old profile', kind: 'legacy' } as const;
const catalog = { id: 'new', name: 'Settings', kind: 'withoutList' } as const;
const intent = { id: 'intent', name: 'Baseline', kind: 'intent' } as const;
const all = [legacy, catalog, intent];
const keysOf = (configurations: readonly ListedConfiguration[]) =>
  configurations.map(({ id }) => `account_${id}_d1`).sort();

const legacyPath = (child: string) =>
  `/deviceManagement/deviceConfigurations/old/${child}`;
const statesPath = '/deviceManagement/intents/intent/deviceStates';
const summaryPath = '/deviceManagement/intents/intent/deviceStateSummary';

/** Intune's lists of states, as far as there are any. */
const paths = {
  ...intuneAccount,
  [legacyPath('deviceStatuses')]: page([
    { id: 'account_old_d1', status: 'error' },
  ]),
  [legacyPath('deviceStatusOverview')]: ok({ errorCount: 1 }),
  [statesPath]: page([{ id: 'x', deviceId: 'd1', state: 'conflict' }]),
  [summaryPath]: forbidden,
};

const exported = [
  header,
  ...['old', 'new', 'intent'].map((id) => [id, 'd1', '5']),
];

/** Reports of these configurations have a row; others have none. */
const reporting =
  (...ids: string[]) =>
  (filter: string, action: string): readonly ReportedRow[] =>
    action === ACTION && ids.some((id) => filter.endsWith(` '${id}')`))
      ? [{ IntuneDeviceId: 'd1', PolicyStatus: 5, UPN: 'ann' }]
      : [];

const UNCHECKED =
  /^Whether all states of .*policies on devices were collected could not be checked: /;

/** Reports are refused. */
const withoutReports = { report: () => forbidden };

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const run = (
  script: IntuneScript,
  configurations: readonly ListedConfiguration[] = all,
  deviceCount = 1,
) =>
  runFindings(
    configurationFindingsStep,
    listedConfigurations,
    intune.step({ paths, ...script }),
    configurations,
    deviceCount,
  );

const findingsOf = ({ findings }: Awaited<ReturnType<typeof run>>) =>
  findings.map(({ _key }) => _key).sort();

describe('configuration findings of few devices', () => {
  it('come from the reports of all families', async () => {
    const step = await run({ report: reporting('old', 'new', 'intent') });
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf(all));
    expect(step.keys).toHaveLength(9);
    expect(exportsAsked(step)).toEqual([]);
    expect(pathsAsked(step)).not.toContain(statesPath);
    expect(pathsAsked(step)).not.toContain(legacyPath('deviceStatuses'));
    expect(reportsAsked(step)).toHaveLength(3);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('need the row count of a configuration that Intune counts no device of, and nothing else', async () => {
    const step = await run(
      {
        paths: {
          ...paths,
          [legacyPath('deviceStatusOverview')]: ok({ errorCount: 0 }),
        },
        report: reporting('new'),
      },
      [legacy, catalog],
    );
    expect(step.error).toBeUndefined();
    expect(reportsAsked(step)).toHaveLength(2);
    expect(pathsAsked(step)).not.toContain(legacyPath('deviceStatuses'));
    expect(findingsOf(step)).toEqual(keysOf([catalog]));
  });

  it.each([1, 1_001])(
    'come from the lists of intents where their reports have no rows: %d devices',
    async (deviceCount) => {
      const step = await run(
        {
          report: reporting('old', 'new'),
          exports: { [REPORT]: exported.slice(0, 3) },
        },
        all,
        deviceCount,
      );
      expect(step.error).toBeUndefined();
      expect(findingsOf(step)).toEqual(keysOf(all));
      // Nothing else knows the intent.
      expect(step.events.map(({ description }) => description)).toEqual([
        expect.stringMatching(UNCHECKED),
      ]);
      // The list is cheaper.
      expect(exportsAsked(step)).toHaveLength(deviceCount === 1 ? 0 : 1);
    },
  );

  it.each([1, 1_001])(
    'are none of an intent that has no states in its list either: %d devices',
    async (deviceCount) => {
      const empty = { ...paths, [statesPath]: page([]) };
      const step = await run({ paths: empty }, [intent], deviceCount);
      expect(step.error).toBeUndefined();
      expect([...step.findings, ...step.events]).toEqual([]);
    },
  );

  it('are unchecked of an intent whose list is empty where all else is refused', async () => {
    const empty = { ...paths, [statesPath]: page([]) };
    const step = await run(
      { ...withoutReports, paths: empty, exports: { [REPORT]: forbidden } },
      [intent],
    );
    expect(step.error).toBeUndefined();
    expect(step.events.at(-1)).toMatchObject({
      name: 'info',
      description: expect.stringMatching(
        /^Whether all states of 1 device configurations were collected could not be checked: policy intent: .*403.*its list is empty/,
      ) as unknown,
    });
  });

  it('come from the export where the list of an intent is empty, and reports are refused', async () => {
    const empty = { ...paths, [statesPath]: page([]) };
    const step = await run(
      {
        ...withoutReports,
        paths: empty,
        exports: { [REPORT]: [header, ['intent', 'd1', '5']] },
      },
      [intent],
    );
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf([intent]));
  });

  it('count the states of intents without a device', async () => {
    const states = page([
      { id: 'x', deviceId: 'd1', state: 'conflict' },
      { id: 'y', deviceId: null, state: 'error' },
    ]);
    const step = await run({ paths: { ...paths, [statesPath]: states } }, [
      intent,
    ]);
    expect(findingsOf(step)).toEqual(keysOf([intent]));
    expect(step.events.map(({ description }) => description)).toEqual([
      expect.stringMatching(UNCHECKED),
      expect.stringMatching(
        /^1 of 2 devices that have states of policies are in no list\./,
      ),
    ]);
  });

  it('come from the export when reports are refused', async () => {
    const exports = { [REPORT]: exported };
    const step = await run({ ...withoutReports, exports }, [legacy, catalog]);
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf([legacy, catalog]));
    expect(exportsAsked(step)).toEqual([REPORT]);
    expect(pathsAsked(step)).not.toContain(legacyPath('deviceStatuses'));
    expect(
      step.events.map(({ name, description }) => [name, description]),
    ).toEqual([
      // Reports are what an export is checked against.
      ['info', expect.stringMatching(UNCHECKED)],
      ['info', expect.stringMatching(/^1 of 3 policies are in no list\./)],
    ]);
  });

  it('come from the lists, as far as there are any, when all else is refused', async () => {
    const step = await run({
      ...withoutReports,
      exports: { [REPORT]: forbidden },
    });
    expect(step.error).toMatchObject({
      code: 'PARTIAL_STEP',
      message: expect.stringMatching(
        /^"configuration-findings" is incomplete: 1 device configurations whose states on devices are missing: .*403.*no DeviceStatusesByConfigurationProfile export \(forbidden\)/,
      ) as unknown,
    });
    expect(step.isComplete).toBe(false);
    expect(findingsOf(step)).toEqual(keysOf([legacy, intent]));
    expect(
      step.events.map(({ name, description }) => [name, description]),
    ).toEqual([
      ['info', expect.stringContaining('does not let this application export')],
      // Of the intent.
      ['info', expect.stringMatching(UNCHECKED)],
      [
        'warn_incomplete_data',
        expect.stringMatching(/^1 device configurations/),
      ],
    ]);
  });

  it.each<[string, HttpReply]>([
    ['refused', forbidden],
    ['not found', { status: 404, body: {} }],
    [
      'cut off',
      page(
        Array.from({ length: 51 }, (_, i) => ({
          id: `a_${i}`,
          deviceId: `d${i + 1}`,
          state: 'error',
        })),
      ),
    ],
  ])(
    'are partial when the list of an intent is %s, and nothing else has it',
    async (_, list) => {
      const step = await run(
        {
          paths: { ...paths, [statesPath]: list },
          exports: { [REPORT]: exported.slice(0, 3) },
        },
        [intent],
        60,
      );
      expect(step.error).toMatchObject({ code: 'PARTIAL_STEP' });
      expect(step.findings).toHaveLength('value' in Object(list.body) ? 51 : 0);
    },
  );

  describe.each([12, 1_001])(
    'of an intent that its list alone has: %d devices',
    (deviceCount) => {
      const states = (count: number) =>
        page(
          Array.from({ length: count }, (_, index) => ({
            id: `state-${index + 1}`,
            deviceId: `d${index + 1}`,
            state: index < 2 ? 'unknown' : 'error',
          })),
        );
      const runIntent = (summary: HttpReply, script: IntuneScript = {}) =>
        run(
          {
            paths: {
              ...paths,
              [statesPath]: states(5),
              [summaryPath]: summary,
            },
            exports: { [REPORT]: forbidden },
            ...script,
          },
          [intent],
          deviceCount,
        );

      it.each([
        ['the report has no rows', {}],
        ['reports are refused', withoutReports],
      ])(
        'are partial where the summary counts more, and %s',
        async (_, script) => {
          // Two of the five have yet to report: it does not count such devices.
          const summary = ok({ errorCount: 5, successCount: 0 });
          const step = await runIntent(summary, script);
          expect(step.error).toMatchObject({
            code: 'PARTIAL_STEP',
            message: expect.stringContaining(
              'there are states of 3 devices, and Intune counts 5',
            ) as unknown,
          });
          expect(step.findings).toHaveLength(5);
        },
      );

      it('are complete where the summary counts as many, and nobody is told anything', async () => {
        const step = await runIntent(ok({ errorCount: 3 }), {
          exports: { [REPORT]: exported.slice(0, 3) },
        });
        expect(step.error).toBeUndefined();
        expect(step.findings).toHaveLength(5);
        expect(step.events).toEqual([]);
      });

      it('are complete where the summary counts one more, which an event tells', async () => {
        const step = await runIntent(ok({ errorCount: 4 }));
        expect(step.error).toBeUndefined();
        expect(step.findings).toHaveLength(5);
        expect(step.events.at(-1)?.description).toMatch(
          /^1 of 4 devices that Intune counts for policies have no state\./,
        );
      });

      it.each<[string, HttpReply]>([
        ['is refused', forbidden],
        ['is not found', { status: 404, body: {} }],
        ['has no numbers', ok({})],
        // Its list has states.
        ['counts no device', ok({ errorCount: 0 })],
      ])('are unchecked where the summary %s', async (_, summary) => {
        const step = await runIntent(summary);
        expect(step.error).toBeUndefined();
        expect(step.findings).toHaveLength(5);
        expect(step.events.at(-1)).toMatchObject({
          name: 'info',
          description: expect.stringMatching(UNCHECKED) as unknown,
        });
      });
    },
  );

  it('come from the export where the list of an intent has fewer devices than its summary counts', async () => {
    const step = await run(
      {
        ...withoutReports,
        paths: { ...paths, [summaryPath]: ok({ errorCount: 3 }) },
        exports: {
          [REPORT]: [
            header,
            ...['d1', 'd2', 'd3'].map((device) => ['intent', device, '5']),
          ],
        },
      },
      [intent],
      3,
    );
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(3);
  });

  describe('of which Intune counts more devices than any source has', () => {
    const counted = {
      ...paths,
      [legacyPath('deviceStatusOverview')]: ok({ errorCount: 90 }),
      [legacyPath('deviceStatuses')]: forbidden,
    };

    it('are partial when one source has them, with what there is', async () => {
      const script = { paths: counted, report: reporting('old') };
      const step = await run(script, [legacy]);
      expect(step.error).toMatchObject({
        message: expect.stringContaining('Intune counts 90') as unknown,
      });
      expect(findingsOf(step)).toEqual(keysOf([legacy]));
    });

    it('are complete when report and export have the same, and an event tells of the count', async () => {
      const step = await run(
        {
          paths: counted,
          report: reporting('old'),
          exports: { [REPORT]: exported },
        },
        [legacy],
      );
      expect(step.error).toBeUndefined();
      expect(findingsOf(step)).toEqual(keysOf([legacy]));
      expect(step.events.map(({ description }) => description)).toContainEqual(
        expect.stringMatching(/1 device configurations .*two sources agree/),
      );
    });
  });

  it('are partial when a report never gives some of its rows', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => [`d${i + 1}`, 5]);
    const repeated = reportPage(rows, 100, header.slice(1));
    const step = await run({ report: () => repeated }, [catalog], 100);
    expect(step.error).toMatchObject({
      message: expect.stringContaining(
        'gave only 50 different ones',
      ) as unknown,
    });
    expect(step.findings).toHaveLength(50);
  });

  it('are not asked for without a configuration, or without a device', async () => {
    for (const step of [await run({}, []), await run({}, all, 0)]) {
      expect(step.error).toBeUndefined();
      expect(step.transport.requests).toEqual([]);
    }
  });
});

describe('where a tenant grants few reports', () => {
  const many: ListedConfiguration[] = Array.from({ length: 30 }, (_, i) => ({
    id: `c${i}`,
    name: `Settings ${i}`,
    kind: 'withoutList',
  }));

  it('lists that Intune counts come first, and reports of the others', async () => {
    expectGrants({ reports: 0.02 });
    const step = await run({ report: reporting('old', 'new', 'intent') });
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf(all));
    expect(pathsAsked(step)).toContain(legacyPath('deviceStatuses'));
    expect(reportsAsked(step)).toHaveLength(2);
    expect(exportsAsked(step)).toEqual([]);
  });

  it('a list that has fewer devices than Intune counts is completed by a report', async () => {
    expectGrants({ reports: 0.02 });
    const step = await run({
      paths: { ...paths, [legacyPath('deviceStatuses')]: page([]) },
      report: reporting('old', 'new', 'intent'),
    });
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf(all));
    expect(reportsAsked(step)).toHaveLength(3);
  });

  it('an export comes first where there are many, with a sample of the same size', async () => {
    expectGrants(SCARCE);
    const step = await run(
      {
        exports: {
          [REPORT]: [header, ...many.map(({ id }) => [id, 'd1', '5'])],
        },
        report: reporting(...many.map(({ id }) => id)),
      },
      many,
    );
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf(many));
    expect(exportsAsked(step)).toEqual([REPORT]);
    expect(new Set(reportsAsked(step)).size).toBe(10);
    expect(reportsAsked(step)).toHaveLength(10);
  });

  it('a file that is short of the sample is not believed there either', async () => {
    expectGrants(SCARCE);
    const step = await run(
      {
        exports: { [REPORT]: [header, ['c0', 'd1', '5']] },
        report: reporting(...many.map(({ id }) => id)),
      },
      many,
    );
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf(many));
  });

  it('reports remain where exports are refused', async () => {
    expectGrants(SCARCE);
    const step = await run(
      {
        exports: { [REPORT]: forbidden },
        report: reporting(...many.map(({ id }) => id)),
      },
      many,
    );
    expect(step.error).toBeUndefined();
    expect(findingsOf(step)).toEqual(keysOf(many));
    expect(new Set(reportsAsked(step)).size).toBe(30);
  });
});

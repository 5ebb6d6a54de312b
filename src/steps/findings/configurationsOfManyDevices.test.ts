import { ok, page } from '#test/graph/replies';
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
const header = [
  'PolicyId',
  'IntuneDeviceId',
  'PolicyStatus',
  'PspdpuLastModifiedTimeUtc',
];
const time = '2026-06-19 20:29:04.0000000';

const legacy = { id: 'old', name: 'Old profile', kind: 'legacy' } as const;
const catalog = { id: 'new', name: 'Settings', kind: 'withoutList' } as const;

const legacyPath = (child: string) =>
  `/deviceManagement/deviceConfigurations/old/${child}`;

/** The old profile has states on three devices, of which one is open. */
const paths = {
  ...intuneAccount,
  [legacyPath('deviceStatusOverview')]: ok({ errorCount: 1, successCount: 2 }),
  [legacyPath('deviceStatuses')]: page(
    ['error', 'compliant', 'compliant'].map((status, index) => ({
      id: `account_old_d${index + 1}`,
      status,
      lastReportedDateTime: '2026-06-19T20:29:04Z',
    })),
  ),
};

const exported = [
  header,
  ...['5', '2', '2'].map((status, index) => [
    'old',
    `d${index + 1}`,
    status,
    time,
  ]),
];
const ofCatalog = ['new', 'd1', '6', time];

const reported: readonly ReportedRow[] = [5, 2, 2].map((status, index) => ({
  IntuneDeviceId: `d${index + 1}`,
  PolicyStatus: status,
  PspdpuLastModifiedTimeUtc: time,
  UPN: 'ann',
}));

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const run = (
  script: IntuneScript,
  configurations: readonly ListedConfiguration[] = [legacy, catalog],
  deviceCount = 1_001,
) =>
  runFindings(
    configurationFindingsStep,
    listedConfigurations,
    intune.step({ paths, ...script }),
    configurations,
    deviceCount,
  );

describe('configuration findings of many devices', () => {
  it('come from the export, which is checked', async () => {
    const exports = { [REPORT]: [...exported, ofCatalog] };
    const step = await run({ exports });
    expect(step.error).toBeUndefined();
    expect(step.findings.map(({ _key }) => _key)).toEqual([
      'account_old_d1',
      'account_new_d1',
    ]);
    // Of the policy that Intune does not count, one row count.
    expect(reportsAsked(step)).toHaveLength(1);
    expect(step.events).toEqual([]);
  });

  it('may lack their times', async () => {
    const rows = exported.map((row) => row.slice(0, 3));
    const step = await run({ exports: { [REPORT]: rows } }, [legacy]);
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(1);
    expect(step.findings[0].lastTestedOn).toBeUndefined();
  });

  it('are asked for with their columns, none of which is localized', async () => {
    const { transport } = await run({ exports: { [REPORT]: exported } });
    const post = transport.requests.find(({ url }) =>
      url.endsWith('/exportJobs'),
    );
    expect(post?.body).toMatchObject({ select: header });
  });

  it.each([
    ['one', 100, 'reports'],
    ['one', 101, 'export'],
    ['50', 100, 'reports'],
    // Two pages each.
    ['51', 50, 'reports'],
    ['51', 51, 'export'],
    ['1000', 5, 'reports'],
    ['1001', 1, 'export'],
  ])(
    'are those of %s devices and %d configurations: first the %s',
    async (devices, count, first) => {
      const configurations = Array.from({ length: count }, (_, index) => ({
        ...catalog,
        id: `c${index}`,
      }));
      const exports = { [REPORT]: [header, ['c0', 'd1', '6', time]] };
      const step = await run(
        { exports },
        configurations,
        devices === 'one' ? 1 : Number(devices),
      );
      expect(step.error).toBeUndefined();
      expect(exportsAsked(step)).toHaveLength(first === 'export' ? 1 : 0);
    },
  );

  it('come from the reports when the export is short of them', async () => {
    const many = Array.from({ length: 4 }, (_, index) => ({
      IntuneDeviceId: `d${index + 1}`,
      PolicyStatus: 6,
    }));
    const step = await run({
      exports: { [REPORT]: [...exported, ofCatalog] },
      report: (filter) => (filter.includes("'new'") ? many : []),
    });
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(5);
    expect(step.lines).toEqual(['Export is short [M365-LOG-005]']);
  });

  it('are partial when the export is damaged, and reports are refused', async () => {
    const damaged = [
      ['PolicyId', 'PolicyStatus'],
      ['new', '5'],
    ];
    const step = await run({
      exports: { [REPORT]: damaged },
      report: () => forbidden,
    });
    expect(step.error).toMatchObject({
      code: 'PARTIAL_STEP',
      message: expect.stringContaining(
        `1 device configurations whose states on devices are missing: policy new: POST /v1.0/deviceManagement/reports/exportJobs: no ${REPORT} export (missingColumn)`,
      ) as unknown,
    });
    // The old profile has a list of its own.
    expect(step.findings.map(({ _key }) => _key)).toEqual(['account_old_d1']);
  });

  it('are the same from every source', async () => {
    const scripts: IntuneScript[] = [
      { exports: { [REPORT]: exported } },
      { report: () => reported },
      { report: () => forbidden },
    ];
    const [first, ...others] = [
      await run(scripts[0], [legacy]),
      await run(scripts[1], [legacy]),
      await run(scripts[2], [legacy]),
    ];
    expect(first.findings).toMatchObject([
      {
        _key: 'account_old_d1',
        status: 'error',
        lastTestedOn: Date.UTC(2026, 5, 19, 20, 29, 4),
      },
    ]);
    expect(first.keys).toHaveLength(5);
    for (const other of others) {
      expect(other.error).toBeUndefined();
      expect(other.findings).toEqual(first.findings);
      expect(other.keys).toEqual(first.keys);
    }
  });
});

describe('the intents of many devices, where the export is refused', () => {
  const intent = { id: 'intent', name: 'Baseline', kind: 'intent' } as const;
  const statesPath = '/deviceManagement/intents/intent/deviceStates';
  const summaryPath = '/deviceManagement/intents/intent/deviceStateSummary';

  const states = (count: number) =>
    page(
      Array.from({ length: count }, (_, index) => ({
        id: `state-${index + 1}`,
        deviceId: `d${index + 1}`,
        state: 'error',
      })),
    );
  const reportedRows = (count: number): readonly ReportedRow[] =>
    Array.from({ length: count }, (_, index) => ({
      IntuneDeviceId: `d${index + 1}`,
      PolicyStatus: 5,
      UPN: 'ann',
    }));

  const runIntent = (
    list: ReturnType<typeof page> | typeof forbidden,
    report: NonNullable<IntuneScript['report']>,
  ) =>
    run(
      {
        paths: { ...paths, [statesPath]: list, [summaryPath]: forbidden },
        exports: { [REPORT]: forbidden },
        report,
      },
      [intent],
    );

  it('come from their lists, which take one request where a report takes one for 50 rows', async () => {
    const step = await runIntent(states(300), () => reportedRows(300));
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(300);
    expect(pathsAsked(step)).toContain(statesPath);
    // Its row count.
    expect(reportsAsked(step)).toHaveLength(1);
  });

  it.each([
    ['has fewer rows than the report', states(299)],
    ['is cut off', states(51)],
    ['is empty', states(0)],
    ['is refused', forbidden],
  ])('come from the report when their list %s', async (_, list) => {
    const step = await runIntent(list, () => reportedRows(300));
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(300);
  });

  it.each<[string, NonNullable<IntuneScript['report']>]>([
    ['knows none of them', () => []],
    ['is refused', () => forbidden],
  ])(
    'come from their lists where the report %s, and are unchecked',
    async (_, report) => {
      const step = await runIntent(states(300), report);
      expect(step.error).toBeUndefined();
      expect(step.findings).toHaveLength(300);
      expect(step.events.at(-1)).toMatchObject({
        name: 'info',
        description: expect.stringMatching(
          /^Whether all states of 1 policies on devices were collected could not be checked/,
        ) as unknown,
      });
    },
  );

  it('are partial when both sources are short', async () => {
    const step = await runIntent(states(51), () => []);
    expect(step.error).toMatchObject({ code: 'PARTIAL_STEP' });
    expect(step.findings).toHaveLength(51);
  });
});

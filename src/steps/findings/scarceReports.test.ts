/** Where few reports are granted: what is proved otherwise is not asked of them, and nothing is proved less. */
import { ok, page } from '#test/graph/replies';
import {
  complianceExportName,
  exportHeader,
} from '#test/support/complianceScript';
import { runFindings } from '#test/support/findingsRun';
import { expectGrants, SCARCE } from '#test/support/grants';
import {
  exportsAsked,
  forbidden,
  intuneAccount,
  pathsAsked,
  reportsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '#test/support/scriptedIntune';
import {
  cellsOf,
  exporting,
  readExported,
} from '#test/support/stateExportReading';
import { policiesOf } from '#test/support/statusTables';
import { listedCompliancePolicies } from '../compliancePolicies';
import { listedConfigurations } from '../deviceConfigurations';
import { complianceFindingsStep } from './complianceFindings';
import { configurationFindingsStep } from './configurationFindings';

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

beforeEach(() => expectGrants(SCARCE));

describe('an intent', () => {
  const intent = { id: 'intent', name: 'Baseline', kind: 'intent' } as const;
  const others = ['a', 'b', 'c'].map(
    (id) => ({ id, name: id, kind: 'withoutList' }) as const,
  );
  const path = '/deviceManagement/intents/intent';
  const run = (summary: ReturnType<typeof ok>, listed = ['d1', 'd2']) =>
    runFindings(
      configurationFindingsStep,
      listedConfigurations,
      intune.step({
        paths: {
          ...intuneAccount,
          [`${path}/deviceStates`]: page(
            listed.map((deviceId) => ({
              id: deviceId,
              deviceId,
              state: 'conflict',
            })),
          ),
          [`${path}/deviceStateSummary`]: summary,
        },
        report: () =>
          ['d1', 'd2'].map((IntuneDeviceId) => ({
            IntuneDeviceId,
            PolicyStatus: 6,
            UPN: 'ann',
          })),
      }),
      [intent, ...others],
      2,
    );
  const reportsOf = (step: Awaited<ReturnType<typeof run>>) =>
    reportsAsked(step).filter((filter) => filter.includes("'intent'"));

  it('is read from its list, which its summary proves', async () => {
    const step = await run(ok({ conflictCount: 2 }));
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(8);
    expect(reportsOf(step)).toEqual([]);
    expect(step.events).toEqual([]);
  });

  it.each([
    [
      'its list has fewer devices than its summary',
      ok({ errorCount: 4 }),
      ['d1'],
    ],
    ['its summary counts none', ok({ errorCount: 0 }), undefined],
    ['its summary is refused', forbidden, undefined],
  ])('is read from its report where %s', async (_, summary, listed) => {
    const step = await run(summary, listed);
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(8);
    expect(reportsOf(step)).toHaveLength(1);
    expect(step.events).toEqual([]);
  });

  it('keeps its report elsewhere', async () => {
    expectGrants({});
    const step = await run(ok({ conflictCount: 2 }));
    expect(reportsOf(step)).toHaveLength(1);
    expect(pathsAsked(step)).not.toContain(`${path}/deviceStates`);
  });
});

describe('policies of the Settings Catalog, of which one has no state anywhere', () => {
  const of = (id: string) =>
    ({ id, name: id, family: 'catalog', isAssigned: true }) as const;
  const [stateless, first, second] = ['stateless', 'p1', 'p2'].map(of);
  const policies = [stateless, first, second];
  const rows = (count: number) =>
    cellsOf('', count).map(([, DeviceId, PolicyStatus]) => ({
      DeviceId,
      PolicyStatus,
    }));
  /** Reports have 30 rows of the other policies, but for this one. */
  const script = (exported: number): IntuneScript => ({
    paths: intuneAccount,
    exports: {
      [complianceExportName]: [
        exportHeader,
        ...cellsOf('p1', exported),
        ...cellsOf('p2', 30),
      ],
    },
    report: (filter) => (filter.includes('stateless') ? [] : rows(30)),
  });
  /** With more than 50 devices, reports may have two pages. */
  const run = (exported: number, deviceCount = 60) =>
    runFindings(
      complianceFindingsStep,
      listedCompliancePolicies,
      intune.step(script(exported)),
      policies,
      deviceCount,
    );
  const statesOf = ({ keys }: Awaited<ReturnType<typeof run>>) =>
    keys.filter((key) => key.includes('|assigned|'));

  it.each([
    ['their reports', 40],
    ['the export that this one needs', 60],
  ])('are read from %s, and no report is asked twice', async (_, devices) => {
    const step = await run(30, devices);
    expect(step.error).toBeUndefined();
    expect(statesOf(step)).toHaveLength(60);
    expect(exportsAsked(step)).toEqual([complianceExportName]);
    expect(reportsAsked(step)).toHaveLength(3);
    expect(new Set(reportsAsked(step)).size).toBe(3);
  });

  it.each([
    // A whole sample of 60 rows may lack ten.
    ['a few rows less', 25],
    ['none', 0],
  ])(
    'are read from their reports where the file has %s',
    async (_, exported) => {
      const step = await run(exported);
      expect(step.error).toBeUndefined();
      expect(statesOf(step)).toHaveLength(60);
      const asked = reportsAsked(step).map((filter) => filter.split("'")[1]);
      expect(asked.filter((id) => id === 'p1')).toHaveLength(2);
      expect(asked.filter((id) => id !== 'p1').sort()).toEqual([
        'p2',
        'stateless',
      ]);
      const unknown = step.events.filter(({ description }) =>
        description.includes('no states of 1 compliance policies'),
      );
      expect(unknown).toHaveLength(1);
    },
  );
});

describe('a file that has fewer rows of a policy than its report', () => {
  const asked = policiesOf('p1', 'p2');
  const read = () =>
    readExported(
      intune,
      {
        exports: exporting(...cellsOf('p1', 27), ...cellsOf('p2', 30)),
        report: () =>
          cellsOf('', 30).map(([, DeviceId, PolicyStatus]) => ({
            DeviceId,
            PolicyStatus,
          })),
      },
      { asked },
    );

  it('does not complete it', async () => {
    const { left } = await read();
    expect(left).toEqual([
      {
        item: asked[0],
        cause: `${complianceExportName}: there are 27 rows of it, and its report has 30`,
      },
    ]);
  });

  it('is believed elsewhere, as far as the whole sample allows', async () => {
    expectGrants({});
    expect((await read()).left).toEqual([]);
  });
});

import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import { failed, ok } from '#test/graph/replies';
import {
  complianceExportName,
  expectedFinding,
  exportedStatuses,
  keysOfOne,
  keysOfTwo,
  nonCompliantStatus,
  policyPath,
  reportedStatuses,
  reportOf,
  statusesOf,
} from '#test/support/complianceScript';
import { runFindings } from '#test/support/findingsRun';
import {
  exportsAsked,
  forbidden,
  pathsAsked,
  reportsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '#test/support/scriptedIntune';
import { listedCompliancePolicies } from '../compliancePolicies';
import { IntegrationPartialStepError } from '../../run/wholeness/completeness';
import { complianceFindingsStep } from './complianceFindings';

const reportPath =
  '/deviceManagement/reports/getDeviceStatusByCompliacePolicyReport';

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const run = (
  script: IntuneScript,
  deviceCount = 2,
  ids: readonly string[] = ['p1', 'p2'],
) =>
  runFindings(
    complianceFindingsStep,
    listedCompliancePolicies,
    intune.step(script),
    ids.map((id) => ({ id, name: `Policy ${id}`, family: 'classic' })),
    deviceCount,
  );

describe('compliance findings of few devices', () => {
  it('come from the policies, which are checked; of one without devices the report has to have no rows', async () => {
    const paths = statusesOf([nonCompliantStatus], { p1: { failedCount: 1 } });
    const step = await run({ paths });
    expect(step.error).toBeUndefined();
    expect(step.findings).toMatchObject([expectedFinding]);
    expect(step.keys).toEqual(keysOfOne);
    expect(pathsAsked(step)).toEqual(
      [
        '/deviceManagement',
        policyPath('p1', 'deviceStatusOverview'),
        policyPath('p1', 'deviceStatuses'),
        policyPath('p2', 'deviceStatusOverview'),
        reportPath,
      ].sort(),
    );
    expect(reportsAsked(step)).toEqual(["(PolicyId eq 'p2')"]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('come from the report when a list has less than Intune counts', async () => {
    const paths = statusesOf([nonCompliantStatus], {
      p1: { failedCount: 1, successCount: 2 },
    });
    const step = await run({ paths, report: reportOf('p1', reportedStatuses) });
    expect(step.error).toBeUndefined();
    expect(step.findings).toMatchObject([expectedFinding]);
    expect(step.keys).toEqual(keysOfTwo);
    // Of p2, which Intune counts no device of, the row count.
    expect(reportsAsked(step)).toEqual([
      "(PolicyId eq 'p2')",
      "(PolicyId eq 'p1')",
    ]);
    expect(exportsAsked(step)).toEqual([]);
  });

  it.each([2, 1_001])(
    'come from all sources where Intune counts no device, and a report has rows: %d devices',
    async (deviceCount) => {
      const step = await run(
        {
          paths: statusesOf([]),
          report: reportOf('p1', reportedStatuses),
          exports: { [complianceExportName]: exportedStatuses },
        },
        deviceCount,
      );
      expect(step.error).toBeUndefined();
      expect(step.findings).toMatchObject([expectedFinding]);
      expect(step.keys).toEqual(keysOfTwo);
    },
  );

  it('are none where Intune counts no device and refuses the reports, which an event says', async () => {
    const step = await run({ paths: statusesOf([]), report: () => forbidden });
    expect(step.error).toBeUndefined();
    expect(step.findings).toEqual([]);
    expect(step.events).toMatchObject([
      {
        name: 'info',
        description: expect.stringMatching(
          /^Whether all states of policies that Intune counts no device of were collected could not be checked: .*403/,
        ) as unknown,
      },
    ]);
  });

  describe('whose overviews are gone, and whose lists are empty', () => {
    const paths = {
      ...statusesOf([]),
      [policyPath('p1', 'deviceStatusOverview')]: failed(404, 'NotFound'),
      [policyPath('p2', 'deviceStatusOverview')]: failed(404, 'NotFound'),
    };

    it('come from the reports', async () => {
      const report = reportOf('p1', reportedStatuses);
      const step = await run({ paths, report });
      expect(step.error).toBeUndefined();
      expect(step.keys).toEqual(keysOfTwo);
      expect(step.events).toEqual([]);
    });

    it('come from the export where reports are refused', async () => {
      const step = await run({
        paths,
        report: () => forbidden,
        exports: { [complianceExportName]: exportedStatuses },
      });
      expect(step.error).toBeUndefined();
      expect(step.keys).toEqual(keysOfTwo);
    });

    it('are unchecked where all else is refused', async () => {
      const step = await run({
        paths,
        report: () => forbidden,
        exports: { [complianceExportName]: forbidden },
      });
      expect(step.error).toBeUndefined();
      expect(step.findings).toEqual([]);
      expect(step.events.at(-1)).toMatchObject({
        name: 'info',
        description: expect.stringMatching(
          /^Whether all states of 2 compliance policies were collected could not be checked: policy p1: its list is empty; .*403/,
        ) as unknown,
      });
    });
  });

  it.each([
    [60, true],
    [10, false],
  ])(
    'come from the report where the ids in the list of %d devices are of another form: %p',
    async (count, isFromReport) => {
      const rows = Array.from({ length: count }, (_, index) => ({
        id: `account_p1_d${index + 1}_user${index}`,
        status: 'error',
      }));
      const report = reportOf(
        'p1',
        rows.map((_, index) => ({
          DeviceId: `d${index + 1}`,
          PolicyStatus: 5,
        })),
      );
      const paths = statusesOf(rows, { p1: { errorCount: count } });
      const step = await run({ paths, report }, 100);
      if (isFromReport) {
        expect(step.error).toBeUndefined();
        expect(step.findings).toHaveLength(count);
      } else {
        // So few may have been deleted, but not all.
        expect(step.error).toBeInstanceOf(IntegrationPartialStepError);
        expect(step.error).toMatchObject({
          message: expect.stringContaining(
            '10 of 10 devices that have states of policies are in no list',
          ) as unknown,
        });
      }
    },
  );

  it.each([404, 500])(
    'of the others are emitted when nothing has the states of one policy but a %d',
    async (status) => {
      const paths = {
        ...statusesOf([nonCompliantStatus], {
          p1: { failedCount: 1 },
          p2: { failedCount: 1 },
        }),
        [policyPath('p2', 'deviceStatuses')]: failed(status, 'x'),
      };
      const script: IntuneScript = {
        paths,
        report: (filter) =>
          filter.includes('p2') ? failed(status, 'x') : undefined,
        exports: { [complianceExportName]: forbidden },
      };
      const { error, isComplete, keys, events } = await run(script);
      expect(keys).toEqual(keysOfOne);
      expect(isComplete).toBe(status === 404);
      expect(events.at(-1)).toMatchObject(
        status === 404
          ? {
              name: 'info',
              description: expect.stringMatching(
                /^1 of 2 compliance policies were deleted before their states were read: policy p2: .*404/,
              ) as unknown,
            }
          : {
              name: 'warn_incomplete_data',
              description: expect.stringMatching(
                /^1 compliance policies whose states on devices are missing: policy p2: .*500/,
              ) as unknown,
            },
      );
      expect(error).toEqual(
        status === 404 ? undefined : expect.any(IntegrationPartialStepError),
      );
    },
  );

  it('were deleted with a policy whose list is not found and whose report is empty, though it was counted before', async () => {
    const { isComplete, keys, events } = await run({
      paths: {
        ...statusesOf([nonCompliantStatus], {
          p1: { failedCount: 1 },
          p2: { failedCount: 12 },
        }),
        [policyPath('p2', 'deviceStatuses')]: failed(404, 'x'),
      },
      exports: { [complianceExportName]: forbidden },
    });
    expect(keys).toEqual(keysOfOne);
    expect(isComplete).toBe(true);
    expect(events.at(-1)?.description).toMatch(
      /^1 of 2 compliance policies were deleted before their states were read: policy p2: /,
    );
  });

  it('come from the report where the overview counts rows, and not devices', async () => {
    const rows = [
      { id: 'account_p1_d1', status: 'nonCompliant' },
      { id: 'account_p1_d1', status: 'compliant' },
      { id: 'account_p1_d2', status: 'compliant' },
      { id: 'account_p1_d2', status: 'compliant' },
    ];
    const users = ['ann', 'System account'].flatMap((UPN) =>
      reportedStatuses.map((row) => ({ ...row, UPN })),
    );
    const step = await run({
      paths: statusesOf(rows, { p1: { successCount: 4 } }),
      report: reportOf('p1', users),
    });
    expect(step.error).toBeUndefined();
    expect(step.keys).toEqual(keysOfTwo);
    expect(exportsAsked(step)).toEqual([]);
  });

  describe('of which Intune counts more devices than there are', () => {
    const paths = statusesOf(
      [nonCompliantStatus, { id: 'account_p1_d2', status: 'compliant' }],
      { p1: { failedCount: 1, successCount: 9 } },
    );
    const exports = { [complianceExportName]: exportedStatuses };

    it.each<[string, IntuneScript, number]>([
      ['list and report', { report: reportOf('p1', reportedStatuses) }, 2],
      ['list and export', { report: () => forbidden, exports }, 2],
      ['export and list', { report: () => forbidden, exports }, 1_001],
      [
        'report and export',
        {
          report: reportOf('p1', reportedStatuses),
          exports,
          paths: { ...paths, [policyPath('p1', 'deviceStatuses')]: forbidden },
        },
        2,
      ],
    ])(
      'are complete where %s have the same, and an event tells of the count',
      async (_, script, deviceCount) => {
        const step = await run({ paths, ...script }, deviceCount);
        expect(step.error).toBeUndefined();
        expect(step.isComplete).toBe(true);
        expect(step.findings).toMatchObject([expectedFinding]);
        expect(step.keys).toEqual(keysOfTwo);
        const told = step.events.map(({ description }) => description);
        expect(told).toContainEqual(
          expect.stringMatching(
            /^Whether all states of 1 compliance policies were collected could not be checked: two sources agree on their devices, and deviceStatusOverview counts more, .* policy p1: .*there are states of 2 devices, and Intune counts 10/,
          ),
        );
      },
    );

    it.each<[string, IntuneScript]>([
      ['a list alone has them', { report: () => forbidden }],
      [
        'a report alone has them',
        {
          paths: { ...paths, [policyPath('p1', 'deviceStatuses')]: forbidden },
          report: reportOf('p1', reportedStatuses),
        },
      ],
      [
        'two sources differ',
        { report: reportOf('p1', reportedStatuses.slice(0, 1)) },
      ],
    ])('make the step partial where %s', async (_, script) => {
      const step = await run({
        paths,
        exports: { [complianceExportName]: forbidden },
        ...script,
      });
      expect(step.error).toBeInstanceOf(IntegrationPartialStepError);
    });
  });

  it('come from the list without devices of other platforms, which Intune counts', async () => {
    const paths = statusesOf([nonCompliantStatus], {
      p1: { failedCount: 1, notApplicablePlatformCount: 40 },
    });
    const step = await run({ paths });
    expect(step.error).toBeUndefined();
    expect(step.findings).toMatchObject([expectedFinding]);
    expect(reportsAsked(step)).toEqual(["(PolicyId eq 'p2')"]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('come from the export when the report has less, too', async () => {
    const paths = statusesOf([nonCompliantStatus], {
      p1: { failedCount: 1, successCount: 2 },
    });
    const step = await run({
      paths,
      report: reportOf('p1', []),
      exports: { [complianceExportName]: exportedStatuses },
    });
    expect(step.error).toBeUndefined();
    expect(step.keys).toEqual(keysOfTwo);
    expect(exportsAsked(step)).toEqual([complianceExportName]);
    expect(step.events).toMatchObject([
      {
        name: 'info',
        description: expect.stringMatching(
          /^1 of 3 devices that Intune counts for policies have no state\./,
        ) as unknown,
      },
      {
        name: 'info',
        description: expect.stringMatching(
          /^1 of 3 policies are in no list\./,
        ) as unknown,
      },
    ]);
  });

  it('whose list is cut off come from the report, with an overview and without', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      id: `account_p1_d${index + 1}`,
      status: 'error',
    }));
    const report = reportOf(
      'p1',
      rows.map((_, index) => ({ DeviceId: `d${index + 1}`, PolicyStatus: 5 })),
    );
    const paths = statusesOf(rows.slice(0, 51), { p1: { errorCount: 60 } });
    const withoutOverview = {
      ...paths,
      [policyPath('p1', 'deviceStatusOverview')]: failed(404, 'NotFound'),
      [policyPath('p2', 'deviceStatusOverview')]: failed(404, 'NotFound'),
    };
    for (const each of [paths, withoutOverview]) {
      const step = await run({ paths: each, report }, 60);
      expect(step.error).toBeUndefined();
      expect(step.findings).toHaveLength(60);
    }
  });

  it('are those that were read, and the step partial, when every source has less', async () => {
    const paths = statusesOf([nonCompliantStatus], {
      p1: { failedCount: 50 },
      p2: { failedCount: 50 },
    });
    const exports = { [complianceExportName]: exportedStatuses };
    const step = await run({ paths, exports });
    expect(step.error).toBeInstanceOf(IntegrationPartialStepError);
    expect(step.error).toMatchObject({
      message: expect.stringMatching(
        /"compliance-findings" is incomplete: 2 compliance policies whose states on devices are missing: .*Intune counts 50/,
      ) as unknown,
    });
    expect(step.isComplete).toBe(false);
    expect(step.findings).toMatchObject([expectedFinding]);
    expect(step.events).toMatchObject([{ name: 'warn_incomplete_data' }]);
  });

  it('whose states are in no list of Microsoft make the step partial, and no finding', async () => {
    const rows = [nonCompliantStatus, { id: 'account_p1_d2', status: 'great' }];
    const unreadable = [...rows, { ...rows[1], id: 'account_p1_d3' }];
    const counts = { p1: { failedCount: 1 } };
    const partial = await run({ paths: statusesOf(unreadable, counts) }, 3);
    expect(partial.error).toBeInstanceOf(IntegrationPartialStepError);
    expect(partial.keys).toEqual(keysOfOne);
    // A single one is told; the policy is complete.
    const told = await run({ paths: statusesOf(rows, counts) });
    expect(told.error).toBeUndefined();
    expect(told.keys).toEqual(keysOfOne);
    expect(told.events).toMatchObject([
      {
        name: 'warn_incomplete_data',
        description: expect.stringMatching(/^1 states of policies/) as unknown,
      },
    ]);
  });
});

describe('compliance findings', () => {
  it('are not asked for when there is no policy', async () => {
    const step = await run({}, 2, []);
    expect(step.error).toBeUndefined();
    expect(step.transport.requests).toEqual([]);
    expect(step.findings).toEqual([]);
  });

  it('need nothing but counts, and row counts of reports, when no policy has a device', async () => {
    const step = await run({ paths: statusesOf([]) }, 1_001);
    expect(step.error).toBeUndefined();
    expect(pathsAsked(step)).toEqual([
      '/deviceManagement',
      policyPath('p1', 'deviceStatusOverview'),
      policyPath('p2', 'deviceStatusOverview'),
      reportPath,
      reportPath,
    ]);
    expect(step.events).toEqual([]);
  });

  it('fail without the account that they are named by', async () => {
    const paths = {
      ...statusesOf([]),
      '/deviceManagement': ok({ errorCount: 0 }),
    };
    const { error } = await run({ paths });
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
    expect(error).toMatchObject({ endpoint: 'GET /v1.0/deviceManagement' });
  });
});

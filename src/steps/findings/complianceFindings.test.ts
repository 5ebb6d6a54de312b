import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import { failed, ok } from '../../../test/graph/replies';
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
} from '../../../test/support/complianceScript';
import { runFindings } from '../../../test/support/findingsRun';
import {
  exportsAsked,
  pathsAsked,
  reportsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '../../../test/support/scriptedIntune';
import { compliancePolicyIndex } from '../compliancePolicies';
import { IntegrationPartialStepError } from '../completeness';
import { complianceFindingsStep } from './complianceFindings';

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
    compliancePolicyIndex,
    intune.step(script),
    ids.map((id) => ({ id, name: `Policy ${id}`, family: 'classic' })),
    deviceCount,
  );

describe('compliance findings of few devices', () => {
  it('come from the policies, which are checked; one without devices is not asked', async () => {
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
      ].sort(),
    );
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
    expect(reportsAsked(step)).toEqual(["(PolicyId eq 'p1')"]);
    expect(exportsAsked(step)).toEqual([]);
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
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownPolicy', count: 1 },
      expect.any(String),
    );
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

  it('need nothing but counts when no policy has a device', async () => {
    const step = await run({ paths: statusesOf([]) }, 1_001);
    expect(step.error).toBeUndefined();
    expect(pathsAsked(step)).toEqual([
      '/deviceManagement',
      policyPath('p1', 'deviceStatusOverview'),
      policyPath('p2', 'deviceStatusOverview'),
    ]);
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

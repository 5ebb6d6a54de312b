import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import { failed, ok, page } from '../../../test/graph/replies';
import {
  exportsAsked,
  forbidden,
  intuneAccount,
  pathsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '../../../test/support/scriptedIntune';
import { failureOf, runStep } from '../../../test/support/stepContext';
import { compliancePolicyIndex } from '../compliancePolicies';
import { saveDeviceIndex, type IndexedDevice } from '../devices/deviceIndex';
import { complianceFindingsStep } from './complianceFindings';

const REPORT = 'DevicePoliciesComplianceReportV3';
const header = [
  'PolicyId',
  'PolicyName',
  'DeviceId',
  'PolicyStatus',
  'LastContact',
];

const policyPath = (id: string, child: string) =>
  `/deviceManagement/deviceCompliancePolicies/${id}/${child}`;

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

/** Statuses and counts of the policies p1 and p2. */
function statusesOf(
  rows: readonly object[],
  counts: { p1: object; p2: object } = { p1: {}, p2: {} },
) {
  return {
    ...intuneAccount,
    [policyPath('p1', 'deviceStatuses')]: page(rows),
    [policyPath('p2', 'deviceStatuses')]: page([]),
    [policyPath('p1', 'deviceStatusOverview')]: ok({
      errorCount: 0,
      ...counts.p1,
    }),
    [policyPath('p2', 'deviceStatusOverview')]: ok({
      errorCount: 0,
      ...counts.p2,
    }),
  };
}

const nonCompliant = {
  id: 'account_p1_d1',
  status: 'nonCompliant',
  lastReportedDateTime: '2024-02-29T12:30:15Z',
};

const exported = [
  header,
  ['p1', 'First', 'd1', '4', '2024-02-29 12:30:15.0000000'],
  ['p1', 'First', 'd2', '2', ''],
  ['deleted', 'Gone', 'd1', '4', ''],
  ['p1', 'First', 'gone', '4', ''],
];

/** The step, before an Intune, after devices and policies were listed. */
async function prepare(
  script: IntuneScript,
  deviceCount = 2,
  policyIds = ['p1', 'p2'],
) {
  const step = intune.step(script);
  const { jobState } = step.context;
  const devices = new Map<string, IndexedDevice>();
  for (let number = 1; number <= deviceCount; number += 1) {
    devices.set(`d${number}`, { type: 'laptop' });
  }
  await saveDeviceIndex(jobState, devices);
  await compliancePolicyIndex.save(
    jobState,
    new Map(policyIds.map((id) => [id, { id, name: `Policy ${id}` }])),
  );
  return step;
}

async function run(...args: Parameters<typeof prepare>) {
  const step = await prepare(...args);
  await runStep(complianceFindingsStep, step);
  const { collectedEntities, collectedRelationships } = step.context.jobState;
  return {
    ...step,
    findings: collectedEntities,
    keys: collectedRelationships.map(({ _key }) => _key).sort(),
  };
}

async function failing(...args: Parameters<typeof prepare>) {
  const step = await prepare(...args);
  const error = await failureOf(runStep(complianceFindingsStep, step));
  return { ...step, error };
}

const finding = {
  _key: 'account_p1_d1',
  name: 'Policy p1',
  status: 'nonCompliant',
  severity: 'high',
  lastTestedOn: Date.UTC(2024, 1, 29, 12, 30, 15),
};

const keysOfOne = [
  'd1|has|account_p1_d1',
  'intune-host-agent:d1|assigned|p1',
  'p1|identified|account_p1_d1',
];

describe('compliance findings', () => {
  it('of few devices come from the policies, which are checked', async () => {
    const paths = statusesOf([nonCompliant], {
      p1: { failedCount: 1 },
      p2: {},
    });
    const step = await run({ paths });
    expect(step.findings).toMatchObject([finding]);
    expect(step.keys).toEqual(keysOfOne);
    expect(pathsAsked(step)).toEqual(Object.keys(paths).sort());
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('come from the export when policies have less than Intune counts', async () => {
    // The statuses of one policy are cut off.
    const paths = statusesOf([nonCompliant], {
      p1: { failedCount: 2, successCount: 1 },
      p2: {},
    });
    const step = await run({ paths, exports: { [REPORT]: exported } });
    expect(exportsAsked(step)).toEqual([REPORT]);
    expect(step.findings).toMatchObject([finding]);
    expect(step.keys).toEqual([
      'd1|has|account_p1_d1',
      'intune-host-agent:d1|assigned|p1',
      'intune-host-agent:d2|assigned|p1',
      'p1|identified|account_p1_d1',
    ]);
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { reason: expect.stringMatching(/for: Policy p1$/) as unknown },
      'Another source is used',
    );
  });

  it('count the rows that fit nothing', async () => {
    const paths = statusesOf([nonCompliant], {
      p1: { failedCount: 3 },
      p2: {},
    });
    const step = await run({ paths, exports: { [REPORT]: exported } });
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownDevice', count: 1 },
      expect.any(String),
    );
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownPolicy', count: 1 },
      expect.any(String),
    );
  });

  it('fail, and name the policies, when both sources have less', async () => {
    const paths = statusesOf([], {
      p1: { failedCount: 50 },
      p2: { failedCount: 50 },
    });
    const step = await failing({ paths, exports: { [REPORT]: exported } });
    expect(step.error).toBeInstanceOf(IntegrationProviderAPIError);
    expect(step.error).toMatchObject({
      message: expect.stringContaining('Policy p1, Policy p2') as unknown,
    });
    expect(step.context.jobState.collectedEntities).toEqual([]);
    expect(step.context.jobState.collectedRelationships).toEqual([]);
  });

  it('of many devices come from the export, which is checked', async () => {
    const paths = statusesOf([], {
      p1: { failedCount: 2, successCount: 1 },
      p2: {},
    });
    const step = await run({ paths, exports: { [REPORT]: exported } }, 1_001);
    expect(step.findings).toMatchObject([finding]);
    expect(pathsAsked(step)).toEqual([
      '/deviceManagement',
      policyPath('p1', 'deviceStatusOverview'),
      policyPath('p2', 'deviceStatusOverview'),
      '/deviceManagement/reports/exportJobs',
    ]);
  });

  it('of a thousand devices come from the policies', async () => {
    const step = await run({ paths: statusesOf([nonCompliant]) }, 1_000);
    expect(exportsAsked(step)).toEqual([]);
    expect(step.findings).toMatchObject([finding]);
  });

  it.each([
    ['may not be made', forbidden, 1],
    ['is not known', failed(400, 'BadRequest'), 0],
    ['lacks a column', [['PolicyId', 'DeviceId', 'PolicyStatus']], 0],
    ['has less than Intune counts', [header], 0],
  ])('come from the policies when the export %s', async (_, answer, told) => {
    const counts = { p1: { failedCount: 2 }, p2: {} };
    const rows = [nonCompliant, { ...nonCompliant, status: 'compliant' }];
    const step = await run(
      { paths: statusesOf(rows, counts), exports: { [REPORT]: answer } },
      1_001,
    );
    expect(step.findings).toMatchObject([finding]);
    expect(step.keys).toEqual(keysOfOne);
    expect(step.events).toHaveLength(told);
  });

  it('are the same from both sources', async () => {
    const rows = [
      nonCompliant,
      { ...nonCompliant, status: 'compliant' },
      { id: 'account_p1_d2', status: 'unknown' },
    ];
    const table = [
      header,
      ['p1', '', 'd2', '0', ''],
      ['p1', '', 'd1', '2', '2024-02-29 12:30:15.0000000'],
      ['p1', '', 'd1', '4', '2024-02-29 12:30:15.0000000'],
    ];
    const paths = statusesOf(rows);
    const exports = { [REPORT]: table };
    const [few, many] = [
      await run({ paths, exports }, 2),
      await run({ paths, exports }, 1_001),
    ];
    expect(exportsAsked(many)).toEqual([REPORT]);
    expect(many.findings).toEqual(few.findings);
    expect(many.keys).toEqual(few.keys);
  });

  it('are not asked for when there is no policy', async () => {
    const step = await run({}, 2, []);
    expect(step.transport.requests).toEqual([]);
    expect(step.findings).toEqual([]);
  });

  it('fail without the account that they are named by', async () => {
    const paths = {
      ...statusesOf([]),
      '/deviceManagement': ok({ errorCount: 0 }),
    };
    const { error } = await failing({ paths });
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
    expect(error).toMatchObject({ endpoint: 'GET /v1.0/deviceManagement' });
  });
});

import { failed } from '#test/graph/replies';
import {
  complianceExportName,
  expectedFinding,
  exportedStatuses,
  exportHeader,
  keysOfTwo,
  nonCompliantStatus,
  policyPath,
  reportedTime,
  reportOf,
  statusesOf,
} from '#test/support/complianceScript';
import { runFindings } from '#test/support/findingsRun';
import {
  exportsAsked,
  forbidden,
  pathsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '#test/support/scriptedIntune';
import { listedCompliancePolicies } from '../compliancePolicies';
import { complianceFindingsStep } from './complianceFindings';

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const run = (script: IntuneScript, deviceCount: number) =>
  runFindings(
    complianceFindingsStep,
    listedCompliancePolicies,
    intune.step(script),
    ['p1', 'p2'].map((id) => ({
      id,
      name: `Policy ${id}`,
      family: 'classic' as const,
    })),
    deviceCount,
  );

describe('compliance findings of many devices', () => {
  const counts = { p1: { failedCount: 1, successCount: 2 } };
  const rows = [
    nonCompliantStatus,
    { id: 'account_p1_d2', status: 'compliant' },
  ];

  it('come from the export, which is checked', async () => {
    const step = await run(
      {
        paths: statusesOf([], counts),
        exports: { [complianceExportName]: exportedStatuses },
      },
      1_001,
    );
    expect(step.error).toBeUndefined();
    expect(step.findings).toMatchObject([expectedFinding]);
    expect(step.keys).toEqual(keysOfTwo);
    expect(pathsAsked(step)).toEqual([
      '/deviceManagement',
      policyPath('p1', 'deviceStatusOverview'),
      policyPath('p2', 'deviceStatusOverview'),
      '/deviceManagement/reports/exportJobs',
      // The row count of p2, which Intune counts no device of.
      '/deviceManagement/reports/getDeviceStatusByCompliacePolicyReport',
    ]);
  });

  it('are more than a thousand: others come from the policies', async () => {
    const step = await run({ paths: statusesOf(rows, counts) }, 1_000);
    expect(exportsAsked(step)).toEqual([]);
    expect(step.findings).toMatchObject([expectedFinding]);
  });

  it.each([
    ['may not be made', forbidden, ['info']],
    ['is not known', failed(400, 'BadRequest'), []],
    [
      'lacks a column',
      [
        ['PolicyId', 'DeviceId'],
        ['p1', 'd1'],
      ],
      [],
    ],
    ['has no rows', [exportHeader], []],
    ['has less than Intune counts', exportedStatuses.slice(0, 2), []],
    [
      'has states that cannot be read',
      [exportHeader, ['p1', 'd1', '99', ''], ['p1', 'd2', '99', '']],
      [],
    ],
  ])('come from the policies when the export %s', async (_, answer, told) => {
    const step = await run(
      {
        paths: statusesOf(rows, counts),
        exports: { [complianceExportName]: answer },
      },
      1_001,
    );
    expect(step.error).toBeUndefined();
    expect(step.findings).toMatchObject([expectedFinding]);
    expect(step.keys).toEqual(keysOfTwo);
    expect(step.events.map(({ name }) => name)).toEqual([...told, 'info']);
    // Intune counts one device more.
    expect(step.events.at(-1)?.description).toMatch(
      /^1 of 3 devices that Intune counts for policies have no state\./,
    );
  });

  it('are the same from every source', async () => {
    const users = [
      ['d1', 'compliant', '2'],
      ['d1', 'nonCompliant', '4'],
      ['d2', 'unknown', '0'],
    ];
    const lists = users.map(([device, status]) => ({
      id: `account_p1_${device}`,
      status,
      lastReportedDateTime: '2024-02-29T12:30:15Z',
    }));
    const table = users.map(([device, , number]) => [
      'p1',
      device,
      number,
      reportedTime,
    ]);
    const rowsOfReport = users.map(([DeviceId, , PolicyStatus], index) => ({
      DeviceId,
      PolicyStatus: Number(PolicyStatus),
      LastContact: reportedTime,
      UPN: `user ${index}`,
    }));
    const sources: [IntuneScript, number][] = [
      [{ paths: statusesOf(lists, counts) }, 2],
      [
        {
          paths: statusesOf([], counts),
          report: reportOf('p1', rowsOfReport),
        },
        2,
      ],
      [
        {
          paths: statusesOf([], counts),
          exports: {
            [complianceExportName]: [exportHeader, ...table.reverse()],
          },
        },
        1_001,
      ],
    ];
    const [script, deviceCount] = sources[0];
    const first = await run(script, deviceCount);
    expect(first.findings).toHaveLength(2);
    for (const source of sources.slice(1)) {
      const { findings, keys } = await run(...source);
      expect(findings).toEqual(first.findings);
      expect(keys).toEqual(first.keys);
    }
  });
});

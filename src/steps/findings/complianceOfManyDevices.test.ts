import { failed } from '#test/graph/replies';
import {
  complianceExportName,
  expectedFinding,
  exportedStatuses,
  exportHeader,
  keysOfOne,
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
import {
  listedCompliancePolicies,
  type ListedCompliancePolicy,
} from '../compliancePolicies';
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
      3_001,
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

  it('are more than three thousand: others come from the policies', async () => {
    const step = await run({ paths: statusesOf(rows, counts) }, 3_000);
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
      3_001,
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
        3_001,
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

describe('compliance findings of one to three thousand devices', () => {
  const catalog: ListedCompliancePolicy = {
    id: 'linux',
    name: 'Linux',
    family: 'catalog',
    isAssigned: true,
  };
  const classic: ListedCompliancePolicy = {
    id: 'p1',
    name: 'Policy p1',
    family: 'classic',
  };
  const ofList = (
    script: IntuneScript,
    policies: readonly ListedCompliancePolicy[],
    deviceCount = 1_001,
  ) =>
    runFindings(
      complianceFindingsStep,
      listedCompliancePolicies,
      intune.step({
        paths: statusesOf([nonCompliantStatus], { p1: { failedCount: 1 } }),
        ...script,
      }),
      policies,
      deviceCount,
    );
  const linuxOnSecond = {
    [complianceExportName]: [exportHeader, ['linux', 'd2', '4', reportedTime]],
  };

  it('need no export when each policy has a list', async () => {
    const step = await ofList({ exports: linuxOnSecond }, [classic]);
    expect(step.error).toBeUndefined();
    expect(exportsAsked(step)).toEqual([]);
    expect(step.keys).toEqual(keysOfOne);
  });

  it.each([1_001, 3_000])(
    'come from the export for policies of the catalog only, which is made while lists are read: %d devices',
    async (deviceCount) => {
      const step = await ofList(
        { exports: linuxOnSecond, report: reportOf('linux', [{}]) },
        [classic, catalog],
        deviceCount,
      );
      expect(step.error).toBeUndefined();
      expect(step.findings.map(({ _key }) => _key).sort()).toEqual([
        'account_linux_d2',
        'account_p1_d1',
      ]);
      expect(exportsAsked(step)).toEqual([complianceExportName]);
      const asked = step.transport.requests.map((request) =>
        JSON.stringify([request.url, request.body]),
      );
      const first = (part: string) =>
        asked.findIndex((text) => text.includes(part));
      expect(first('exportJobs')).toBeLessThan(first('deviceStatuses'));
    },
  );

  it('are emitted before the export is known to be refused', async () => {
    const step = await ofList(
      {
        exports: { [complianceExportName]: forbidden },
        report: () => forbidden,
      },
      [classic, catalog],
    );
    expect(step.error).toMatchObject({ code: 'PARTIAL_STEP' });
    expect(step.findings).toMatchObject([expectedFinding]);
  });
});

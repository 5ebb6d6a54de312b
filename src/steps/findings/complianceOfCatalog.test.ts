import {
  complianceExportName,
  exportHeader,
  reportOf,
} from '#test/support/complianceScript';
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
} from '#test/support/scriptedIntune';
import type { ListedDevices } from '../devices/listedDevices';
import type { OsType } from '../devices/osType';
import {
  listedCompliancePolicies,
  type ListedCompliancePolicy,
} from '../compliancePolicies';
import { complianceFindingsStep } from './complianceFindings';

const linux: ListedCompliancePolicy = {
  id: 'linux',
  name: 'Linux',
  family: 'catalog',
  isAssigned: true,
};
const other = { ...linux, id: 'other', isAssigned: undefined };
const unassigned = { ...linux, id: 'unassigned', isAssigned: false };

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

/** The export has states, of a policy that is not listed, and these. */
const exporting = (...rows: string[][]) => ({
  [complianceExportName]: [exportHeader, ['built-in', 'd1', '2', ''], ...rows],
});

const run = (
  script: IntuneScript,
  policies = [linux, other, unassigned],
  devices: number | ListedDevices = 2,
) =>
  runFindings(
    complianceFindingsStep,
    listedCompliancePolicies,
    intune.step({ paths: intuneAccount, ...script }),
    policies,
    devices,
  );

const keysOfState = [
  'd1|has|account_linux_d1',
  'intune-host-agent:d1|assigned|linux',
  'linux|identified|account_linux_d1',
];

/** What an export has of a policy that is in no list. */
const BUILT_IN = expect.stringMatching(
  /^1 of \d policies are in no list\. So few/,
) as unknown;

describe('states of the policies of the Settings Catalog', () => {
  it.each([2, 1_001])(
    'that no source has are told, and the step succeeds: %d devices',
    async (deviceCount) => {
      const script = { exports: exporting() };
      const step = await run(script, undefined, deviceCount);
      expect(step.error).toBeUndefined();
      expect(step.isComplete).toBe(true);
      expect([...step.findings, ...step.keys]).toEqual([]);
      // One that is assigned to nobody cannot have any.
      expect(step.events.filter(({ name }) => name !== 'info')).toMatchObject([
        {
          name: 'warn_incomplete_data',
          description: expect.stringContaining(
            'no states of 2 compliance policies of Intune',
          ) as unknown,
        },
      ]);
      expect(exportsAsked(step)).toEqual([complianceExportName]);
    },
  );

  it.each<[string, IntuneScript]>([
    [
      'the export is refused',
      { exports: { [complianceExportName]: forbidden } },
    ],
    ['there is no export', {}],
    [
      'the export has no rows at all',
      { exports: { [complianceExportName]: [exportHeader] } },
    ],
    ['reports are refused', { exports: exporting(), report: () => forbidden }],
  ])('make the step partial when %s', async (_, script) => {
    const step = await run(script);
    expect(step.error).toMatchObject({
      code: 'PARTIAL_STEP',
      message: expect.stringContaining(
        '2 compliance policies whose states on devices are missing',
      ) as unknown,
    });
    const told = step.events.filter(({ name }) => name !== 'info');
    expect(told).toMatchObject([
      {
        name: 'warn_incomplete_data',
        description: expect.stringMatching(/^2 compliance policies/) as unknown,
      },
    ]);
    expect(step.findings).toEqual([]);
  });

  it('are told apart where one is unknown and another is missing', async () => {
    const step = await run(
      {
        exports: exporting(),
        report: (filter) => (filter.includes('other') ? forbidden : undefined),
      },
      [linux, other],
    );
    expect(step.error).toMatchObject({
      message: expect.stringContaining('1 compliance policies') as unknown,
    });
    expect(step.events.map(({ description }) => description)).toEqual([
      expect.stringContaining('no states of 1 compliance policies'),
      expect.stringMatching(/^1 compliance policies/),
    ]);
  });

  it('come from the reports, which all have rows: no export is asked for', async () => {
    const report = reportOf('linux', [{ DeviceId: 'd1', PolicyStatus: 4 }]);
    const step = await run({ report }, [linux]);
    expect(step.error).toBeUndefined();
    expect(step.keys).toEqual(keysOfState);
    expect(exportsAsked(step)).toEqual([]);
    expect(step.events).toEqual([]);
  });

  it('come from the export where reports have none', async () => {
    const exports = exporting(['linux', 'd1', '4', '']);
    const step = await run({ exports }, [linux]);
    expect(step.error).toBeUndefined();
    expect(step.keys).toEqual(keysOfState);
    expect(step.events.map(({ description }) => description)).toEqual([
      BUILT_IN,
    ]);
  });

  it('come from the reports where the export of many devices has none', async () => {
    const report = reportOf('linux', [{ DeviceId: 'd1', PolicyStatus: 4 }]);
    const step = await run({ exports: exporting(), report }, [linux], 1_001);
    expect(step.error).toBeUndefined();
    expect(step.keys).toEqual(keysOfState);
    expect(step.events).toEqual([]);
  });

  it('are in no list, and counted by no overview', async () => {
    const step = await run({ exports: exporting() }, [linux]);
    expect(new Set(pathsAsked(step))).toEqual(
      new Set([
        '/deviceManagement',
        '/deviceManagement/reports/exportJobs',
        '/deviceManagement/reports/getDeviceStatusByCompliacePolicyReport',
      ]),
    );
    expect(new Set(reportsAsked(step))).toEqual(
      new Set(["(PolicyId eq 'linux')"]),
    );
  });

  it('are none, and nothing is asked for, without any device', async () => {
    const step = await run({}, [linux], 0);
    expect(step.error).toBeUndefined();
    expect(step.transport.requests).toEqual([]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });
});

/** A device of each operating system; undefined where Intune leaves it in doubt. */
const devicesWith = (...osTypes: (OsType | undefined)[]): ListedDevices =>
  new Map(
    osTypes.map((osType, index) => [
      `d${index + 1}`,
      { type: 'laptop', osType },
    ]),
  );

describe('a policy of which neither reports nor a refused export have a state', () => {
  const policy = { ...linux, platform: 'linux' } as const;
  const script = { exports: { [complianceExportName]: forbidden } };

  it('is complete when no device has its platform, and no export is asked for', async () => {
    const devices = devicesWith('windows', 'darwin');
    const step = await run(script, [policy], devices);
    expect(step.error).toBeUndefined();
    expect(step.isComplete).toBe(true);
    expect(step.events).toEqual([]);
    expect(exportsAsked(step)).toEqual([]);
    expect(reportsAsked(step)).toEqual(["(PolicyId eq 'linux')"]);
  });

  it('has the states that its report has all the same', async () => {
    const report = reportOf('linux', [{ DeviceId: 'd1', PolicyStatus: 4 }]);
    const devices = devicesWith('windows', 'darwin');
    const step = await run({ ...script, report }, [policy], devices);
    expect(step.error).toBeUndefined();
    expect(step.keys).toEqual(keysOfState);
  });

  it.each<[string, ListedCompliancePolicy, ListedDevices, IntuneScript?]>([
    ['a device has its platform', policy, devicesWith('windows', 'linux')],
    [
      'the platform of a device is in doubt',
      policy,
      devicesWith('windows', undefined),
    ],
    ['its own platform is in doubt', linux, devicesWith('windows')],
    [
      'its report is refused',
      policy,
      devicesWith('windows'),
      { report: () => forbidden },
    ],
  ])('makes the step partial when %s', async (_, item, devices, more = {}) => {
    const step = await run({ ...script, ...more }, [item], devices);
    expect(step.error).toMatchObject({ code: 'PARTIAL_STEP' });
  });
});

describe('where a tenant grants few export jobs', () => {
  const orderOf = (step: Awaited<ReturnType<typeof run>>) =>
    step.transport.requests.flatMap(({ method, url }) =>
      method === 'POST' && url.includes('/reports/')
        ? [url.slice(url.lastIndexOf('/') + 1)]
        : [],
    );

  it('the job that these policies may need is posted before their reports are read', async () => {
    expectGrants(SCARCE);
    const step = await run({ exports: exporting() });
    expect(step.error).toBeUndefined();
    expect(orderOf(step)[0]).toBe('exportJobs');
    expect(exportsAsked(step)).toEqual([complianceExportName]);
  });

  it('none is posted for policies that need no state', async () => {
    expectGrants(SCARCE);
    const step = await run({ exports: exporting() }, [unassigned]);
    expect(step.error).toBeUndefined();
    expect(exportsAsked(step)).toEqual([]);
  });

  it('elsewhere it is posted after them', async () => {
    const step = await run({ exports: exporting() });
    expect(orderOf(step)[0]).toBe('getDeviceStatusByCompliacePolicyReport');
  });
});

/** How much may be missing of the states before their step is partial: a case on each side of every limit. */
import { failed, ok, page } from '#test/graph/replies';
import { policyPath, reportOf } from '#test/support/complianceScript';
import { runFindings } from '#test/support/findingsRun';
import {
  forbidden,
  intuneAccount,
  ScriptedIntune,
  type IntuneScript,
} from '#test/support/scriptedIntune';
import { listedCompliancePolicies } from '../compliancePolicies';
import { listedConfigurations } from '../deviceConfigurations';
import { complianceFindingsStep } from './complianceFindings';
import { configurationFindingsStep } from './configurationFindings';

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const names = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => `d${first + index}`);

function runCompliance(
  script: IntuneScript,
  deviceCount: number,
  ids: readonly string[] = ['p1'],
) {
  return runFindings(
    complianceFindingsStep,
    listedCompliancePolicies,
    intune.step({ exports: {}, ...script }),
    ids.map((id) => ({ id, name: `Policy ${id}`, family: 'classic' })),
    deviceCount,
  );
}

const statesOn = (policyId: string, devices: readonly string[]) =>
  page(
    devices.map((device) => ({
      id: `account_${policyId}_${device}`,
      status: 'error',
    })),
  );

/** One policy with states on these devices, of which Intune counts so many. */
const statesOf = (devices: readonly string[], counted: number) => ({
  ...intuneAccount,
  [policyPath('p1', 'deviceStatusOverview')]: ok({ errorCount: counted }),
  [policyPath('p1', 'deviceStatuses')]: statesOn('p1', devices),
});

it.each([
  [1, 2, true],
  [0, 1, false],
  [49, 50, true],
  [48, 50, false],
  [980, 1_000, true],
  [979, 1_000, false],
])(
  'states of %d devices, where Intune counts %d, are as good as all: %p',
  async (received, counted, isComplete) => {
    const devices = names(received);
    // Two sources that agree would outweigh the count.
    const script: IntuneScript = {
      paths: statesOf(devices, counted),
      report: () => forbidden,
    };
    const step = await runCompliance(script, 1_000);
    expect(step.isComplete).toBe(isComplete);
    expect(step.findings).toHaveLength(received);
    if (isComplete) {
      const fewer = `${counted - received} of ${counted} devices that Intune counts for policies have no state. `;
      expect(step.events).toMatchObject([
        { description: expect.stringContaining(fewer) as unknown },
      ]);
    } else {
      expect(step.error).toMatchObject({
        code: 'PARTIAL_STEP',
        message: expect.stringContaining(
          `there are states of ${received} devices, and Intune counts ${counted}`,
        ) as unknown,
      });
    }
  },
);

it.each([
  [1, 1, true],
  [1, 2, false],
  [10, 10, true],
  [90, 10, true],
  [89, 11, false],
  [900, 100, true],
  [899, 101, false],
])(
  'states of %d listed devices and %d others are as good as all: %p',
  async (known, unknown, isComplete) => {
    const devices = names(known + unknown);
    const script: IntuneScript = {
      paths: statesOf(devices, known),
      report: reportOf(
        'p1',
        devices.map((DeviceId) => ({ DeviceId, PolicyStatus: 5 })),
      ),
    };
    const step = await runCompliance(script, known);
    expect(step.isComplete).toBe(isComplete);
    expect(step.findings).toHaveLength(known);
    expect(step.events.map(({ name }) => name)).toEqual([
      isComplete ? 'info' : 'warn_incomplete_data',
    ]);
    expect(step.events[0].description).toContain(
      `${unknown} of ${known + unknown} devices that have states of policies are in no list`,
    );
  },
);

it.each([
  [1, 1, false],
  [2, 1, true],
  [10, 3, true],
  [10, 4, false],
  [200, 4, true],
  [200, 5, false],
])(
  'the states of %d policies, of which %d were deleted meanwhile, are as good as all: %p',
  async (count, deleted, isComplete) => {
    const ids = Array.from({ length: count }, (_, index) => `p${index}`);
    const isGone = (id: string) => ids.indexOf(id) < deleted;
    const answers = ids.flatMap((id) => [
      [
        policyPath(id, 'deviceStatusOverview'),
        isGone(id) ? failed(404) : ok({ errorCount: 1 }),
      ],
      [
        policyPath(id, 'deviceStatuses'),
        isGone(id) ? failed(404) : statesOn(id, ['d1']),
      ],
    ]);
    const step = await runCompliance(
      {
        paths: {
          ...intuneAccount,
          ...(Object.fromEntries(answers) as IntuneScript['paths']),
        },
        report: () => failed(404),
        exports: { DevicePoliciesComplianceReportV3: forbidden },
      },
      1,
      ids,
    );
    expect(step.isComplete).toBe(isComplete);
    expect(step.findings).toHaveLength(count - deleted);
    expect(step.events.at(-1)).toMatchObject({
      name: isComplete ? 'info' : 'warn_incomplete_data',
      description: expect.stringContaining(
        `${deleted} of ${count} compliance policies were deleted before their states were read`,
      ) as unknown,
    });
  },
);

it.each([
  [1, 2, true],
  [0, 1, false],
  [90, 100, true],
  [89, 100, false],
  [980, 1_000, true],
  [979, 1_000, false],
])(
  'an export with %d rows, where a report counts %d, is as good as all: %p',
  async (exported, counted, stands) => {
    const reported = names(counted).map((IntuneDeviceId) => ({
      IntuneDeviceId,
      PolicyStatus: 5,
    }));
    const rows = names(exported).map((device) => ['c1', device, '5']);
    const step = await runFindings(
      configurationFindingsStep,
      listedConfigurations,
      intune.step({
        paths: intuneAccount,
        exports: {
          DeviceStatusesByConfigurationProfile: [
            ['PolicyId', 'IntuneDeviceId', 'PolicyStatus'],
            // Without it the file would have no rows.
            ['deleted', 'd1', '5'],
            ...rows,
          ],
        },
        report: () => reported,
      }),
      [{ id: 'c1', name: 'c1', kind: 'withoutList' }],
      1_001,
    );
    // The reports have the rest.
    expect(step.error).toBeUndefined();
    expect(step.findings).toHaveLength(stands ? exported : counted);
    expect(step.lines.includes('Export is short [M365-LOG-005]')).toBe(!stands);
  },
);

import type { StepContext } from '../run/context';
import { prepareExports } from './earlyExports';
import {
  ingestionSourceIds,
  type IngestionSourceId,
} from '../run/ingestionSources';
import { page } from '#test/graph/replies';
import { settle } from '#test/graph/fakeClock';
import { scriptedStep } from '#test/support/stepContext';

const applications = ['AppInvRawData', 'OrgDeviceInstallStatus'];
const statuses = [
  'DevicePoliciesComplianceReportV3',
  'DeviceStatusesByConfigurationProfile',
];

/** The exports that are posted while so many devices are listed, page by page. */
async function postedFor(
  deviceCounts: readonly number[],
  disabled?: readonly string[],
  includeAdvancedDeviceDetails = false,
): Promise<string[]> {
  const { context, transport } = scriptedStep(() => page([]));
  const disabledSources = disabled?.map((ingestionSourceId) => ({
    ingestionSourceId,
  }));
  const config = { ...context.instance.config, includeAdvancedDeviceDetails };
  const instance = { ...context.instance, config, disabledSources };
  for (const count of deviceCounts) {
    prepareExports({ ...context, instance } as StepContext, count);
  }
  await settle();
  return transport.requests
    .map(({ body }) => (body as { reportName: string }).reportName)
    .sort();
}

describe('prepareExports', () => {
  it.each([
    [0, []],
    [200, []],
    [201, applications],
    [1_000, applications],
    [1_001, [...applications, statuses[1]]],
    // Until then, compliance policies have short lists.
    [3_000, [...applications, statuses[1]]],
    [3_001, [...applications, ...statuses]],
    [200_000, [...applications, ...statuses]],
  ])('posts for %d devices %j', async (count, expected) => {
    expect(await postedFor([count])).toEqual([...expected].sort());
  });

  it.each([
    [1_000, applications],
    [1_001, [...applications, ...statuses]],
  ])(
    'posts for %d devices whose details are read %j',
    async (count, expected) => {
      expect(await postedFor([count], undefined, true)).toEqual(
        [...expected].sort(),
      );
    },
  );

  it('posts each once, as soon as there are enough devices', async () => {
    expect(await postedFor([200, 201, 1_000, 1_001, 3_001, 4_000])).toEqual(
      [...applications, ...statuses].sort(),
    );
  });

  it.each<[IngestionSourceId, string[]]>([
    [ingestionSourceIds.applications, statuses],
    [ingestionSourceIds.compliancePolicies, [...applications, statuses[1]]],
    [ingestionSourceIds.deviceConfigurations, [...applications, statuses[0]]],
    [ingestionSourceIds.groups, [...applications, ...statuses]],
  ])('posts none that only %s would want', async (disabled, expected) => {
    expect(await postedFor([4_000], [disabled])).toEqual([...expected].sort());
  });

  it('posts nothing when all is switched off', async () => {
    const all = Object.values(ingestionSourceIds);
    expect(await postedFor([4_000], all)).toEqual([]);
    expect(await postedFor([4_000], [])).toHaveLength(4);
  });
});

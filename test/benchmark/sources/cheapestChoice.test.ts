import fc from 'fast-check';
import {
  cheapestChoice,
  requestsOf,
  type SourceChoice,
} from './cheapestChoice';
import { datasetsOf } from './datasets';
import { sampleCounts } from './sampleCounts';
import type { TenantCounts } from './tenantCounts';

const sourceOf = ({ sources }: SourceChoice, dataset: string) =>
  sources.find((each) => each.dataset === dataset)?.source;

const times = (count: number, rows: number): number[] =>
  Array.from({ length: count }, () => rows);

const tenant = sampleCounts({
  devices: 2_000,
  devicesOfUsers: 1_900,
  compliancePolicies: times(12, 800),
  configurations: times(60, 800),
  applications: times(80, 150),
});

test('every dataset is exported where exports are granted', () => {
  const { sources, waitingMs } = cheapestChoice(tenant, 'plain');
  expect(sources.map(({ source }) => source)).toEqual([
    'export DevicePoliciesComplianceReportV3',
    'export DeviceStatusesByConfigurationProfile',
    'export OrgDeviceInstallStatus',
    'export AppInvRawData',
  ]);
  expect(waitingMs).toBe(0);
});

test('where they are refused, as much as can be is kept away from the quota that everything waits for', () => {
  const choice = cheapestChoice(tenant, 'readOnly');
  expect(choice.sources.map(({ charges }) => charges)).toEqual([
    // 12 overviews, and a page of each policy.
    { intuneConfiguration: 24, reports: 0 },
    // Of the 15 pages after the first, three are read twice.
    { reports: 60 * (16 + 3) },
    { intuneDevices: 3_900 },
    { intuneDevices: 2_000 },
  ]);
  expect(choice.quotas).toEqual([
    { name: 'intuneDevices', requests: 5_900, waitingMs: 39_000 },
    { name: 'intuneConfiguration', requests: 24, waitingMs: 0 },
    // A hundred at once, then five a second.
    { name: 'reports', requests: 1_140, waitingMs: 208_000 },
  ]);
  expect(choice.waitingMs).toBe(208_000);
});

test('intents are read from their own lists where these are cheaper', () => {
  const counts = sampleCounts({
    configurations: [50],
    intents: [...times(30, 800), 0],
  });
  const choice = cheapestChoice(counts, 'readOnly');
  expect(choice.sources[1].charges).toEqual({
    intuneConfiguration: 30,
    reports: 31,
  });
  expect(sourceOf(choice, 'configuration states')).toContain('deviceStates');
});

test('few installations are read by application', () => {
  const choice = cheapestChoice(
    { ...tenant, configurations: [], applications: times(80, 10) },
    'readOnly',
  );
  // 80 reports, and a summary of two pages.
  expect(choice.sources[2].charges).toEqual({ reports: 82 });
  expect(sourceOf(choice, 'installations')).toContain(
    'retrieveDeviceAppInstallationStatusReport',
  );
});

test('of two that wait equally long, the one with fewer requests is taken', () => {
  const counts = sampleCounts({ compliancePolicies: [10] });
  expect(
    sourceOf(cheapestChoice(counts, 'readOnly'), 'compliance states'),
  ).toBe('getDeviceStatusByCompliacePolicyReport of each policy');
});

test('a catalog policy is asked even when it has no rows', () => {
  const counts = sampleCounts({
    compliancePolicies: times(3, 0),
    catalogCompliancePolicies: [0, 51],
  });
  const [compliance] = datasetsOf(counts);
  expect(compliance.sources.map(({ charges }) => charges)).toEqual([
    { exportJobs: 2 },
    { intuneConfiguration: 3, reports: 3 },
    { reports: 6 },
  ]);
});

test('configurations and applications without rows cost nothing', () => {
  const counts = sampleCounts({
    configurations: [0, 50, 51],
    applications: [0, 0, 1],
  });
  const [, configurations, installs] = datasetsOf(counts);
  expect(configurations.sources[1].charges).toEqual({ reports: 3 });
  expect(installs.sources[1].charges).toEqual({ reports: 2 });
});

test('at a fiftieth of the quotas exports are dearer than many requests, and each quota gets its part', () => {
  const counts = sampleCounts({
    devices: 100,
    devicesOfUsers: 95,
    compliancePolicies: times(14, 40),
    configurations: times(16, 120),
    applications: times(30, 20),
  });
  const choice = cheapestChoice(counts, 'granted2');
  expect(choice.sources.map(({ source }) => source)).toEqual([
    'getDeviceStatusByCompliacePolicyReport of each policy',
    'export DeviceStatusesByConfigurationProfile',
    'mobileAppIntentAndStates of each device',
    'each device with $expand=detectedApps',
  ]);
  expect(choice.quotas).toEqual([
    // 40 at once, and in each 20 seconds.
    { name: 'intuneDevices', requests: 295, waitingMs: 127_500 },
    // Two.
    { name: 'reports', requests: 14, waitingMs: 120_000 },
    // One at once, then 0.96 in a minute.
    { name: 'exportJobs', requests: 2, waitingMs: expect.closeTo(62_500) },
  ]);
  expect(choice.waitingMs).toBe(127_500);
});

test('details of devices come with their applications, which then need no export', () => {
  const choice = cheapestChoice(tenant, 'advanced');
  expect(choice.sources[3]).toEqual({
    dataset: 'details and applications',
    source: 'each device with $expand=detectedApps',
    charges: { intuneDevices: 2_000 },
  });
});

const rowCounts = fc.array(fc.nat(3_000), { maxLength: 80 });
const anyCounts: fc.Arbitrary<TenantCounts> = fc.record({
  signInPages: fc.constant(0),
  devices: fc.nat(30_000),
  devicesOfUsers: fc.nat(30_000),
  compliancePolicies: rowCounts,
  catalogCompliancePolicies: rowCounts,
  configurations: rowCounts,
  intents: rowCounts,
  applications: rowCounts,
});

test('exports never make it dearer, and every dataset has one source', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const plain = cheapestChoice(counts, 'plain');
      const readOnly = cheapestChoice(counts, 'readOnly');
      expect(plain.waitingMs).toBeLessThanOrEqual(readOnly.waitingMs);
      for (const { sources } of [plain, readOnly]) {
        expect(sources.map(({ dataset }) => dataset)).toEqual(
          datasetsOf(counts).map(({ name }) => name),
        );
      }
      expect(
        readOnly.sources.some(({ source }) => source.startsWith('export')),
      ).toBe(false);
    }),
  );
});

test.each(['granted2', 'granted20', 'halfTaken', 'advanced'] as const)(
  'in the regime %s nothing is cheaper than where all is granted',
  (regime) => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        expect(cheapestChoice(counts, regime).waitingMs).toBeGreaterThanOrEqual(
          cheapestChoice(counts, 'plain').waitingMs,
        );
      }),
    );
  },
);

test('more rows never make it cheaper', () => {
  fc.assert(
    fc.property(anyCounts, fc.nat(3_000), (counts, rows) => {
      const more = {
        ...counts,
        configurations: [...counts.configurations, rows],
      };
      const { waitingMs } = cheapestChoice(counts, 'readOnly');
      expect(cheapestChoice(more, 'readOnly').waitingMs).toBeGreaterThanOrEqual(
        waitingMs,
      );
    }),
  );
});

test('the requests of a choice are those of its sources', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const choice = cheapestChoice(counts, 'readOnly');
      const charged = choice.sources.flatMap(({ charges }) =>
        Object.values(charges),
      );
      expect(requestsOf(choice)).toBe(
        charged.reduce((sum, requests) => sum + requests, 0),
      );
    }),
  );
});

/** The step: which sources it asks, and that all of them end in the same graph. */
import { failed, ok, page, type HttpReply } from '../../../test/graph/replies';
import {
  exportsAsked,
  forbidden,
  pathsAsked,
  ScriptedIntune,
  type IntuneScript,
  type ReportedRow,
} from '../../../test/support/scriptedIntune';
import { reportActionsAsked } from '../../../test/support/scriptedReports';
import { failureOf, runStep } from '../../../test/support/stepContext';
import { saveDeviceIndex, type IndexedDevice } from '../devices/deviceIndex';
import { prepareExports } from '../earlyExports';
import { IntegrationPartialStepError } from '../missingData';
import { managedApplicationsStep } from '.';

const EXPORT = 'OrgDeviceInstallStatus';
const SUMMARY = 'getAppsInstallSummaryReport';
const REPORT = 'retrieveDeviceAppInstallationStatusReport';
const OLDER_REPORT = 'getDeviceInstallStatusReport';
const NO_USER = '00000000-0000-0000-0000-000000000000';
const APPLICATIONS = '/deviceAppManagement/mobileApps';

/** Not in this version of Graph. */
const gone = failed(
  400,
  'BadRequest',
  {},
  `Resource not found for the segment '${REPORT}'.`,
);

const apps = ['application-1', 'application-2', 'application-3'];

type Row = readonly [
  application: string,
  device: string,
  user: string,
  number: number,
  name: string,
];

/** As Intune has them: a row for each user of a device; none of the third application. */
const rows: readonly Row[] = [
  [apps[0], 'd1', '', -1, 'notApplicable'],
  [apps[0], 'd1', 'ann', 1, 'installed'],
  [apps[0], 'd2', '', 2, 'failed'],
  [apps[0], 'd2', 'ann', 1, 'installed'],
  [apps[0], 'd3', '', 3, 'notInstalled'],
  [apps[1], 'd2', 'ann', 5, 'pendingInstall'],
  [apps[1], 'd3', '', 77, 'unknownFutureValue'],
];

const relationships = {
  [`d1|assigned|${apps[0]}`]: 'installed',
  [`d2|assigned|${apps[0]}`]: 'failed',
  [`d3|assigned|${apps[0]}`]: 'notInstalled',
  [`d2|assigned|${apps[1]}`]: 'pendingInstall',
  [`d3|assigned|${apps[1]}`]: undefined,
};

/** What Intune says of the rows, by report and filter. */
function report(filter: string, action: string): readonly ReportedRow[] {
  if (action === SUMMARY) {
    return apps.map((id) => summaryOf(id, devicesOf(id).size));
  }
  return rows
    .filter(([application]) => filter === `(ApplicationId eq '${application}')`)
    .map(([, DeviceId, UserPrincipalName, InstallState]) => ({
      DeviceId,
      UserPrincipalName,
      InstallState,
    }));
}

const devicesOf = (id: string) =>
  new Set(rows.filter(([app]) => app === id).map(([, device]) => device));

const summaryOf = (ApplicationId: string, InstalledDeviceCount: number) => ({
  ApplicationId,
  FailedDeviceCount: 0,
  InstalledDeviceCount,
  NotApplicableDeviceCount: 0,
  NotInstalledDeviceCount: 0,
  PendingInstallDeviceCount: 0,
});

const exported = [
  ['ApplicationId', 'DeviceId', 'InstallState'],
  ...rows.map(([app, device, , number]) => [app, device, String(number)]),
];

const listing = {
  [APPLICATIONS]: page(apps.map((id) => ({ id, displayName: `Name ${id}` }))),
};

/** Devices for themselves and for their owner. */
function devicePaths(deviceCount: number): Record<string, HttpReply> {
  const ids = Array.from(
    { length: deviceCount },
    (_, index) => `d${index + 1}`,
  );
  const pairs = ids.flatMap((device) => [
    { device, user: NO_USER, rowsOf: '' },
    { device, user: 'ann', rowsOf: 'ann' },
  ]);
  return Object.fromEntries(
    pairs.map(({ device, user, rowsOf }) => [
      `/users/${user}/mobileAppIntentAndStates/${device}`,
      ok({
        mobileAppList: rows
          .filter((row) => row[1] === device && row[2] === rowsOf)
          .map(([applicationId, , , , installState]) => ({
            applicationId,
            installState,
          })),
      }),
    ]),
  );
}

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

interface Options {
  readonly script?: IntuneScript;
  readonly deviceCount?: number;
}

async function prepare({ script = {}, deviceCount = 30 }: Options) {
  const step = intune.step({
    report,
    ...script,
    paths: { ...listing, ...devicePaths(deviceCount), ...script.paths },
  });
  const devices = new Map<string, IndexedDevice>();
  for (let number = 1; number <= deviceCount; number += 1) {
    const type = number === 2 ? 'smartphone' : 'laptop';
    devices.set(`d${number}`, { type, ownerId: 'ann' });
  }
  await saveDeviceIndex(step.context.jobState, devices);
  const { jobState } = step.context;
  return {
    ...step,
    applications: () => jobState.collectedEntities.map(({ _key }) => _key),
    states: () =>
      Object.fromEntries(
        jobState.collectedRelationships.map(({ _key, installState }) => [
          _key,
          installState,
        ]),
      ),
  };
}

async function run(options: Options = {}) {
  const step = await prepare(options);
  await runStep(managedApplicationsStep, step);
  return step;
}

/** The step emits what it has, and fails by name. */
async function runPartially(options: Options) {
  const step = await prepare(options);
  const failure = await failureOf(runStep(managedApplicationsStep, step));
  expect(failure).toBeInstanceOf(IntegrationPartialStepError);
  expect(step.applications()).toEqual(apps);
  return { ...step, message: (failure as Error).message };
}

const reportOf = (id: string, name = REPORT) =>
  `${name} (ApplicationId eq '${id}')`;

const contextsAsked = (step: Parameters<typeof pathsAsked>[0]) =>
  pathsAsked(step).filter((path) => path.includes('mobileAppIntentAndStates'));

describe('managed applications', () => {
  it('are assigned as the reports say of those that are on any device', async () => {
    const step = await run();
    expect(step.applications()).toEqual(apps);
    expect(step.states()).toEqual(relationships);
    expect(reportActionsAsked(step).sort()).toEqual(
      [SUMMARY, reportOf(apps[0]), reportOf(apps[1])].sort(),
    );
    expect(exportsAsked(step)).toEqual([]);
    expect(contextsAsked(step)).toEqual([]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('are assigned as the export says, on many devices', async () => {
    const step = await run({
      script: { exports: { [EXPORT]: exported } },
      deviceCount: 201,
    });
    expect(step.states()).toEqual(relationships);
    expect(exportsAsked(step)).toEqual([EXPORT]);
    expect(reportActionsAsked(step)).toEqual([SUMMARY]);
    expect(contextsAsked(step)).toEqual([]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('are assigned as the devices say, where reports and the export are refused', async () => {
    const step = await run({
      deviceCount: 10,
      script: {
        report: (filter, action) =>
          action === SUMMARY ? report(filter, action) : forbidden,
        exports: { [EXPORT]: forbidden },
      },
    });
    expect(step.states()).toEqual(relationships);
    expect(contextsAsked(step)).toHaveLength(20);
    expect(exportsAsked(step)).toEqual([EXPORT]);
  });

  it('ask the devices of a large tenant whose export is refused, if reports have very many pages', async () => {
    // Of 51 and 50 pages.
    const counted = (filter: string, action: string) =>
      action === SUMMARY
        ? [2_501, 2_500, 0].map((count, index) => summaryOf(apps[index], count))
        : report(filter, action);
    const areDevicesFirst = async (deviceCount: number) => {
      const step = await runPartially({
        script: { report: counted },
        deviceCount,
      });
      expect(contextsAsked(step)).toHaveLength(2 * deviceCount);
      const asked = step.transport.urls.map((url) => url.split('/').at(-1));
      return asked.indexOf('$batch') < asked.indexOf(REPORT);
    };
    expect(await areDevicesFirst(1_009)).toBe(true);
    expect(await areDevicesFirst(1_010)).toBe(false);
  });

  it('prefer devices more when the whole run has to do without exports: then others need the reports', async () => {
    const areReportsFirst = async (areRefused: boolean) => {
      const step = await prepare({
        deviceCount: 1_300,
        script: {
          exports: areRefused
            ? { [EXPORT]: forbidden, AppInvRawData: forbidden }
            : {},
          // Of 51 and 50 pages.
          report: (filter, action) =>
            action === SUMMARY
              ? [2_501, 2_500, 0].map((count, index) =>
                  summaryOf(apps[index], count),
                )
              : report(filter, action),
        },
      });
      // As it is while devices are listed.
      prepareExports(step.context, 1_300);
      await failureOf(runStep(managedApplicationsStep, step));
      const asked = step.transport.urls.map((url) => url.split('/').at(-1));
      return asked.indexOf(REPORT) < asked.indexOf('$batch');
    };
    expect(await areReportsFirst(false)).toBe(true);
    expect(await areReportsFirst(true)).toBe(false);
  });

  it.each([
    ['last', 200, 5_000],
    ['first, on many devices', 201, 5_000],
    ['first, where reports have many pages', 200, 5_001],
  ])('ask for the export %s', async (order, deviceCount, count) => {
    const { transport } = await runPartially({
      script: {
        exports: { [EXPORT]: forbidden },
        report: (filter, action) =>
          action === SUMMARY
            ? apps.map((id) => summaryOf(id, id === apps[0] ? count : 0))
            : report(filter, action),
      },
      deviceCount,
    });
    const asked = transport.urls.map((url) => url.split('/').at(-1) ?? '');
    const exportAt = asked.indexOf('exportJobs');
    const others = [asked.indexOf(REPORT), asked.indexOf('$batch')];
    const firstOther = Math.min(...others.filter((index) => index !== -1));
    expect(exportAt).toBeGreaterThan(-1);
    expect(exportAt < firstOther).toBe(order !== 'last');
  });

  describe('that Intune does not count', () => {
    const uncounted = (filter: string, action: string) =>
      action === SUMMARY ? gone : report(filter, action);

    // They prove nothing of those.
    it('are not asked of the devices', async () => {
      const step = await run({
        script: { report: uncounted },
        deviceCount: 10,
      });
      expect(contextsAsked(step)).toEqual([]);
      expect(step.states()).toEqual(relationships);
    });

    it('may be on all devices: of many of them the export is asked for first', async () => {
      const isExportFirst = async (count: number) => {
        const listed = Array.from({ length: count }, (_, index) => ({
          id: `application-${index + 1}`,
        }));
        const { transport } = await run({
          script: {
            paths: { [APPLICATIONS]: page(listed) },
            exports: { [EXPORT]: exported },
            report: uncounted,
          },
          deviceCount: 200,
        });
        return (
          transport.urls.findIndex((url) => url.endsWith('/exportJobs')) === 2
        );
      };
      // Four pages each.
      expect(await isExportFirst(25)).toBe(false);
      expect(await isExportFirst(26)).toBe(true);
    });
  });

  describe('end in the same graph', () => {
    it.each<[string, Options]>([
      [
        'the export is refused',
        { script: { exports: { [EXPORT]: forbidden } } },
      ],
      [
        'the export wants a filter',
        { script: { exports: { [EXPORT]: failed(400, 'BadRequest') } } },
      ],
      [
        'the export has no rows',
        { script: { exports: { [EXPORT]: [exported[0]] } } },
      ],
      [
        'the export is short of the counts',
        { script: { exports: { [EXPORT]: exported.slice(0, 3) } } },
      ],
      [
        'only the older report is there',
        {
          script: {
            report: (filter, action) =>
              action === REPORT ? gone : report(filter, action),
          },
        },
      ],
      [
        'Intune does not count',
        {
          script: {
            report: (filter, action) =>
              action === SUMMARY ? gone : report(filter, action),
          },
        },
      ],
      [
        'Intune does not count, and the export is there',
        {
          script: {
            exports: { [EXPORT]: exported },
            report: (filter, action) =>
              action === SUMMARY ? gone : report(filter, action),
          },
        },
      ],
      [
        'reports are refused, and the export is there',
        {
          script: {
            exports: { [EXPORT]: exported },
            report: () => forbidden,
          },
        },
      ],
    ])('when %s', async (_, { script }) => {
      for (const deviceCount of [10, 30, 201]) {
        const step = await run({ script, deviceCount });
        expect(step.states()).toEqual(relationships);
        expect(step.applications()).toEqual(apps);
      }
    });

    it('when devices name no application of a user that they do not belong to', async () => {
      const paths = Object.fromEntries(
        Object.keys(devicePaths(10)).map((path) => [
          path,
          ok({ mobileAppList: [] }),
        ]),
      );
      const step = await run({ script: { paths }, deviceCount: 10 });
      expect(step.states()).toEqual(relationships);
      expect(reportActionsAsked(step)).toHaveLength(3);
    });
  });

  it('ask for the older report only for what the newer one does not complete', async () => {
    const step = await run({
      script: {
        report: (filter, action) =>
          action === REPORT && filter.includes(apps[1])
            ? failed(404, 'NotFound')
            : report(filter, action),
      },
    });
    expect(reportActionsAsked(step)).toContain(reportOf(apps[1], OLDER_REPORT));
    expect(reportActionsAsked(step)).not.toContain(
      reportOf(apps[0], OLDER_REPORT),
    );
    expect(step.states()).toEqual(relationships);
  });

  it('are partial when nothing completes one, which is told', async () => {
    const silent = Object.keys(devicePaths(30)).map(
      (path) => [path, ok({ mobileAppList: [] })] as const,
    );
    const step = await runPartially({
      script: {
        paths: Object.fromEntries(silent),
        report: (filter, action) =>
          filter.includes(apps[0])
            ? failed(404, 'NotFound')
            : report(filter, action),
        exports: { [EXPORT]: forbidden },
      },
    });
    expect(step.states()).toEqual({
      [`d2|assigned|${apps[1]}`]: 'pendingInstall',
      [`d3|assigned|${apps[1]}`]: undefined,
    });
    expect(step.message).toMatch(
      /^"managed-applications" is incomplete: 1 managed applications whose devices are missing: /,
    );
    for (const source of [REPORT, OLDER_REPORT, EXPORT]) {
      expect(step.message).toContain(source);
    }
    expect(step.events.map(({ name }) => name)).toContain(
      'warn_incomplete_data',
    );
  });

  it('are partial when Intune counts more than all sources have', async () => {
    const step = await runPartially({
      script: {
        exports: { [EXPORT]: exported },
        report: (filter, action) =>
          action === SUMMARY
            ? [summaryOf(apps[0], 20), summaryOf(apps[1], 2)]
            : report(filter, action),
      },
    });
    expect(step.message).toContain('1 managed applications');
    expect(step.states()).toEqual(relationships);
  });

  it("have relationships of the devices' types", async () => {
    const { context } = await run();
    const types = new Set(
      context.jobState.collectedRelationships.map(
        ({ _type, _fromEntityKey }) => `${_fromEntityKey} ${_type}`,
      ),
    );
    expect([...types].sort()).toEqual([
      'd1 laptop_assigned_intune_managed_application',
      'd2 smartphone_assigned_intune_managed_application',
      'd3 laptop_assigned_intune_managed_application',
    ]);
  });

  it.each([
    ['reports', { script: {} }],
    [
      'the export',
      { script: { exports: { [EXPORT]: exported } }, deviceCount: 201 },
    ],
  ])('that fit nothing are counted, from %s', async (_, options: Options) => {
    const oddRows = [
      [apps[1], 'gone', '1'],
      ['unknown-application', 'd1', '1'],
    ];
    const { script = {} } = options;
    const step = await run({
      ...options,
      script: {
        ...script,
        exports: script.exports && { [EXPORT]: [...exported, ...oddRows] },
        report: (filter, action) => {
          const answer = report(filter, action);
          return filter.includes(apps[1])
            ? [...answer, { DeviceId: 'gone', UserPrincipalName: 'x' }]
            : answer;
        },
      },
    });
    expect(step.states()).toEqual(relationships);
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownDevice', count: 1 },
      expect.any(String),
    );
    expect(step.lines).toHaveLength(script.exports ? 2 : 1);
  });

  it('without an id, and repeated ones, are counted', async () => {
    const step = await run({
      script: {
        paths: {
          [APPLICATIONS]: page([
            { id: apps[0] },
            { displayName: 'Nameless' },
            { id: apps[0] },
          ]),
        },
      },
    });
    expect(step.applications()).toEqual([apps[0]]);
    for (const kind of ['withoutId', 'repeated']) {
      expect(step.context.logger.warn).toHaveBeenCalledWith(
        { kind, count: 1 },
        expect.any(String),
      );
    }
  });

  it('are asked for nothing else when there is none, or no device', async () => {
    const none = await run({ script: { paths: { [APPLICATIONS]: page([]) } } });
    expect(none.transport.requests).toHaveLength(1);
    const alone = await run({ deviceCount: 0 });
    expect(alone.transport.requests).toHaveLength(1);
    expect(alone.applications()).toEqual(apps);
  });

  it('fail when Graph cannot be asked at the moment', async () => {
    const step = await prepare({
      script: {
        report: (filter, action) =>
          action === REPORT ? failed(500) : report(filter, action),
      },
    });
    expect(
      await failureOf(runStep(managedApplicationsStep, step)),
    ).toMatchObject({ code: 'PROVIDER_API_ERROR' });
  });
});

/** The step: which sources it asks, and that all of them end in the same graph. */
import { failed, ok, page, type HttpReply } from '#test/graph/replies';
import {
  exportsAsked,
  forbidden,
  pathsAsked,
  ScriptedIntune,
  type IntuneScript,
  type ReportedRow,
} from '#test/support/scriptedIntune';
import { expectGrants } from '#test/support/grants';
import { reportActionsAsked } from '#test/support/scriptedReports';
import {
  failureOf,
  runStep,
  type ScriptedStep,
} from '#test/support/stepContext';
import { listedDevices, type ListedDevice } from '../devices/listedDevices';
import { IntegrationPartialStepError } from '../../run/wholeness/completeness';
import { prepareExports } from '../earlyExports';
import { managedApplicationsStep } from './';

const EXPORT = 'OrgDeviceInstallStatus';
const SUMMARY = 'getAppsInstallSummaryReport';
const REPORT = 'microsoft.graph.retrieveDeviceAppInstallationStatusReport';
const UNQUALIFIED_REPORT = 'retrieveDeviceAppInstallationStatusReport';
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
  [`d1|assigned|${apps[0]}`]: 1,
  [`d2|assigned|${apps[0]}`]: 2,
  [`d3|assigned|${apps[0]}`]: 3,
  [`d2|assigned|${apps[1]}`]: 5,
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

/** As Graph lists it: with what decides something, so that nobody doubts it. */
const application = (id: string) => ({
  id,
  displayName: `Name ${id}`,
  publishingState: 'published',
});

const listing = {
  [APPLICATIONS]: page(apps.map((id) => application(id))),
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
  const devices = new Map<string, ListedDevice>();
  for (let number = 1; number <= deviceCount; number += 1) {
    const type = number === 2 ? 'smartphone' : 'laptop';
    devices.set(`d${number}`, { type, ownerId: 'ann' });
  }
  await listedDevices.save(step.context.jobState, devices);
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

/** What events say, without the sentence that they share. */
const toldBy = ({ events }: Pick<ScriptedStep, 'events'>) =>
  events.map(({ description }) =>
    description.replace(
      '. So few are normal in a tenant that changes while it is read.',
      '',
    ),
  );

/** Without those of the first application. */
const withoutFirst = {
  [`d2|assigned|${apps[1]}`]: 5,
  [`d3|assigned|${apps[1]}`]: undefined,
};

/** Of the row whose state is in no list. */
const unreadableState =
  "1 install states of managed applications on devices are not in Microsoft's list of states (https://learn.microsoft.com/graph/api/resources/intune-shared-resultantappstate): " +
  'the relationships are collected, and these states are not. Where the device has another state of the application, of another user, that one is taken. [M365-DATA-011]';

/** The last part of each address; without the reports of applications that Intune counts no device of, which are asked for first. */
const orderAsked = (
  { transport }: Pick<ScriptedStep, 'transport'>,
  zeros: readonly string[],
) =>
  transport.requests
    .filter(({ body }) => {
      const { filter } = (body ?? {}) as { readonly filter?: string };
      return !zeros.some((id) => filter?.includes(id));
    })
    .map(({ url }) => url.split('/').at(-1) ?? '');

const contextsAsked = (step: Parameters<typeof pathsAsked>[0]) =>
  pathsAsked(step).filter((path) => path.includes('mobileAppIntentAndStates'));

describe('managed applications', () => {
  it('say what the report says of the row that counts, and the version of the application where it has none', async () => {
    const [id] = apps;
    const reported = (DeviceId: string, cells: ReportedRow): ReportedRow => ({
      DeviceId,
      UserPrincipalName: '',
      ...cells,
    });
    const step = await run({
      script: {
        paths: {
          [APPLICATIONS]: page([{ ...application(id), displayVersion: '9' }]),
        },
        report: (_, action) =>
          action === SUMMARY
            ? [summaryOf(id, 3)]
            : [
                reported('d1', {
                  InstallState: 2,
                  InstallStateDetail: 2000,
                  ErrorCode: -2016345060,
                  AppVersion: '8',
                }),
                reported('d2', {
                  InstallState: 1,
                  InstallStateDetail: 0,
                  ErrorCode: 0,
                  AppVersion: '',
                }),
                reported('d3', { InstallState: 'nothing known' }),
              ],
      },
    });
    const { collectedRelationships } = step.context.jobState;
    const properties = collectedRelationships.map(
      ({
        _fromEntityKey,
        installState,
        installStateDetail,
        errorCode,
        installedVersion,
      }) => [
        _fromEntityKey,
        installState,
        installStateDetail,
        errorCode,
        installedVersion,
      ],
    );
    expect(properties.sort()).toEqual([
      ['d1', 2, 2000, -2016345060, '8'],
      ['d2', 1, 0, 0, '9'],
      ['d3', undefined, undefined, undefined, '9'],
    ]);
  });

  it('are assigned as the reports say of those that are on any device', async () => {
    const step = await run();
    expect(step.applications()).toEqual(apps);
    expect(step.states()).toEqual(relationships);
    expect(reportActionsAsked(step).sort()).toEqual(
      // Of the third, which is on no device, to check that.
      [SUMMARY, ...apps.map((id) => reportOf(id))].sort(),
    );
    expect(exportsAsked(step)).toEqual([]);
    expect(contextsAsked(step)).toEqual([]);
    expect(toldBy(step)).toEqual([unreadableState]);
    expect(step.lines).toEqual([unreadableState]);
  });

  it('are assigned as the export says, on many devices', async () => {
    const step = await run({
      script: { exports: { [EXPORT]: exported } },
      deviceCount: 201,
    });
    expect(step.states()).toEqual(relationships);
    expect(exportsAsked(step)).toEqual([EXPORT]);
    // Of one that is on no device, to check that.
    expect(reportActionsAsked(step)).toEqual([SUMMARY, reportOf(apps[2])]);
    expect(contextsAsked(step)).toEqual([]);
    expect(toldBy(step)).toEqual([unreadableState]);
    expect(step.lines).toEqual([unreadableState]);
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
    expect(toldBy(step)).toContain(unreadableState);
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
      const asked = orderAsked(step, [apps[2]]);
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
      const asked = orderAsked(step, [apps[2]]);
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
    const step = await runPartially({
      script: {
        exports: { [EXPORT]: forbidden },
        report: (filter, action) => {
          if (action === SUMMARY) {
            return apps.map((id) => summaryOf(id, id === apps[0] ? count : 0));
          }
          return filter.includes(apps[0]) ? report(filter, action) : [];
        },
      },
      deviceCount,
    });
    const asked = orderAsked(step, apps.slice(1));
    const exportAt = asked.indexOf('exportJobs');
    const others = [asked.indexOf(REPORT), asked.indexOf('$batch')];
    const firstOther = Math.min(...others.filter((index) => index !== -1));
    expect(exportAt).toBeGreaterThan(-1);
    expect(exportAt < firstOther).toBe(order !== 'last');
  });

  describe('that Intune counts no device of', () => {
    /** Intune has not counted yet. */
    const zeros = (filter: string, action: string) =>
      action === SUMMARY
        ? apps.map((id) => summaryOf(id, 0))
        : report(filter, action);

    it('are compared with the reports of two, and all are read where one has rows', async () => {
      const step = await run({ script: { report: zeros } });
      expect(step.states()).toEqual(relationships);
      // Two for the check, and one for each.
      expect(reportActionsAsked(step).slice(1)).toHaveLength(5);
      expect(toldBy(step)).toEqual([unreadableState]);
      expect(step.lines).toContain(
        'Reports have devices of managed applications that Intune counts no device of: these counts are left out [M365-LOG-007]',
      );
    });

    it('are read from the export on many devices, where a report has rows', async () => {
      const step = await run({
        deviceCount: 201,
        script: { exports: { [EXPORT]: exported }, report: zeros },
      });
      expect(step.states()).toEqual(relationships);
      expect(exportsAsked(step)).toEqual([EXPORT]);
    });

    it('are asked for nothing else where two reports have no rows', async () => {
      const step = await run({
        script: {
          report: (filter, action) =>
            action === SUMMARY ? zeros(filter, action) : [],
        },
      });
      expect(step.states()).toEqual({});
      expect(reportActionsAsked(step)).toHaveLength(3);
      expect([...step.events, ...step.lines]).toEqual([]);
    });

    it('are of the list: others that Intune counts too are not asked for', async () => {
      const step = await run({
        script: {
          report: (filter, action) =>
            action === SUMMARY
              ? [
                  summaryOf('elsewhere', 0),
                  ...apps.map((id) => summaryOf(id, devicesOf(id).size)),
                ]
              : report(filter, action),
        },
      });
      expect(reportActionsAsked(step).sort()).toEqual(
        [SUMMARY, ...apps.map((id) => reportOf(id))].sort(),
      );
    });

    it.each([
      ['refused', forbidden],
      ['busy', failed(503)],
    ])(
      'are unchecked where the reports are %s, which is told',
      async (_, answer) => {
        const step = await run({
          script: {
            report: (filter, action) =>
              action === SUMMARY ? zeros(filter, action) : answer,
          },
        });
        expect(step.states()).toEqual({});
        expect(toldBy(step)).toEqual([
          expect.stringMatching(
            /^Whether all devices of managed applications that Intune counts no device of were collected could not be checked: POST /,
          ),
        ]);
      },
    );
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
        const listed = Array.from({ length: count }, (_, index) =>
          application(`application-${index + 1}`),
        );
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
              action === REPORT || action === UNQUALIFIED_REPORT
                ? gone
                : report(filter, action),
          },
        },
      ],
      [
        'the report is known without its namespace only',
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
      expect(reportActionsAsked(step)).toHaveLength(4);
    });
  });

  it.each([
    [[UNQUALIFIED_REPORT, OLDER_REPORT], REPORT],
    [[REPORT, OLDER_REPORT], UNQUALIFIED_REPORT],
    [[REPORT, UNQUALIFIED_REPORT], OLDER_REPORT],
  ])('ask by each name once where %j are unknown', async (unknown, known) => {
    const step = await run({
      script: {
        report: (filter, action) =>
          unknown.includes(action) ? gone : report(filter, action),
      },
    });
    expect(step.states()).toEqual(relationships);
    const asked = reportActionsAsked(step).map((each) => each.split(' ')[0]);
    const names = [REPORT, UNQUALIFIED_REPORT, OLDER_REPORT];
    const tried = names.slice(0, names.indexOf(known));
    expect(asked.filter((name) => unknown.includes(name))).toEqual(tried);
    // Of two that are on devices, and of one that is on none, to check that.
    expect(asked.filter((name) => name === known)).toHaveLength(3);
    // What speaks for the unreadable state is all that is told.
    expect(toldBy(step)).toEqual([unreadableState]);
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
          filter.includes(apps[0]) ? failed(500) : report(filter, action),
        exports: { [EXPORT]: forbidden },
      },
    });
    expect(step.states()).toEqual(withoutFirst);
    expect(step.message).toMatch(
      /^"managed-applications" is incomplete: 1 managed applications whose devices are missing: application application-1: /,
    );
    for (const source of [REPORT, OLDER_REPORT, EXPORT]) {
      expect(step.message).toContain(source);
    }
    expect(step.events.map(({ name }) => name)).toContain(
      'warn_incomplete_data',
    );
  });

  describe('that were deleted meanwhile', () => {
    const silent = Object.fromEntries(
      Object.keys(devicePaths(30)).map((path) => [
        path,
        ok({ mobileAppList: [] }),
      ]),
    );
    const withGone = (gone: readonly string[]): Options => ({
      script: {
        paths: silent,
        exports: { [EXPORT]: forbidden },
        report: (filter, action) =>
          gone.some((id) => filter.includes(id))
            ? failed(404, 'NotFound')
            : report(filter, action),
      },
    });

    it('are left out, which is told, and the others are read', async () => {
      const step = await run(withGone([apps[0]]));
      expect(step.applications()).toEqual(apps);
      expect(step.states()).toEqual(withoutFirst);
      expect(toldBy(step)).toContain(
        '1 of 3 managed applications were deleted before their devices were read [M365-DATA-001]',
      );
    });

    it('are too many when two of three are', async () => {
      const step = await runPartially(withGone(apps.slice(0, 2)));
      expect(step.message).toBe(
        '"managed-applications" is incomplete: 2 of 3 managed applications were deleted before their devices were read: 1 would be normal. [M365-STEP-001]',
      );
    });

    it('may be 2 % of many, and no more', async () => {
      const many = Array.from(
        { length: 200 },
        (_, index) => `application-of-many-${String(index).padStart(3, '0')}`,
      );
      const options = (goneCount: number): Options => ({
        deviceCount: 1,
        script: {
          paths: {
            [APPLICATIONS]: page(many.map((id) => application(id))),
            [`/users/${NO_USER}/mobileAppIntentAndStates/d1`]: ok({
              mobileAppList: [],
            }),
            '/users/ann/mobileAppIntentAndStates/d1': ok({ mobileAppList: [] }),
          },
          exports: { [EXPORT]: forbidden },
          report: (filter, action) => {
            if (action === SUMMARY) {
              return many.map((id) => summaryOf(id, 1));
            }
            const index = many.findIndex((id) => filter.includes(id));
            return index >= many.length - goneCount
              ? failed(404, 'NotFound')
              : [{ DeviceId: 'd1', UserPrincipalName: 'ann' }];
          },
        },
      });
      const step = await run(options(4));
      expect(Object.keys(step.states())).toHaveLength(196);
      expect(toldBy(step)).toContain(
        '4 of 200 managed applications were deleted before their devices were read [M365-DATA-001]',
      );
      const tooMany = await prepare(options(5));
      expect(
        await failureOf(runStep(managedApplicationsStep, tooMany)),
      ).toMatchObject({
        code: 'PARTIAL_STEP',
        message:
          '"managed-applications" is incomplete: 5 of 200 managed applications were deleted before their devices were read: 4 would be normal. [M365-STEP-001]',
      });
      expect(Object.keys(tooMany.states())).toHaveLength(195);
    });

    it('are none of them when a device still names one', async () => {
      const step = await runPartially({
        script: {
          exports: { [EXPORT]: forbidden },
          report: (filter, action) =>
            action === SUMMARY
              ? [summaryOf(apps[0], 9), summaryOf(apps[1], 2)]
              : filter.includes(apps[0])
                ? failed(404, 'NotFound')
                : report(filter, action),
        },
      });
      expect(step.states()).toEqual(relationships);
      expect(step.message).toContain(
        '1 managed applications whose devices are missing: application application-1: ',
      );
    });
  });

  describe('in their list, against what Intune counts', () => {
    const installed = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        summaryOf(`elsewhere-${index}`, 1),
      );
    const some = Array.from({ length: 20 }, (_, index) =>
      application(`application-of-some-${index}`),
    );
    const listedTwice = (
      listed: readonly object[],
      others: number,
    ): Options => ({
      deviceCount: 0,
      script: {
        paths: { [APPLICATIONS]: page(listed) },
        report: () => installed(others),
      },
    });
    const timesListed = ({ transport }: Pick<ScriptedStep, 'transport'>) =>
      transport.urls.filter((url) => url.includes(APPLICATIONS)).length;

    it('may be without as many as they are themselves, which are no longer assigned', async () => {
      const step = await run(listedTwice(some, 20));
      expect(step.applications()).toHaveLength(20);
      expect(timesListed(step)).toBe(1);
    });

    it.each([
      ['most of them', some, 21, 21, 41],
      ['all of them', [], 2, 2, 2],
    ])(
      'are listed again, and partial, without %s',
      async (_, listed, others, missing, all) => {
        const step = await prepare(listedTwice(listed, others));
        const failure = await failureOf(runStep(managedApplicationsStep, step));
        expect(failure).toMatchObject({
          code: 'PARTIAL_STEP',
          message: `"managed-applications" is incomplete: ${missing} managed applications are not listed: Microsoft Graph counts ${all} and lists ${listed.length}, however often it is asked. [M365-STEP-001]`,
        });
        expect(step.applications()).toHaveLength(listed.length);
        expect(timesListed(step)).toBe(2);
      },
    );

    it('are not wanted where Intune has no installations of them', async () => {
      const step = await run({
        deviceCount: 0,
        script: {
          paths: { [APPLICATIONS]: page(some) },
          report: () =>
            Array.from({ length: 100 }, (_, index) =>
              summaryOf(`elsewhere-${index}`, 0),
            ),
        },
      });
      expect([...step.events, ...step.lines]).toEqual([]);
    });

    it.each([
      ['refused', forbidden],
      ['missing', failed(404)],
      ['broken for good', failed(500)],
    ])(
      'are unchecked when the counts are %s, which is told',
      async (_, answer) => {
        const step = await run({
          script: {
            report: (filter, action) =>
              action === SUMMARY ? answer : report(filter, action),
          },
        });
        expect(step.states()).toEqual(relationships);
        expect(toldBy(step)).toEqual([
          unreadableState,
          expect.stringMatching(
            /^Whether all managed applications were collected could not be checked: POST .*getAppsInstallSummaryReport /,
          ),
        ]);
      },
    );

    it.each<[string, (id: string) => object, string, number]>([
      ['no id', () => ({ displayName: 'Nobody' }), 'an id', 196],
      ['nothing but an id', (id) => ({ id }), 'an id', 196],
      [
        'no publishing state',
        (id) => ({ id, displayName: 'Without' }),
        'publishingState',
        200,
      ],
    ])('may have 2 %% with %s, and no more', async (_, poor, what, emitted) => {
      const options = (count: number): Options => ({
        deviceCount: 0,
        script: {
          paths: {
            [APPLICATIONS]: page(
              Array.from({ length: 200 }, (__, index) => {
                const id = `application-of-many-${index}`;
                return index < count ? poor(id) : application(id);
              }),
            ),
          },
          report: () => [],
        },
      });
      const step = await run(options(4));
      expect(step.applications()).toHaveLength(emitted);
      expect(toldBy(step)).toHaveLength(1);
      expect(toldBy(step)[0]).toMatch(
        new RegExp(`^4 of 200 managed applications came without ${what}`),
      );
      expect(timesListed(step)).toBe(1);
      const tooMany = await prepare(options(5));
      const failure = await failureOf(
        runStep(managedApplicationsStep, tooMany),
      );
      expect(failure).toMatchObject({
        code: 'PARTIAL_STEP',
        message: expect.stringContaining(
          `5 of 200 managed applications came without ${what}`,
        ),
      });
      expect(tooMany.applications()).toHaveLength(195);
      expect(timesListed(tooMany)).toBe(2);
    });
  });

  it.each([
    ['devices', 12, 13],
    ['applications', 17, 18],
  ])(
    'may have installations of a few %s that are in no list, and no more',
    async (kind, few, many) => {
      const listed = Array.from({ length: 17 }, (_, index) =>
        application(`application-of-some-${index}`),
      );
      const known = Array.from({ length: 100 }, (_, index) => [
        listed[index % 17].id,
        `d${index + 1}`,
        '1',
      ]);
      const options = (count: number): Options => ({
        deviceCount: 201,
        script: {
          paths: { [APPLICATIONS]: page(listed) },
          report: (_, action) =>
            action === SUMMARY ? listed.map(({ id }) => summaryOf(id, 1)) : [],
          exports: {
            [EXPORT]: [
              exported[0],
              ...known,
              ...Array.from({ length: count }, (_, index) =>
                kind === 'devices'
                  ? [listed[0].id, `gone-${index}`, '1']
                  : [`elsewhere-${index}`, 'd1', '1'],
              ),
            ],
          },
        },
      });
      const step = await run(options(few));
      expect(Object.keys(step.states())).toHaveLength(100);
      expect(toldBy(step)).toHaveLength(1);
      expect(toldBy(step)[0]).toMatch(
        new RegExp(`^${few} of \\d+ ${kind} that have installations`),
      );
      const tooMany = await prepare(options(many));
      expect(
        await failureOf(runStep(managedApplicationsStep, tooMany)),
      ).toMatchObject({
        code: 'PARTIAL_STEP',
        message: expect.stringMatching(
          new RegExp(`incomplete: ${many} of \\d+ ${kind} that have`),
        ),
      });
      expect(Object.keys(tooMany.states())).toHaveLength(100);
    },
  );

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

  it('may be one device short of what Intune counts, which an event tells', async () => {
    const own = rows.filter(([app]) => app === apps[1]).length;
    const step = await run({
      script: {
        report: (filter, action) =>
          action === SUMMARY
            ? [
                summaryOf(apps[0], devicesOf(apps[0]).size),
                summaryOf(apps[1], own + 1),
              ]
            : report(filter, action),
      },
    });
    expect(step.states()).toEqual(relationships);
    expect(step.events.map(({ description }) => description)).toContainEqual(
      expect.stringMatching(
        /^1 of \d+ devices that Intune counts for managed applications are in no row\./,
      ),
    );
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
    expect(toldBy(step)).toEqual([
      unreadableState,
      '1 of 4 devices that have installations are in no list [M365-DATA-001]',
      ...(script.exports
        ? [
            '1 of 3 applications that have installations are in no list [M365-DATA-001]',
          ]
        : []),
    ]);
  });

  it('without an id, and repeated ones, are counted', async () => {
    const step = await run({
      script: {
        paths: {
          [APPLICATIONS]: page([
            application(apps[0]),
            { displayName: 'Nameless' },
            application(apps[0]),
          ]),
        },
      },
    });
    expect(step.applications()).toEqual([apps[0]]);
    expect(toldBy(step)).toContain(
      '1 of 2 managed applications came without an id, or with nothing else [M365-DATA-001]',
    );
    expect(step.lines).toContain(
      'Microsoft Graph listed managed applications again: they were left out [M365-LOG-009]',
    );
  });

  it('are asked for nothing else when there is none, or no device', async () => {
    const none = await run({
      script: { paths: { [APPLICATIONS]: page([]) }, report: () => [] },
    });
    // The counts, and the list twice.
    expect(none.transport.requests).toHaveLength(3);
    expect(none.clock.sleeps).toEqual([10_000]);
    expect(toldBy(none)).toEqual([
      'Microsoft Graph listed no managed applications, and none when it was asked again: none are collected. If the tenant has some, see docs/troubleshooting.md. [M365-DATA-004]',
    ]);
    const alone = await run({ deviceCount: 0 });
    expect(alone.transport.requests).toHaveLength(2);
    expect(alone.applications()).toEqual(apps);
  });

  it('fail when Graph cannot be asked at the moment', async () => {
    const step = await prepare({
      script: {
        report: (filter, action) =>
          action === REPORT ? failed(503) : report(filter, action),
      },
    });
    expect(
      await failureOf(runStep(managedApplicationsStep, step)),
    ).toMatchObject({ code: 'PROVIDER_API_ERROR' });
  });
});

describe('where a tenant grants few reports', () => {
  it('reports come first where export jobs are scarcer', async () => {
    expectGrants({ reports: 0.02, exportJobs: 0.0001 });
    const script = { exports: { [EXPORT]: exported } };
    const step = await run({ deviceCount: 3, script });
    expect(exportsAsked(step)).toEqual([]);
    expect(step.states()).toEqual(relationships);
  });

  it('an export comes first, and devices do not: they have no error codes', async () => {
    expectGrants({ reports: 0.001 });
    const script = { exports: { [EXPORT]: exported } };
    const step = await run({ deviceCount: 3, script });
    expect(exportsAsked(step)).toEqual([EXPORT]);
    expect(step.states()).toEqual(relationships);
  });
});

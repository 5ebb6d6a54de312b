/** The step: which sources it asks, and that all of them end in the same graph. */
import { failed, ok, page, type HttpReply } from '#test/graph/replies';
import { expectGrants } from '#test/support/grants';
import {
  exportsAsked,
  forbidden,
  pathsAsked,
  ScriptedIntune,
  type Table,
} from '#test/support/scriptedIntune';
import { failureOf, runStep } from '#test/support/stepContext';
import { listedDevices, type ListedDevice } from '../devices/listedDevices';
import { IntegrationPartialStepError } from '../../run/wholeness/completeness';
import { EarlyDetections, earlyDetections } from '../devices/earlyDetections';
import { detectedApplicationsStep } from './';

const REPORT = 'AppInvRawData';
const header = [
  'ApplicationKey',
  'ApplicationName',
  'ApplicationVersion',
  'DeviceId',
];

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const devicePath = (id: string) => `/deviceManagement/managedDevices/${id}`;
const listPath = (id: string) => `${devicePath(id)}/detectedApps`;

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `d${index + 1}`);

const rows = [
  ['k1', 'Python', '3.11', 'd1'],
  ['k2', 'python', '3.12', 'd1'],
  ['k3', 'PYTHON', '3.13', 'd1'],
  ['k1', 'Python', '3.11', 'd1'],
  ['k1', 'Python', '3.11', 'd2'],
  ['k4', 'Zoom', '6', 'd2'],
  ['k5', '7-Zip', '', 'd2'],
];

const keys = [
  'd1|installed|IntuneDetected:python|3.11',
  'd1|installed|IntuneDetected:python|3.12',
  'd1|installed|IntuneDetected:python|3.13',
  'd2|installed|IntuneDetected:7-zip|',
  'd2|installed|IntuneDetected:python|3.11',
  'd2|installed|IntuneDetected:zoom|6',
];

/** What a device says itself. */
const applicationsOf = (table: Table, deviceId: string) =>
  table
    .filter((cells) => cells[3] === deviceId)
    .map(([id, displayName, version]) => ({ id, displayName, version }));

interface Options {
  readonly table?: Table;
  readonly deviceCount?: number;
  readonly exports?: Table | HttpReply;
  /** Instead of what devices say. */
  readonly paths?: Readonly<Record<string, HttpReply>>;
  /** Instead of the devices with their applications. */
  readonly expanded?: HttpReply;
  /** Devices whose applications came with their details. */
  readonly early?: readonly string[];
}

async function prepare({
  table = rows,
  deviceCount = 2,
  exports,
  paths,
  expanded,
  early,
}: Options) {
  const devices = new Map<string, ListedDevice>(
    ids(deviceCount).map((id) => [
      id,
      { type: id === 'd2' ? 'laptop' : 'desktop' },
    ]),
  );
  const answers = ids(deviceCount).flatMap((id) => {
    const own = applicationsOf(table, id);
    return [
      [devicePath(id), expanded ?? ok({ id, detectedApps: own })],
      [listPath(id), page(own)],
    ];
  });
  const step = intune.step({
    paths: { ...Object.fromEntries(answers), ...paths },
    exports: exports && { [REPORT]: exports },
  });
  const { jobState } = step.context;
  await listedDevices.save(jobState, devices);
  if (early) {
    const detections = new EarlyDetections();
    early.forEach((id) =>
      detections.add(id, { detectedApps: applicationsOf(table, id) }),
    );
    await earlyDetections.save(jobState, detections);
  }
  return step;
}

type Step = Awaited<ReturnType<typeof prepare>>;

function graphOf({ context: { jobState } }: Step) {
  const byKey = (a: { _key?: string }, b: { _key?: string }) =>
    String(a._key) < String(b._key) ? -1 : 1;
  return {
    applications: [...jobState.collectedEntities].sort(byKey),
    installed: [...jobState.collectedRelationships].sort(byKey),
  };
}

async function run(options: Options = {}) {
  const step = await prepare(options);
  await runStep(detectedApplicationsStep, step);
  return { ...step, ...graphOf(step) };
}

/** The step emits what it has, and fails by name. */
async function runPartially(options: Options) {
  const step = await prepare(options);
  const failure = await failureOf(runStep(detectedApplicationsStep, step));
  expect(failure).toBeInstanceOf(IntegrationPartialStepError);
  return { ...step, ...graphOf(step), message: (failure as Error).message };
}

const keysOf = (objects: readonly { _key?: string }[]) =>
  objects.map(({ _key }) => _key);

/** What events say, without the sentence that they share. */
const toldBy = ({ events }: Pick<Step, 'events'>) =>
  events.map(({ description }) =>
    description.replace(
      '. So few are normal in a tenant that changes while it is read.',
      '',
    ),
  );

const listsAsked = (step: Step) =>
  pathsAsked(step).filter((path) => path.endsWith('/detectedApps'));

describe('detected applications', () => {
  it('are one application with a relationship for each version on a device', async () => {
    const { applications, installed } = await run({
      table: rows.slice(0, 3),
      deviceCount: 1,
    });
    expect(applications).toMatchObject([
      {
        _key: 'IntuneDetected:python',
        name: 'python',
        displayName: 'PYTHON',
        version: null,
      },
    ]);
    expect(installed).toMatchObject(
      ['3.11', '3.12', '3.13'].map((version, index) => ({
        _key: `d1|installed|IntuneDetected:python|${version}`,
        _type: 'desktop_installed_intune_detected_application',
        _fromEntityKey: 'd1',
        _toEntityKey: 'IntuneDetected:python',
        version,
        detectionId: `k${index + 1}`,
      })),
    );
  });

  it('have a version when all devices have the same, and a key without one', async () => {
    const { applications, installed } = await run();
    expect(applications).toMatchObject([
      { name: '7-zip', displayName: '7-Zip', version: null },
      { name: 'python', displayName: 'PYTHON', version: null },
      { name: 'zoom', displayName: 'Zoom', version: '6' },
    ]);
    expect(keysOf(installed)).toEqual(keys);
    expect(installed[3]).toMatchObject({ version: undefined });
  });

  it('of few devices come from the devices, a request each', async () => {
    const step = await run({ deviceCount: 200 });
    expect(exportsAsked(step)).toEqual([]);
    expect(pathsAsked(step)).toHaveLength(200);
    expect(listsAsked(step)).toEqual([]);
    expect(step.installed).toHaveLength(6);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('are the same from an export, which many devices have', async () => {
    const few = await run();
    const many = await run({ deviceCount: 201, exports: [header, ...rows] });
    expect(exportsAsked(many)).toEqual([REPORT]);
    // One batch of devices tells whether the export is complete.
    expect(many.transport.requests).toHaveLength(2);
    expect(many.applications).toEqual(few.applications);
    expect(many.installed).toEqual(few.installed);
    expect([...many.events, ...many.lines]).toEqual([]);
  });

  describe('end in the same graph', () => {
    const short = [header, ...rows.slice(0, 2)];

    it.each<[string, Options, number]>([
      ['the export may not be made', { exports: forbidden }, 1],
      ['the export is not known', { exports: failed(400, 'BadRequest') }, 0],
      ['the export lacks a column', { exports: [header.slice(1)] }, 0],
      // More than two hundred devices have some application.
      ['the export has no rows', { exports: [header] }, 0],
      ['the export lacks what devices say', { exports: short }, 0],
      ['devices are refused', { expanded: failed(400, 'BadRequest') }, 0],
      ['devices come without', { expanded: ok({ id: '1' }) }, 0],
      ['devices come with nothing', { expanded: ok({ detectedApps: [] }) }, 0],
      ['some applications came with details', { early: ['d1'] }, 0],
    ])('when %s', async (_, options, told) => {
      const expected = await run();
      const step = await run({ deviceCount: 201, ...options });
      expect(step.applications).toEqual(expected.applications);
      expect(step.installed).toEqual(expected.installed);
      expect(step.events).toHaveLength(told);
    });

    it('when a device has more than one page', async () => {
      const paths = {
        [devicePath('d2')]: ok({
          detectedApps: applicationsOf(rows, 'd2').slice(0, 1),
          'detectedApps@odata.nextLink': 'https://graph.microsoft.com/next',
        }),
      };
      const step = await run({ paths });
      expect(keysOf(step.installed)).toEqual(keys);
      expect(listsAsked(step)).toEqual([listPath('d2')]);
    });

    it('when devices are refused, and the export is there', async () => {
      const lists = ids(2).map((id) => [listPath(id), forbidden]);
      const step = await run({
        expanded: forbidden,
        paths: Object.fromEntries(lists),
        exports: [header, ...rows],
      });
      expect(keysOf(step.installed)).toEqual(keys);
    });
  });

  describe('whose lists may be cut off', () => {
    const long = Array.from({ length: 87 }, (_, index) => [
      `k${index}`,
      `App ${index}`,
      '1',
      'd1',
    ]);
    /** The device itself is refused, and its list ends at 50. */
    const cut: Options = {
      table: long,
      deviceCount: 1,
      expanded: failed(400, 'BadRequest'),
      paths: {
        [listPath('d1')]: page(applicationsOf(long, 'd1').slice(0, 50)),
      },
    };

    it('are completed by the export', async () => {
      const step = await run({ ...cut, exports: [header, ...long] });
      expect(step.installed).toHaveLength(87);
      expect(exportsAsked(step)).toEqual([REPORT]);
    });

    it.each<[string, Table | HttpReply]>([
      ['may not be made', forbidden],
      ['knows less of it', [header, ...long.slice(0, 49)]],
    ])('are partial when the export %s', async (_, exports) => {
      const step = await runPartially({ ...cut, exports });
      expect(step.installed).toHaveLength(50);
      expect(step.message).toMatch(
        /^"detected-applications" is incomplete: 1 devices whose detected applications are missing: /,
      );
      expect(step.message).toContain('ends at 50');
      expect(step.events.map(({ name }) => name)).toContain(
        'warn_incomplete_data',
      );
    });
  });

  it('are partial when one device is refused by all sources', async () => {
    const step = await runPartially({
      paths: {
        [devicePath('d1')]: failed(400, 'BadRequest'),
        [listPath('d1')]: failed(400, 'BadRequest'),
      },
      exports: forbidden,
    });
    expect(keysOf(step.installed)).toEqual(keys.slice(3));
    expect(step.message).toContain('1 devices');
  });

  it('that came with details are not asked for again', async () => {
    const step = await run({ early: ['d1', 'd2'] });
    expect(step.transport.requests).toEqual([]);
    expect(keysOf(step.installed)).toEqual(keys);
    // So many that the export is not worth its while for the rest.
    const rest = await run({
      deviceCount: 300,
      early: ids(101).slice(1),
    });
    expect(exportsAsked(rest)).toEqual([]);
    expect(pathsAsked(rest)).toHaveLength(200);
    expect(keysOf(rest.installed)).toEqual(keys);
  });

  it('are asked for when the devices had none with their details', async () => {
    const step = await run({ table: [], deviceCount: 2, early: ['d1', 'd2'] });
    expect(pathsAsked(step)).toHaveLength(4);
    expect(step.installed).toEqual([]);
  });

  it('that fit nothing are counted', async () => {
    const odd = [
      ['k1', 'Python', '3.11', 'gone'],
      ['k1', ' ', '3.11', 'd1'],
    ];
    for (const early of [undefined, ['d2']]) {
      const step = await run({
        deviceCount: 202,
        early,
        exports: [header, ...rows, ...odd],
      });
      expect(toldBy(step)).toEqual([
        '1 of 3 devices on which applications were detected are in no list [M365-DATA-001]',
        `1 of ${early ? 7 : 9} detected applications have no name [M365-DATA-001]`,
      ]);
      expect(step.applications).toHaveLength(3);
      expect(step.installed).toHaveLength(6);
    }
  });

  const gone = failed(404, 'ResourceNotFound');

  it('go without a device that was deleted, which is told', async () => {
    const paths = { [devicePath('d1')]: gone };
    const step = await run({ paths });
    expect(step.installed).toHaveLength(3);
    expect(toldBy(step)).toEqual([
      '1 of 2 devices were gone when their detected applications were asked for [M365-DATA-001]',
    ]);
    expect(pathsAsked(step)).toHaveLength(2);
  });

  /** The last so many are gone, whatever they are asked for. */
  const goneAt = (count: number, deviceCount: number) =>
    Object.fromEntries(
      ids(deviceCount)
        .slice(deviceCount - count)
        .flatMap((id) => [
          [devicePath(id), gone],
          [listPath(id), gone],
        ]),
    );

  it('may lack 2 % of the devices, which is counted, and no more', async () => {
    const few = await run({ deviceCount: 200, paths: goneAt(4, 200) });
    expect(keysOf(few.installed)).toEqual(keys);
    expect(toldBy(few)).toEqual([
      '4 of 200 devices were gone when their detected applications were asked for [M365-DATA-001]',
    ]);
    const many = await runPartially({
      deviceCount: 200,
      paths: goneAt(5, 200),
    });
    expect(keysOf(many.installed)).toEqual(keys);
    expect(many.message).toBe(
      '"detected-applications" is incomplete: 5 of 200 devices were gone when their detected applications were asked for: 4 would be normal. [M365-STEP-001]',
    );
  });

  it('are partial when all devices are gone, by whichever request', async () => {
    const step = await runPartially({ deviceCount: 3, paths: goneAt(3, 3) });
    expect(step.message).toBe(
      '"detected-applications" is incomplete: 3 of 3 devices were gone when their detected applications were asked for: 1 would be normal. [M365-STEP-001]',
    );
  });

  // Their details said that they are gone, too, and counted them among all.
  it('count devices that are gone among all, and not among those that are asked again', async () => {
    const early = ids(198);
    const step = await run({
      deviceCount: 200,
      early,
      paths: goneAt(2, 200),
    });
    expect(keysOf(step.installed)).toEqual(keys);
    expect(toldBy(step)).toEqual([
      '2 of 200 devices were gone when their detected applications were asked for [M365-DATA-001]',
    ]);
  });

  it('cost the others nothing when one device fails for good, which is named', async () => {
    const paths = Object.fromEntries(
      [devicePath('d3'), listPath('d3')].map((path) => [path, failed(500)]),
    );
    const step = await runPartially({ deviceCount: 3, paths });
    expect(keysOf(step.installed)).toEqual(keys);
    expect(step.message).toMatch(
      /^"detected-applications" is incomplete: 1 devices whose detected applications are missing: device d3: GET .* answered 500 /,
    );
  });

  it.each([
    ['devices that are in no list', 'gone', 10, 11],
    ['rows without a name', 'nameless', 10, 11],
  ])('may have a few %s, and no more', async (_, kind, few, many) => {
    // Twenty devices with a row each: ten unlisted ones are a third of all.
    const known = ids(20).map((id, index) => [`k${index}`, 'Zoom', '6', id]);
    const odd = (count: number) =>
      Array.from({ length: count }, (__, index) =>
        kind === 'gone'
          ? ['k', 'Zoom', '6', `gone-${index}`]
          : ['k', ' ', '6', 'd1'],
      );
    const options = (count: number) => ({
      table: known,
      deviceCount: 201,
      exports: [header, ...known, ...odd(count)],
    });
    const step = await run(options(few));
    expect(toldBy(step)).toHaveLength(1);
    expect(toldBy(step)[0]).toMatch(new RegExp(`^${few} of 30 `));
    const partial = await runPartially(options(many));
    expect(partial.message).toContain(`is incomplete: ${many} of 31 `);
    expect(partial.installed).toHaveLength(20);
  });

  it('are not asked for when there is no device', async () => {
    const { transport } = await run({ deviceCount: 0 });
    expect(transport.requests).toEqual([]);
  });
});

describe('where a tenant grants little', () => {
  // An export has no sizes: the graph must not depend on a refused request.
  it.each([
    ['few export jobs', { exportJobs: 0.02 }, 201, 1],
    ['few devices', { intuneDevices: 0.001 }, 100, 0],
  ])(
    '%s, the source is the usual one',
    async (_, shares, deviceCount, count) => {
      expectGrants(shares);
      const step = await run({ deviceCount, exports: [header, ...rows] });
      expect(exportsAsked(step)).toHaveLength(count);
      expect(step.installed.map(({ _key }) => _key)).toEqual(keys);
    },
  );
});

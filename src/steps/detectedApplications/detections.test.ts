import { failed, page } from '../../../test/graph/replies';
import {
  exportsAsked,
  forbidden,
  pathsAsked,
  ScriptedIntune,
  type IntuneScript,
  type Table,
} from '../../../test/support/scriptedIntune';
import { runStep } from '../../../test/support/stepContext';
import { saveDeviceIndex, type IndexedDevice } from '../devices/deviceIndex';
import { detectedApplicationsStep } from '.';

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

const applicationsPath = (deviceId: string) =>
  `/deviceManagement/managedDevices/${deviceId}/detectedApps`;

/** The answers of devices to rows of an export. */
function pathsOf(rows: Table, deviceCount: number) {
  const ids = Array.from(
    { length: deviceCount },
    (_, index) => `d${index + 1}`,
  );
  return Object.fromEntries(
    ids.map((deviceId) => [
      applicationsPath(deviceId),
      page(
        rows
          .filter((cells) => cells[3] === deviceId)
          .map(([id, displayName, version]) => ({ id, displayName, version })),
      ),
    ]),
  );
}

async function run(script: IntuneScript, deviceCount: number) {
  const step = intune.step(script);
  const devices = new Map<string, IndexedDevice>();
  for (let number = 1; number <= deviceCount; number += 1) {
    devices.set(`d${number}`, { type: number === 2 ? 'laptop' : 'desktop' });
  }
  const { jobState } = step.context;
  await saveDeviceIndex(jobState, devices);
  await runStep(detectedApplicationsStep, step);
  const byKey = (a: { _key?: string }, b: { _key?: string }) =>
    String(a._key) < String(b._key) ? -1 : 1;
  return {
    ...step,
    applications: [...jobState.collectedEntities].sort(byKey),
    installed: [...jobState.collectedRelationships].sort(byKey),
  };
}

const rows = [
  ['k1', 'Python', '3.11', 'd1'],
  ['k2', 'python', '3.12', 'd1'],
  ['k3', 'PYTHON', '3.13', 'd1'],
  ['k1', 'Python', '3.11', 'd1'],
  ['k1', 'Python', '3.11', 'd2'],
  ['k4', 'Zoom', '6', 'd2'],
  ['k5', '7-Zip', '', 'd2'],
];

describe('detected applications', () => {
  it('are one application with a relationship for each version on a device', async () => {
    const { applications, installed } = await run(
      { paths: pathsOf(rows.slice(0, 3), 1) },
      1,
    );
    expect(applications).toMatchObject([
      { _key: 'IntuneDetected:python', name: 'PYTHON', version: null },
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
    const { applications, installed } = await run(
      { paths: pathsOf(rows, 2) },
      2,
    );
    expect(applications).toMatchObject([
      { name: '7-Zip', version: null },
      { name: 'PYTHON', version: null },
      { name: 'Zoom', version: '6' },
    ]);
    expect(installed.map(({ _key }) => _key)).toEqual([
      'd1|installed|IntuneDetected:python|3.11',
      'd1|installed|IntuneDetected:python|3.12',
      'd1|installed|IntuneDetected:python|3.13',
      'd2|installed|IntuneDetected:7-zip|',
      'd2|installed|IntuneDetected:python|3.11',
      'd2|installed|IntuneDetected:zoom|6',
    ]);
    expect(installed[3]).toMatchObject({ version: undefined });
  });

  it('of few devices come from the devices', async () => {
    const step = await run({ paths: pathsOf(rows, 200) }, 200);
    expect(exportsAsked(step)).toEqual([]);
    expect(pathsAsked(step)).toHaveLength(200);
    expect(step.installed).toHaveLength(6);
  });

  it('are the same from an export, which many devices have', async () => {
    const few = await run({ paths: pathsOf(rows, 2) }, 2);
    const many = await run(
      { paths: pathsOf(rows, 201), exports: { [REPORT]: [header, ...rows] } },
      201,
    );
    expect(exportsAsked(many)).toEqual([REPORT]);
    // One batch of devices tells whether the export is complete.
    expect(many.transport.requests).toHaveLength(2);
    expect(many.applications).toEqual(few.applications);
    expect(many.installed).toEqual(few.installed);
    expect([...many.events, ...many.lines]).toEqual([]);
  });

  it.each([
    ['may not be made', forbidden, 1],
    ['is not known', failed(400, 'BadRequest'), 0],
    ['lacks a column', [header.slice(1)], 0],
    // More than two hundred devices have some application.
    ['has no rows', [header], 0],
  ])('come from the devices when the export %s', async (_, answer, told) => {
    const step = await run(
      { paths: pathsOf(rows, 201), exports: { [REPORT]: answer } },
      201,
    );
    expect(step.installed).toHaveLength(6);
    expect(step.events).toHaveLength(told);
  });

  it('come from the devices when the export lacks what those say', async () => {
    const all = Array.from({ length: 201 }, (_, index) => [
      'k1',
      'Python',
      '3.11',
      `d${index + 1}`,
    ]);
    const half = all.slice(0, 100);
    const step = await run(
      { paths: pathsOf(all, 201), exports: { [REPORT]: [header, ...half] } },
      201,
    );
    expect(step.installed).toHaveLength(201);
    expect(step.lines).toEqual(['Another source is used']);
  });

  it('that fit nothing are counted', async () => {
    const odd = [
      ['k1', 'Python', '3.11', 'gone'],
      ['k1', ' ', '3.11', 'd1'],
    ];
    const step = await run(
      {
        paths: pathsOf(rows, 201),
        exports: { [REPORT]: [header, ...rows, ...odd] },
      },
      201,
    );
    for (const kind of ['unknownDevice', 'withoutName']) {
      expect(step.context.logger.warn).toHaveBeenCalledWith(
        { kind, count: 1 },
        expect.any(String),
      );
    }
    expect(step.applications).toHaveLength(3);
    expect(step.installed).toHaveLength(6);
  });

  it('go without a device that was deleted', async () => {
    const paths = {
      ...pathsOf(rows, 2),
      [applicationsPath('d1')]: failed(404, 'ResourceNotFound'),
    };
    const { installed } = await run({ paths }, 2);
    expect(installed).toHaveLength(3);
  });

  it('are not asked for when there is no device', async () => {
    const { transport } = await run({}, 0);
    expect(transport.requests).toEqual([]);
  });
});

import { failed, ok, page, type HttpReply } from '../../../test/graph/replies';
import {
  exportsAsked,
  forbidden,
  ScriptedIntune,
  type IntuneScript,
} from '../../../test/support/scriptedIntune';
import { failureOf, runStep } from '../../../test/support/stepContext';
import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import { saveDeviceIndex } from '../devices/deviceIndex';
import { managedApplicationsStep } from '.';

const REPORT = 'OrgDeviceInstallStatus';
const header = ['ApplicationId', 'DeviceId', 'InstallState'];
const apps = ['application-1', 'application-2', 'application-3'];

/** Each pair as Intune has it: once for each user of a device. */
const pairs = [
  ['application-1', 'device-1'],
  ['application-1', 'device-1'],
  ['application-1', 'device-2'],
  ['application-2', 'device-2'],
  ['application-2', 'gone'],
];

const keys = [
  'device-1|assigned|application-1',
  'device-2|assigned|application-1',
  'device-2|assigned|application-2',
];

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const listing = {
  '/deviceAppManagement/mobileApps': page(
    apps.map((id) => ({ id, displayName: `Application ${id}` })),
  ),
};

function reportOf(
  rows: readonly (readonly unknown[])[],
  total = rows.length,
): HttpReply {
  return ok({
    TotalRowCount: total,
    Schema: ['DeviceId', 'ApplicationId', 'UserPrincipalName'].map(
      (Column) => ({ Column }),
    ),
    Values: rows,
  });
}

/** The report of the application in the filter. */
function report(filter: string): HttpReply {
  const [, id] = /^\(ApplicationId eq '(.*)'\)$/.exec(filter) ?? [];
  return reportOf(
    pairs.flatMap(([app, device], user) =>
      app === id ? [[device, app, `user-${user}`]] : [],
    ),
  );
}

async function prepare(script: IntuneScript) {
  const step = intune.step({ paths: listing, ...script });
  await saveDeviceIndex(
    step.context.jobState,
    new Map([
      ['device-1', { type: 'laptop' }],
      ['device-2', { type: 'smartphone' }],
    ]),
  );
  return step;
}

async function run(script: IntuneScript) {
  const step = await prepare(script);
  await runStep(managedApplicationsStep, step);
  const { collectedEntities, collectedRelationships } = step.context.jobState;
  return {
    ...step,
    applications: collectedEntities.map(({ _key }) => _key),
    keys: collectedRelationships.map(({ _key }) => _key).sort(),
    relationships: collectedRelationships,
  };
}

describe('managed applications', () => {
  it('are assigned as one export says', async () => {
    const rows = [...pairs, ['unknown-application', 'device-1']];
    const step = await run({ exports: { [REPORT]: [header, ...rows] } });
    expect(step.applications).toEqual(apps);
    expect(step.keys).toEqual(keys);
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownDevice', count: 1 },
      expect.any(String),
    );
    expect(step.context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unknownApplication', count: 1 },
      expect.any(String),
    );
    expect(step.events).toEqual([]);
  });

  it.each([
    ['may not be made', forbidden, 1],
    ['is not known', failed(400, 'BadRequest'), 0],
    ['lacks a column', [['ApplicationId', 'InstallState']], 0],
    // A report that Intune never filled looks like this.
    ['has no rows', [header], 0],
  ])(
    'are assigned as their reports say when the export %s',
    async (_, answer, told) => {
      const step = await run({ exports: { [REPORT]: answer }, report });
      expect(step.applications).toEqual(apps);
      expect(step.keys).toEqual(keys);
      expect(exportsAsked(step).length).toBeGreaterThan(0);
      expect(step.events).toHaveLength(told);
    },
  );

  it('are assigned as their reports say when those have far more rows than the export', async () => {
    const step = await run({
      exports: { [REPORT]: [header, pairs[0]] },
      report,
    });
    expect(step.lines).toContain('Another source is used');
    expect(step.keys).toEqual(keys);
  });

  it('stand as the export says when reports are refused', async () => {
    const step = await run({
      exports: { [REPORT]: [header, ...pairs] },
      report: () => forbidden,
    });
    expect(step.keys).toEqual(keys);
    expect(step.lines).toContain('The rows of an export were not checked');
  });

  describe('whose report comes on several pages', () => {
    const rowsOf = (...devices: readonly string[]) =>
      devices.map((device) => [device, apps[0], 'user']);
    /** Two pages of four rows for each reading, the last one for all that follow. */
    const readings = (...all: readonly (readonly string[])[]) => {
      let asked = 0;
      return (filter: string) => {
        if (!filter.includes(apps[0])) {
          return reportOf([]);
        }
        const reading = all[Math.min(Math.floor(asked / 2), all.length - 1)];
        const page = asked % 2;
        asked += 1;
        return reportOf(rowsOf(...reading.slice(page * 2, page * 2 + 2)), 4);
      };
    };

    it('are read once when no row comes twice', async () => {
      const step = await run({
        report: readings(['device-1', 'device-2', 'x', 'y'], ['z']),
      });
      expect(step.keys).toHaveLength(2);
    });

    it('are read again when a row comes in the place of another', async () => {
      const step = await run({
        report: readings(
          ['device-1', 'x', 'x', 'y'],
          ['device-1', 'x', 'device-2', 'y'],
        ),
      });
      expect(step.keys).toEqual(keys.slice(0, 2));
    });

    it('may have rows that come twice each time', async () => {
      const step = await run({
        report: readings(['device-1', 'device-1', 'device-2', 'device-2']),
      });
      expect(step.keys).toEqual(keys.slice(0, 2));
    });

    it('fail when there are others each time', async () => {
      const step = await prepare({
        report: readings(
          ['a', 'a', 'b', 'b'],
          ['c', 'c', 'd', 'd'],
          ['e', 'e', 'f', 'f'],
        ),
      });
      await expect(runStep(managedApplicationsStep, step)).rejects.toThrow(
        'others each of 3 times',
      );
    });
  });

  it("have relationships of the devices' types", async () => {
    const { relationships } = await run({ report });
    expect(relationships).toContainEqual(
      expect.objectContaining({
        _key: keys[0],
        _type: 'laptop_assigned_intune_managed_application',
      }),
    );
    expect(relationships).toContainEqual(
      expect.objectContaining({
        _key: keys[1],
        _type: 'smartphone_assigned_intune_managed_application',
      }),
    );
  });

  it.each([null, '', 7, 'gone'])(
    'are not assigned to the device %j',
    async (device) => {
      const step = await run({
        report: (filter) =>
          reportOf(filter.includes(apps[2]) ? [[device, apps[2], 'user']] : []),
      });
      expect(step.keys).toEqual([]);
      expect(step.context.logger.warn).toHaveBeenCalledWith(
        { kind: 'unknownDevice', count: 1 },
        expect.any(String),
      );
    },
  );

  it('without an id, and repeated ones, are counted', async () => {
    const step = await run({
      paths: {
        '/deviceAppManagement/mobileApps': page([
          { id: apps[0] },
          { displayName: 'Nameless' },
          { id: apps[0] },
        ]),
      },
      report,
    });
    expect(step.applications).toEqual([apps[0]]);
    for (const kind of ['withoutId', 'repeated']) {
      expect(step.context.logger.warn).toHaveBeenCalledWith(
        { kind, count: 1 },
        expect.any(String),
      );
    }
  });

  it('fail when a report cannot be read', async () => {
    const step = await prepare({
      report: (filter) =>
        filter.includes(apps[1]) ? failed(404, 'NotFound') : reportOf([]),
    });
    const error = await failureOf(runStep(managedApplicationsStep, step));
    expect(error).toBeInstanceOf(IntegrationProviderAPIError);
  });

  it('ask for no installations when there is none', async () => {
    const step = await run({
      paths: { '/deviceAppManagement/mobileApps': page([]) },
    });
    expect(step.transport.requests).toHaveLength(1);
    expect(step.keys).toEqual([]);
  });
});

import {
  complianceExportName,
  exportHeader,
} from '#test/support/complianceScript';
import {
  exportsAsked,
  forbidden,
  reportsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '#test/support/scriptedIntune';
import {
  cellsOf,
  exportedPolicies as policies,
  exporting,
  readExported,
} from '#test/support/stateExportReading';
import {
  countsOf,
  rowsOf,
  statusesIn,
  tableOf,
} from '#test/support/statusTables';

const OLDER = 'DevicePoliciesComplianceReport';
const [p1, p2] = policies;

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const read = (
  script: IntuneScript,
  options?: Parameters<typeof readExported>[2],
) => readExported(intune, script, options);

describe('an export', () => {
  it('has the states of all policies, whatever the order of its columns', async () => {
    const rows = [
      ['LastContact', 'Name', 'PolicyStatus', 'DEVICEID', 'policyid'],
      ['2024-02-29 12:30:15.0000000', 'One', '4', 'd2', 'p1'],
      ['', 'One', '2', 'd1', 'p1'],
      ['', 'Two', '5', 'd1', 'p2'],
    ];
    const step = await read({ exports: { [complianceExportName]: rows } });
    expect(step.left).toEqual([]);
    expect([...step.table.ofPolicy('p1')]).toMatchObject([
      { deviceId: 'd1', status: 'compliant' },
      {
        deviceId: 'd2',
        status: 'nonCompliant',
        reportedOn: Date.UTC(2024, 1, 29, 12, 30, 15),
      },
    ]);
    expect(statusesIn(step.table, 'p2')).toEqual(['d1 error']);
    expect(exportsAsked(step)).toEqual([complianceExportName]);
  });

  it('may lack the time of a state', async () => {
    const rows = [exportHeader, ['p1', 'd1', '4', '']].map((row) =>
      row.slice(0, 3),
    );
    const { left, table } = await read({
      exports: { [complianceExportName]: rows },
    });
    expect(left).toEqual([]);
    expect(statusesIn(table, 'p1')).toEqual(['d1 nonCompliant']);
  });

  it('has the worst of the rows of a device', async () => {
    const rows = ['2', '4', '0'].flatMap((each) => cellsOf('p1', 1, each));
    const { table } = await read({ exports: exporting(...rows) });
    expect(statusesIn(table, 'p1')).toEqual(['d1 nonCompliant']);
  });

  it('takes the place of what another source had of the policies that it is asked for', async () => {
    const table = tableOf(policies, 100, [
      ...rowsOf('p1', 2, 'error'),
      ...rowsOf('p2', 2, 'error'),
    ]);
    const exports = exporting(...cellsOf('p1', 2), ...cellsOf('p2', 1));
    await read({ exports }, { table, asked: [p1] });
    expect(statusesIn(table, 'p1')).toEqual(['d1 compliant', 'd2 compliant']);
    expect(statusesIn(table, 'p2')).toEqual(['d1 error', 'd2 error']);
  });

  it('counts policies that are not listed, each of them once', async () => {
    const exports = exporting(...cellsOf('p1', 1), ...cellsOf('gone', 3));
    const { table } = await read({ exports });
    expect(table.unknownPolicies.size).toBe(1);
  });

  it('that completes nothing says nothing of policies that are not listed', async () => {
    const counts = countsOf({ p1: 5, p2: 5 });
    const exports = exporting(...cellsOf('of another form', 5));
    const { left, table } = await read({ exports }, { counts });
    expect(left.map(({ item }) => item)).toEqual(policies);
    expect(table.unknownPolicies.size).toBe(0);
  });

  it('has fewer than Intune counts where some devices came twice', async () => {
    const rows = [...cellsOf('p1', 25), ...cellsOf('p1', 25)];
    const { left } = await read(
      { exports: exporting(...rows) },
      { counts: countsOf({ p1: 50 }), asked: [p1] },
    );
    expect(left).toMatchObject([
      {
        item: p1,
        cause: `${complianceExportName}: there are states of 25 devices, and Intune counts 50`,
      },
    ]);
  });

  it('completes the policies that have what Intune counts', async () => {
    const exports = exporting(...cellsOf('p1', 48), ...cellsOf('p2', 49));
    const counts = countsOf({ p1: 50, p2: 50 });
    const step = await read({ exports }, { counts });
    expect(step.left).toMatchObject([
      {
        item: p1,
        cause: `${complianceExportName}: there are states of 48 devices, and Intune counts 50`,
      },
    ]);
    expect(step.table.deviceCount('p1')).toBe(48);
    // Nothing but the count is needed.
    expect(reportsAsked(step)).toEqual([]);
  });

  it('without rows of a policy of which another source had some leaves it to the others', async () => {
    const table = tableOf(policies, 100, rowsOf('p1', 51));
    const exports = exporting(...cellsOf('p2', 1));
    const { left } = await read({ exports }, { table });
    expect(left).toMatchObject([
      {
        item: p1,
        cause: `${complianceExportName}: there are states of 0 devices, and another source has 51`,
      },
    ]);
    expect(table.deviceCount('p1')).toBe(51);
  });

  it('whose states cannot be read completes nothing of them', async () => {
    const exports = exporting(
      ...cellsOf('p1', 2, 'great'),
      ...cellsOf('p2', 1),
    );
    const { left } = await read({ exports });
    expect(left).toEqual([
      {
        item: p1,
        cause: `${complianceExportName}: 2 of its states are not in Microsoft's list`,
      },
    ]);
  });

  it.each([true, false])(
    'without rows of a policy leaves it open whether there are any: %p',
    async (isPuzzling) => {
      const exports = exporting(...cellsOf('p1', 1));
      const { left } = await read(
        { exports },
        { isPuzzling: () => isPuzzling },
      );
      expect(left).toEqual(
        isPuzzling
          ? [
              {
                item: p2,
                cause: `${complianceExportName} has no rows of it`,
                why: 'nothing',
              },
            ]
          : [],
      );
    },
  );
});

describe('an export that is not to be had', () => {
  it.each([
    ['is refused', forbidden, 'forbidden'],
    [
      'lacks a column',
      [
        ['PolicyId', 'DeviceId'],
        ['p1', 'd1'],
      ],
      'missingColumn',
    ],
    ['has no rows', [exportHeader], 'damaged'],
  ])('because it %s completes nothing', async (_, answer, reason) => {
    const step = await read({ exports: { [complianceExportName]: answer } });
    expect(step.left.map(({ item }) => item)).toEqual(policies);
    for (const { cause } of step.left) {
      expect(cause).toContain(`no ${complianceExportName} export (${reason})`);
    }
    // The older one is no help where the application may not export, or where Intune did not fill the file.
    expect(new Set(exportsAsked(step))).toEqual(
      new Set([complianceExportName]),
    );
    expect(statusesIn(step.table, 'p1')).toEqual([]);
    expect(step.events).toHaveLength(reason === 'forbidden' ? 1 : 0);
  });

  it('because the tenant does not have it is asked for by its older name', async () => {
    const exports = { [OLDER]: [exportHeader, ...cellsOf('p1', 1)] };
    const step = await read({ exports });
    expect(step.left).toEqual([]);
    expect(statusesIn(step.table, 'p1')).toEqual(['d1 compliant']);
    expect([...new Set(exportsAsked(step))]).toEqual([
      complianceExportName,
      OLDER,
    ]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('by either name completes nothing', async () => {
    const step = await read({ exports: {} });
    expect(step.left.map(({ item }) => item)).toEqual(policies);
    expect(step.left[0].cause).toContain(`no ${OLDER} export (refused)`);
    expect(step.events).toEqual([]);
    expect(step.lines).toEqual(['Another source is used [M365-LOG-006]']);
  });
});

import { failed } from '../../../test/graph/replies';
import {
  exportsAsked,
  forbidden,
  reportsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '../../../test/support/scriptedIntune';
import {
  policiesOf,
  rowsOf,
  statusesIn,
  tableOf,
} from '../../../test/support/statusTables';
import type { DeviceCounts } from './overviews';
import { readStatusExport } from './stateExports';
import { complianceExports, complianceReports } from './stateSources';

const NEWER = 'DevicePoliciesComplianceReportV3';
const OLDER = 'DevicePoliciesComplianceReport';
const policies = policiesOf('p1', 'p2');
const [p1, p2] = policies;
const header = ['PolicyId', 'DeviceId', 'PolicyStatus', 'LastContact'];

/** Rows of the first devices. */
function cells(policyId: string, count: number, status = '2'): string[][] {
  return rowsOf(policyId, count).map(({ deviceId }) => [
    policyId,
    deviceId,
    status,
    '',
  ]);
}

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

/** What is left after the export was read. */
async function read(
  script: IntuneScript,
  {
    counts = new Map<string, number>() as DeviceCounts,
    asked = policies,
    table = tableOf(asked),
    isPuzzling = (): boolean => false,
  } = {},
) {
  const step = intune.step(script);
  const left = await readStatusExport(
    step.context,
    table,
    {
      exports: complianceExports,
      createTable: () => tableOf(asked),
      sample: complianceReports,
      counts,
    },
    isPuzzling,
  )(asked);
  return { ...step, left, table };
}

/** The export with these rows. */
const exporting = (...rows: string[][]) => ({ [NEWER]: [header, ...rows] });

describe('an export', () => {
  it('has the states of all policies, whatever the order of its columns', async () => {
    const rows = [
      ['LastContact', 'Name', 'PolicyStatus', 'DEVICEID', 'policyid'],
      ['2024-02-29 12:30:15.0000000', 'One', '4', 'd2', 'p1'],
      ['', 'One', '2', 'd1', 'p1'],
      ['', 'Two', '5', 'd1', 'p2'],
    ];
    const step = await read({ exports: { [NEWER]: rows } });
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
    expect(exportsAsked(step)).toEqual([NEWER]);
  });

  it('may lack the time of a state', async () => {
    const rows = [header, ['p1', 'd1', '4', '']].map((row) => row.slice(0, 3));
    const { left, table } = await read({ exports: { [NEWER]: rows } });
    expect(left).toEqual([]);
    expect(statusesIn(table, 'p1')).toEqual(['d1 nonCompliant']);
  });

  it('has the worst of the rows of a device', async () => {
    const rows = ['2', '4', '0'].flatMap((each) => cells('p1', 1, each));
    const { table } = await read({ exports: exporting(...rows) });
    expect(statusesIn(table, 'p1')).toEqual(['d1 nonCompliant']);
  });

  it('takes the place of what another source had of the policies that it is asked for', async () => {
    const table = tableOf(policies, 100, [
      ...rowsOf('p1', 2, 'error'),
      ...rowsOf('p2', 2, 'error'),
    ]);
    const exports = exporting(...cells('p1', 2), ...cells('p2', 1));
    await read({ exports }, { table, asked: [p1] });
    expect(statusesIn(table, 'p1')).toEqual(['d1 compliant', 'd2 compliant']);
    expect(statusesIn(table, 'p2')).toEqual(['d1 error', 'd2 error']);
  });

  it('counts the rows of policies that are not listed', async () => {
    const exports = exporting(...cells('p1', 1), ...cells('gone', 3));
    const { table } = await read({ exports });
    expect(table.rowsOfUnknownPolicies).toBe(3);
  });

  it('completes the policies that have what Intune counts', async () => {
    const exports = exporting(...cells('p1', 48), ...cells('p2', 49));
    const counts = new Map([
      ['p1', 50],
      ['p2', 50],
    ]);
    const step = await read({ exports }, { counts });
    expect(step.left).toEqual([
      {
        item: p1,
        cause: `${NEWER}: there are states of 48 devices, and Intune counts 50`,
      },
    ]);
    expect(step.table.deviceCount('p1')).toBe(48);
    // Nothing but the count is needed.
    expect(reportsAsked(step)).toEqual([]);
  });

  it('without rows of a policy of which another source had some leaves it to the others', async () => {
    const table = tableOf(policies, 100, rowsOf('p1', 51));
    const exports = exporting(...cells('p2', 1));
    const { left } = await read({ exports }, { table });
    expect(left).toEqual([
      {
        item: p1,
        cause: `${NEWER}: there are states of 0 devices, and another source has 51`,
      },
    ]);
    expect(table.deviceCount('p1')).toBe(51);
  });

  it('whose states cannot be read completes nothing of them', async () => {
    const exports = exporting(...cells('p1', 2, 'great'), ...cells('p2', 1));
    const { left } = await read({ exports });
    expect(left).toEqual([
      {
        item: p1,
        cause: `${NEWER}: 2 of its states are not in Microsoft's list`,
      },
    ]);
  });

  it.each([true, false])(
    'without rows of a policy leaves it open whether there are any: %p',
    async (isPuzzling) => {
      const exports = exporting(...cells('p1', 1));
      const { left } = await read(
        { exports },
        { isPuzzling: () => isPuzzling },
      );
      expect(left).toEqual(
        isPuzzling
          ? [
              {
                item: p2,
                cause: `${NEWER} has no rows of it`,
                knowsNothing: true,
              },
            ]
          : [],
      );
    },
  );
});

describe('policies without a count', () => {
  const many = policiesOf(...Array.from({ length: 30 }, (_, i) => `p${i}`));
  const withRows = many.slice(0, 15);
  const exports = exporting(...withRows.flatMap(({ id }) => cells(id, 10)));
  const exported = new Set(withRows.map(({ id }) => id));
  const rows = (count: number) =>
    cells('', count).map(([, DeviceId, PolicyStatus]) => ({
      DeviceId,
      PolicyStatus,
    }));
  /** Reports with so many rows more than the export. */
  const reportWith =
    (more: number): IntuneScript['report'] =>
    (filter) =>
      rows((exported.has(filter.split("'")[1]) ? 10 : 0) + more);

  it('are compared with the reports of ten, half of them without rows', async () => {
    const step = await read(
      { exports, report: reportWith(0) },
      { asked: many },
    );
    expect(step.left).toEqual([]);
    const sampled = reportsAsked(step).map((filter) => filter.split("'")[1]);
    expect(new Set(sampled).size).toBe(10);
    expect(sampled.filter((id) => exported.has(id))).toHaveLength(5);
  });

  it('are all compared with their reports where they are few', async () => {
    const step = await read({ exports: exporting(...cells('p1', 1)) });
    expect(reportsAsked(step).sort()).toEqual([
      "(PolicyId eq 'p1')",
      "(PolicyId eq 'p2')",
    ]);
  });

  it('are all left when the export is short of the sample; counted ones are not', async () => {
    const counts = new Map([['p0', 10]]);
    const step = await read(
      { exports, report: reportWith(2) },
      { asked: many, counts },
    );
    expect(step.left.map(({ item }) => item)).toEqual(many.slice(1));
    expect(step.left[0].cause).toMatch(
      /^DevicePoliciesComplianceReportV3: the file lacks 20 rows of a sample of \d+$/,
    );
    expect(step.lines).toEqual(['Export is short']);
    // What it has is emitted, should no other source have more.
    expect(step.table.deviceCount('p1')).toBe(10);
  });

  it('are not known to be without states when the export is short', async () => {
    const { left } = await read(
      { exports, report: reportWith(2) },
      { asked: many, isPuzzling: () => true },
    );
    expect(left).toHaveLength(30);
    expect(left.filter(({ knowsNothing }) => knowsNothing)).toEqual([]);
  });

  it.each([400, 403, 404, 501])(
    'stand as the export says when reports answer %d',
    async (status) => {
      const step = await read(
        { exports, report: () => failed(status, 'x') },
        { asked: many },
      );
      expect(step.left).toEqual([]);
      expect(step.lines).toEqual(['The rows of an export were not checked']);
    },
  );

  it('fail the step when reports are not to be had at the moment', async () => {
    const reading = read({ exports, report: () => failed(500, 'x') });
    await expect(reading).rejects.toMatchObject({ status: 500 });
  });
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
    ['has no rows', [header], 'damaged'],
  ])('because it %s completes nothing', async (_, answer, reason) => {
    const step = await read({ exports: { [NEWER]: answer } });
    expect(step.left.map(({ item }) => item)).toEqual(policies);
    for (const { cause } of step.left) {
      expect(cause).toContain(`no ${NEWER} export (${reason})`);
    }
    // The older one is no help where the application may not export, or where Intune did not fill the file.
    expect(new Set(exportsAsked(step))).toEqual(new Set([NEWER]));
    expect(statusesIn(step.table, 'p1')).toEqual([]);
    expect(step.events).toHaveLength(reason === 'forbidden' ? 1 : 0);
  });

  it('because the tenant does not have it is asked for by its older name', async () => {
    const exports = { [OLDER]: [header, ...cells('p1', 1)] };
    const step = await read({ exports });
    expect(step.left).toEqual([]);
    expect(statusesIn(step.table, 'p1')).toEqual(['d1 compliant']);
    expect([...new Set(exportsAsked(step))]).toEqual([NEWER, OLDER]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('by either name completes nothing', async () => {
    const step = await read({ exports: {} });
    expect(step.left.map(({ item }) => item)).toEqual(policies);
    expect(step.left[0].cause).toContain(`no ${OLDER} export (refused)`);
    expect(step.events).toEqual([]);
    expect(step.lines).toEqual(['Another source is used']);
  });
});

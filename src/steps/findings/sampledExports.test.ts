/** Exports of policies that Intune does not count: they are compared with reports. */
import { failed } from '#test/graph/replies';
import {
  reportsAsked,
  ScriptedIntune,
  type IntuneScript,
} from '#test/support/scriptedIntune';
import {
  cellsOf,
  exporting,
  readExported,
} from '#test/support/stateExportReading';
import { countsOf, policiesOf } from '#test/support/statusTables';

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const read = (
  script: IntuneScript,
  options?: Parameters<typeof readExported>[2],
) => readExported(intune, script, options);

describe('policies without a count', () => {
  const many = policiesOf(...Array.from({ length: 30 }, (_, i) => `p${i}`));
  const withRows = many.slice(0, 15);
  const exports = exporting(...withRows.flatMap(({ id }) => cellsOf(id, 10)));
  const exported = new Set(withRows.map(({ id }) => id));
  const rows = (count: number) =>
    cellsOf('', count).map(([, DeviceId, PolicyStatus]) => ({
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

  it('have half of these reports asked while the file is made', async () => {
    const step = await read(
      { exports, report: reportWith(0) },
      { asked: many },
    );
    const early = reportsAsked(step).slice(0, 5);
    expect(early.map((filter) => filter.split("'")[1])).toEqual([
      'p0',
      'p6',
      'p12',
      'p18',
      'p24',
    ]);
  });

  it('are all compared with their reports where they are few', async () => {
    const step = await read({ exports: exporting(...cellsOf('p1', 1)) });
    expect(reportsAsked(step).sort()).toEqual([
      "(PolicyId eq 'p1')",
      "(PolicyId eq 'p2')",
    ]);
  });

  it.each([
    [0, true],
    // Of ten reports: ten rows less are normal.
    [1, true],
    [2, false],
  ])('stand where each report has %d rows more: %p', async (more, stands) => {
    const { left } = await read(
      { exports, report: reportWith(more) },
      { asked: many },
    );
    expect(left).toHaveLength(stands ? 0 : 30);
  });

  it('are all left when the export is short of the sample; counted ones are not', async () => {
    const counts = countsOf({ p0: 10 });
    const step = await read(
      { exports, report: reportWith(2) },
      { asked: many, counts },
    );
    expect(step.left.map(({ item }) => item)).toEqual(many.slice(1));
    expect(step.left[0].cause).toMatch(
      /^DevicePoliciesComplianceReportV3: the file lacks 20 rows of a sample of \d+$/,
    );
    expect(step.lines).toEqual(['Export is short [M365-LOG-005]']);
    // What it has is emitted, should no other source have more.
    expect(step.table.deviceCount('p1')).toBe(10);
  });

  it('are not known to be without states when the export is short', async () => {
    const { left } = await read(
      { exports, report: reportWith(2) },
      { asked: many, isPuzzling: () => true },
    );
    expect(left).toHaveLength(30);
    expect(left.filter(({ why }) => why !== undefined)).toEqual([]);
  });

  const settled = ({ context, events }: Awaited<ReturnType<typeof read>>) => {
    context.completeness.settle('a-step', context.logger);
    return events.map(({ description }) => description);
  };

  it.each([400, 403, 404, 500, 501])(
    'are unchecked when all reports answer %d, and an event says so',
    async (status) => {
      const step = await read(
        { exports, report: () => failed(status, 'x') },
        { asked: many },
      );
      expect(step.left).toEqual([]);
      expect(settled(step)).toEqual([
        expect.stringMatching(
          /^Whether all states of policies on devices were collected could not be checked: /,
        ),
      ]);
    },
  );

  it.each([400, 403, 404, 500])(
    'are checked by the other reports when one of them answers %d',
    async (status) => {
      const step = await read(
        {
          exports,
          report: (filter, action) =>
            filter.includes("'p0'")
              ? failed(status, 'x')
              : reportWith(40)?.(filter, action),
        },
        { asked: many },
      );
      expect(step.left).toHaveLength(30);
      expect(settled(step)).toEqual([]);
    },
  );

  it('fail the step when reports are not to be had at the moment', async () => {
    const reading = read({ exports, report: () => failed(503, 'x') });
    await expect(reading).rejects.toMatchObject({ status: 503 });
  });
});

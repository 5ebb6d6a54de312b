import { failed, ok } from '#test/graph/replies';
import { reportPage } from '#test/graph/sampleReports';
import { type Script } from '#test/graph/scriptedTransport';
import {
  countsOf,
  policiesOf,
  rowsOf,
  statusesIn,
  tableOf,
} from '#test/support/statusTables';
import { scriptedStep } from '#test/support/stepContext';
import type { DeviceCounts } from './overviews';
import type { ListedPolicy } from '../policies';
import { readStatusReports, unlessReportsHaveMore } from './policyReports';
import { complianceReports } from './stateSources';

const policies = policiesOf('p1', 'p2');
const [p1, p2] = policies;
const columns = ['DeviceId', 'PolicyStatus', 'UPN'];

/** The rows of a report: those from `first` on, of different devices. */
function cells(count: number, status: unknown = 4, first = 1): unknown[][] {
  return Array.from({ length: count }, (_, index) => [
    `d${first + index}`,
    status,
    'user',
  ]);
}

const report = (rows: readonly unknown[], total = rows.length) =>
  reportPage(rows, total, columns);

/** What is left after the reports of policies were read. */
async function read(
  script: Script,
  {
    counts = new Map() as DeviceCounts,
    asked = policies,
    table = tableOf(policies),
    isPuzzling = (): boolean => false,
  } = {},
) {
  const { context, transport } = scriptedStep(script);
  const left = await readStatusReports(
    context,
    table,
    complianceReports,
    counts,
    isPuzzling,
  )(asked);
  return { left, table, transport };
}

const filterOf = ({ body }: { readonly body: unknown }) =>
  (body as { filter: string }).filter;

describe('the reports of policies', () => {
  it('are read one for each policy, whatever the order of their columns', async () => {
    const { left, table, transport } = await read((request) =>
      filterOf(request) === "(PolicyId eq 'p1')"
        ? report(cells(2))
        : reportPage([['x', 'user', 2, 'd3']], 1, [
            'Anything',
            'UPN',
            'PolicyStatus',
            'DeviceId',
          ]),
    );
    expect(left).toEqual([]);
    expect(statusesIn(table, 'p1')).toEqual([
      'd1 nonCompliant',
      'd2 nonCompliant',
    ]);
    expect(statusesIn(table, 'p2')).toEqual(['d3 compliant']);
    expect(transport.requests).toHaveLength(2);
  });

  it('have the rows of the policy that was asked for, whatever they say', async () => {
    const { table } = await read(
      () =>
        reportPage([['P1', 'd1', 5]], 1, [
          'PolicyId',
          'DeviceId',
          'PolicyStatus',
        ]),
      { asked: [p1] },
    );
    expect(statusesIn(table, 'p1')).toEqual(['d1 error']);
  });

  it('have the worst of the rows of a device', async () => {
    const { table } = await read(
      () =>
        report([
          ['d1', 2, 'ann'],
          ['d1', 4, 'System account'],
          ['d1', 0, 'ben'],
        ]),
      { asked: [p1] },
    );
    expect(statusesIn(table, 'p1')).toEqual(['d1 nonCompliant']);
  });

  it('take the place of what another source had', async () => {
    const table = tableOf(policies, 100, rowsOf('p1', 51));
    await read(() => report(cells(50)), { table, asked: [p1] });
    expect(table.rowCount('p1')).toBe(50);
    expect(statusesIn(table, 'p1')[0]).toBe('d1 nonCompliant');
  });

  it('without rows are complete', async () => {
    const { left } = await read(() => report([]));
    expect(left).toEqual([]);
  });

  it('prove by themselves that they are whole: the overview may count rows', async () => {
    const rows = ['ann', 'ben'].flatMap((user) =>
      cells(30).map(([device, status]) => [device, status, user]),
    );
    // All on one page: a larger one than Graph gives.
    const counts = countsOf({ p1: 60 });
    const { left } = await read(() => report(rows), { counts, asked: [p1] });
    expect(left).toEqual([]);
  });
});

describe('a report is not complete', () => {
  it('that counts more rows than it ever gives', async () => {
    // Every page is the first one.
    const { left, table } = await read(() => report(cells(50), 100), {
      asked: [p1],
    });
    expect(left).toEqual([
      {
        item: p1,
        cause: expect.stringContaining(
          'has 100 rows and gave only 50',
        ) as unknown,
      },
    ]);
    // What it gave is emitted, should no other source have more.
    expect(table.deviceCount('p1')).toBe(50);
  });

  it('that has fewer rows than Intune counts devices', async () => {
    const counts = countsOf({ p1: 50 });
    const { left } = await read(() => report(cells(48)), {
      counts,
      asked: [p1],
    });
    expect(left).toMatchObject([
      {
        item: p1,
        cause: 'there are states of 48 devices, and Intune counts 50',
      },
    ]);
  });

  it('that has no rows where another source had some: those stay', async () => {
    const table = tableOf(policies, 100, rowsOf('p1', 51));
    const { left } = await read(() => report([]), { table, asked: [p1] });
    expect(left).toMatchObject([
      {
        item: p1,
        cause: 'there are states of 0 devices, and another source has 51',
      },
    ]);
    expect(table.deviceCount('p1')).toBe(51);
  });

  it('whose states cannot be read', async () => {
    const { left } = await read(() => report(cells(2, 'great')), {
      asked: [p1],
    });
    expect(left).toEqual([
      { item: p1, cause: "2 of its states are not in Microsoft's list" },
    ]);
  });

  it.each([true, false])(
    'without rows, where nobody knows whether it would have any: %p',
    async (isPuzzling) => {
      const { left } = await read(() => report([]), {
        asked: [p1],
        isPuzzling: () => isPuzzling,
      });
      expect(left).toEqual(
        isPuzzling
          ? [{ item: p1, cause: 'its report has no rows', why: 'nothing' }]
          : [],
      );
    },
  );

  it('is no riddle when it has rows', async () => {
    const { left } = await read(() => report(cells(1)), {
      isPuzzling: () => true,
    });
    expect(left).toEqual([]);
  });

  it('whose answer lacks a column', async () => {
    const { left } = await read(() => reportPage([['d1']], 1, ['DeviceId']), {
      asked: [p1],
    });
    expect(left).toEqual([
      {
        item: p1,
        cause: expect.stringContaining('PolicyStatus') as unknown,
        why: 'refused',
      },
    ]);
  });

  it('of one policy that Graph does not find: the others are', async () => {
    const { left, table } = await read((request) =>
      filterOf(request).includes('p1') ? failed(404, 'x') : report(cells(1)),
    );
    expect(left).toMatchObject([{ item: p1, why: 'gone' }]);
    expect(table.rowCount('p2')).toBe(1);
  });

  it.each([
    ['forbidden', failed(403, 'Forbidden')],
    [
      'unknown',
      failed(400, 'BadRequest', {}, "Resource not found for the segment 'x'."),
    ],
  ])(
    'when all are %s, which is asked for as often as are read at once',
    async (_, answer) => {
      const many = policiesOf(...Array.from({ length: 40 }, (_, i) => `p${i}`));
      const { left, transport } = await read(() => answer, {
        asked: many,
        table: tableOf(many),
      });
      expect(new Set(left.map(({ item }) => item))).toEqual(new Set(many));
      expect(transport.requests.length).toBeLessThanOrEqual(8);
    },
  );

  it('and fails the step, when that may be otherwise in the next run', async () => {
    const reading = read(() => failed(503, 'x'), { asked: [p2] });
    await expect(reading).rejects.toMatchObject({ status: 503 });
  });

  it.each([
    ['500', failed(500, 'x')],
    ['what is no report', ok({})],
  ])('of one policy that stays %s: the others are', async (_, answer) => {
    const { left, table } = await read((request) =>
      filterOf(request).includes('p1') ? answer : report(cells(1)),
    );
    expect(left).toMatchObject([{ item: p1, why: 'refused' }]);
    expect(table.rowCount('p2')).toBe(1);
  });
});

describe('the states of another source, compared with reports', () => {
  const missed = { item: p1, cause: 'refused' };

  /** The other source has 60 states of each policy, and completes all but some. */
  async function compare(
    script: Script,
    unfinished = [] as (typeof missed)[],
    doubts = [] as (typeof missed)[],
  ) {
    const unchecked: ListedPolicy[] = [];
    const step = scriptedStep(script);
    const table = tableOf(policies, 100, [
      ...rowsOf('p1', 60),
      ...rowsOf('p2', 60),
    ]);
    const left = await unlessReportsHaveMore(
      step.context,
      table,
      complianceReports,
      () => Promise.resolve(unfinished),
      (items) => {
        unchecked.push(...items);
        return Promise.resolve(doubts);
      },
    )(policies);
    return { left, unchecked, table, asked: step.transport.requests };
  }

  it.each([1, 59, 60])(
    'are complete when the reports count no more: %i',
    async (count) => {
      const { left, asked, unchecked } = await compare(() => report([], count));
      expect(left).toEqual([]);
      // One row each: only the count is wanted.
      expect(asked.map(({ body }) => body)).toMatchObject(
        policies.map(() => ({ skip: 0, top: 1 })),
      );
      expect(unchecked).toEqual([]);
    },
  );

  it('are left to another check where the reports know nothing of them', async () => {
    const { left, unchecked } = await compare(() => report([], 0));
    expect(left).toEqual([]);
    expect(unchecked).toEqual(policies);
  });

  it('are incomplete when that one says so', async () => {
    const { left } = await compare(() => report([], 0), [], [missed]);
    expect(left).toEqual([missed]);
  });

  it('are incomplete when a report counts a single one more, and stay', async () => {
    const { left, table } = await compare((request) =>
      report([], filterOf(request).includes('p1') ? 61 : 60),
    );
    expect(left).toEqual([
      { item: p1, cause: 'there are 60 states, and its report has 61' },
    ]);
    expect(table.rowCount('p1')).toBe(60);
  });

  it('are not compared where the other source is incomplete anyway', async () => {
    const { left, asked } = await compare(() => report([], 60), [missed]);
    expect(left).toEqual([missed]);
    expect(asked.map(filterOf)).toEqual(["(PolicyId eq 'p2')"]);
  });

  it.each([403, 404, 500])(
    'are left to another check where reports answer %d',
    async (status) => {
      const { left, unchecked } = await compare(() => failed(status, 'Code'));
      expect(left).toEqual([]);
      expect(unchecked).toEqual(policies);
    },
  );

  it('fail when the reports are not to be had at the moment', async () => {
    await expect(compare(() => failed(503, 'x'))).rejects.toMatchObject({
      status: 503,
    });
  });
});

import { batchReply, type SubReply } from '#test/graph/batchReplies';
import { failed, page } from '#test/graph/replies';
import {
  countsOf,
  policiesOf,
  rowsOf,
  statusesIn,
  tableOf,
} from '#test/support/statusTables';
import { scriptedStep } from '#test/support/stepContext';
import { GraphResponseError } from '../../graph/errors/errors';
import { deviceStatusList, readStatusLists } from './deviceStatuses';
import type { DeviceCounts } from './overviews';
import { policyStatusRequests } from './request';

const policies = policiesOf('p1', 'p2');
const [p1] = policies;
const ROOT = 'https://graph.microsoft.com/beta';
const time = '2021-03-08T16:23:55.3635457Z';
const noCounts: DeviceCounts = new Map();

/** Statuses of the first devices, as Graph writes them. */
function listed(count: number, policyId = 'p1', status: unknown = 'error') {
  return Array.from({ length: count }, (_, index) => ({
    id: `account_${policyId}_d${index + 1}`,
    status,
  }));
}

/** What is left after the lists of policies were read, which are answered by the policy in the path. */
async function read(
  answer: (policyId: string, url: string) => SubReply,
  {
    counts = noCounts,
    asked = policies,
    table = tableOf(policies),
    list = deviceStatusList(policyStatusRequests.statuses),
  } = {},
) {
  const { context, transport, events } = scriptedStep((request) =>
    batchReply(request, (url) => answer(url.split('/')[3], url)),
  );
  const left = await readStatusLists(context, table, list, counts)(asked);
  context.completeness.settle('a-step', context.logger);
  const told = events.map(({ description }) => description);
  return { left, table, transport, told };
}

describe('the lists of policies', () => {
  it('are read page by page, several at once', async () => {
    const { left, table, transport } = await read((policyId, url) =>
      policyId === 'p1' && !url.includes('skiptoken')
        ? page(
            [{ id: 'account_p1_gone', status: 'error' }],
            `${ROOT}${url}&$skiptoken=1`,
          )
        : page([
            {
              id: `account_${policyId}_d1`,
              status: 'nonCompliant',
              lastReportedDateTime: time,
            },
          ]),
    );
    const expected = {
      deviceId: 'd1',
      device: { type: 'laptop' },
      status: 'nonCompliant',
      reportedOn: Date.parse('2021-03-08T16:23:55.363Z'),
    };
    expect(left).toEqual([]);
    expect([...table.ofPolicy('p1')]).toEqual([expected]);
    expect([...table.ofPolicy('p2')]).toEqual([expected]);
    expect(table.rowCount('p1')).toBe(2);
    expect(table.unknownDevices.size).toBe(1);
    expect(transport.requests).toHaveLength(2);
  });

  it.each([
    ['account_p1_d1', 1],
    // A row is a row, also when its device is a riddle.
    ['account_p1_other', 0],
    ['account_p1_', 0],
    ['', 0],
    [undefined, 0],
    [null, 0],
    [{ toString: 1 }, 0],
  ])('name by the id %j %d of the devices', async (id, known) => {
    const { table } = await read(() => page([{ id, status: 'error' }]), {
      asked: [p1],
    });
    expect([...table.ofPolicy('p1')]).toHaveLength(known);
    expect(table.unknownDevices.size).toBe(1 - known);
    expect(table.rowCount('p1')).toBe(1);
  });

  it('name devices by ids in any case', async () => {
    const id = '4a3b1d2c-0000-4000-8000-0000000000ab';
    const table = tableOf(policies, 0);
    await read(
      () => page([{ id: `A_B_${id.toUpperCase()}`, status: 'error' }, { id }]),
      { table, asked: [p1] },
    );
    // One device, though it is not listed.
    expect(table.deviceCount('p1')).toBe(1);
  });

  it('have the worst of the rows of a device', async () => {
    const rows = ['compliant', 'nonCompliant', 'unknown'].flatMap((status) =>
      listed(1, 'p1', status),
    );
    const { table } = await read(() => page(rows), { asked: [p1] });
    expect(statusesIn(table, 'p1')).toEqual(['d1 nonCompliant']);
  });

  it('are read on after a status that is null', async () => {
    const { table } = await read(() => page([null, ...listed(1)]), {
      asked: [p1],
    });
    expect(table.rowCount('p1')).toBe(1);
  });

  it('have a row once when a lost page token makes it come again', async () => {
    let lost = 0;
    const { table } = await read((policyId, url) => {
      const [row] = listed(1, policyId);
      if (policyId === 'p2') {
        return page([row]);
      }
      if (!url.includes('skiptoken')) {
        return page([row, row], `${ROOT}${url}&$skiptoken=${lost}`);
      }
      lost += 1;
      return lost < 3 ? failed(400, 'Directory_ExpiredPageToken') : page([row]);
    });
    expect(lost).toBe(3);
    expect(table.rowCount('p1')).toBe(3);
    expect(table.rowCount('p2')).toBe(1);
  });

  it('take the place of what another source had', async () => {
    const table = tableOf(policies, 100, rowsOf('p1', 2, 'nonCompliant'));
    await read(() => page(listed(2, 'p1', 'compliant')), {
      table,
      asked: [p1],
    });
    expect(statusesIn(table, 'p1')).toEqual(['d1 compliant', 'd2 compliant']);
  });

  it('are not asked for without policies', async () => {
    const { transport } = await read(() => page([]), { asked: [] });
    expect(transport.requests).toEqual([]);
  });
});

describe('a list without a count', () => {
  it('is taken, and an event says that it was not checked', async () => {
    const { left, told } = await read((policyId) => page(listed(2, policyId)));
    expect(left).toEqual([]);
    expect(told).toEqual([
      'Whether all states of 2 policies on devices were collected could not be checked: Intune does not count their devices. If every run reports this, see docs/troubleshooting.md. [M365-DATA-003]',
    ]);
  });

  it('is told as one, where the other one has a count', async () => {
    const { told } = await read((policyId) => page(listed(2, policyId)), {
      counts: countsOf({ p1: 2 }),
    });
    expect(told).toEqual([
      expect.stringContaining('all states of 1 policies on devices'),
    ]);
  });
});

describe('a list is not complete', () => {
  it('that has fewer devices than Intune counts', async () => {
    const { left, table } = await read(
      (policyId) => page(listed(policyId === 'p1' ? 48 : 49, policyId)),
      {
        counts: countsOf({ p1: 50, p2: 50 }),
      },
    );
    expect(left).toMatchObject([
      {
        item: p1,
        cause: 'there are states of 48 devices, and Intune counts 50',
      },
    ]);
    // What it has is emitted, should no other source have more.
    expect(table.deviceCount('p1')).toBe(48);
  });

  it.each([
    [51, undefined, 1],
    [50, undefined, 0],
    [52, undefined, 0],
    // Intune counts so many: nothing was cut off.
    [51, 51, 0],
    [51, 60, 1],
  ])(
    'with %p rows, where Intune counts %p: %p',
    async (rows, counted, expected) => {
      const counts = countsOf(counted === undefined ? {} : { p1: counted });
      const { left } = await read(() => page(listed(rows)), {
        counts,
        asked: [p1],
      });
      expect(left).toHaveLength(expected);
    },
  );

  it.each([
    [51, undefined],
    [50, 50],
  ])(
    'with %d rows and is no proof against a count where it may be cut off',
    async (rows, proven) => {
      const { left } = await read(() => page(listed(rows)), {
        counts: countsOf({ p1: 60 }),
        asked: [p1],
      });
      expect(left[0].given?.filter((value) => value > 0).length).toBe(proven);
    },
  );

  it('with 51 rows on two pages, and says where lists are cut off', async () => {
    const { left } = await read(
      (_, url) =>
        url.includes('skiptoken')
          ? page(listed(1))
          : page(listed(50), `${ROOT}${url}&$skiptoken=1`),
      { asked: [p1] },
    );
    expect(left).toMatchObject([
      { cause: expect.stringContaining('ends at 51 rows') as unknown },
    ]);
  });

  it('whose devices came twice in the place of others', async () => {
    const twice = [...listed(25), ...listed(25)];
    const { left, table } = await read(() => page(twice), {
      counts: countsOf({ p1: 50 }),
      asked: [p1],
    });
    expect(left).toMatchObject([
      {
        item: p1,
        cause: 'there are states of 25 devices, and Intune counts 50',
      },
    ]);
    expect(table.rowCount('p1')).toBe(50);
  });

  it.each([
    [1_000, true],
    [50, true],
    [12, true],
    [11, false],
    [3, false],
  ])(
    'whose ids are of another form, where Intune counts %d devices: %p',
    async (count, isDoubted) => {
      const rows = listed(count).map(({ id, status }, index) => ({
        id: `${id}_user${index}`,
        status,
      }));
      const { left } = await read(() => page(rows), {
        counts: countsOf({ p1: count }),
        asked: [p1],
      });
      // Ten that are in no list are normal; the step counts those of all policies together.
      expect(left).toMatchObject(
        isDoubted
          ? [
              {
                item: p1,
                cause: `there are states of ${Math.max(10, count / 10)} devices, and Intune counts ${count}`,
              },
            ]
          : [],
      );
    },
  );

  it('that is empty, where Intune does not count', async () => {
    const { left, told } = await read(() => page([]));
    expect(left).toEqual(
      policies.map((item) => ({
        item,
        cause: 'its list is empty',
        why: 'empty',
      })),
    );
    expect(told).toEqual([]);
  });

  it('but whole that is empty, where Intune counts no device', async () => {
    const { left, told } = await read(() => page([]), {
      counts: countsOf({ p1: 0, p2: 0 }),
    });
    expect(left).toEqual([]);
    expect(told).toEqual([]);
  });

  it('whose states cannot be read', async () => {
    const { left, table } = await read(() => page(listed(2, 'p1', 'great')), {
      asked: [p1],
    });
    expect(left).toEqual([
      { item: p1, cause: "2 of its states are not in Microsoft's list" },
    ]);
    expect(statusesIn(table, 'p1')).toEqual([]);
  });

  it('that is far behind what another source had', async () => {
    const table = tableOf(policies, 100, rowsOf('p1', 51));
    const { left } = await read(() => page([]), { table, asked: [p1] });
    expect(left).toMatchObject([
      {
        item: p1,
        cause: 'there are states of 0 devices, and another source has 51',
      },
    ]);
  });

  // 404 too: lists that Graph has no more must not pass for lists without rows.
  it.each([400, 403, 404, 500, 501])('after a %d', async (status) => {
    const { left, table } = await read((policyId) =>
      policyId === 'p1'
        ? failed(status, 'Code', {}, 'Not for you.')
        : page(listed(1, 'p2')),
    );
    expect(left).toEqual([
      {
        item: p1,
        cause: expect.stringContaining('Not for you.') as unknown,
        why: status === 404 ? 'gone' : 'refused',
      },
    ]);
    expect(table.rowCount('p2')).toBe(1);
  });

  it('and fails the step, when that may be otherwise in the next run', async () => {
    const reading = read(() => failed(503, 'Code'));
    await expect(reading).rejects.toThrow(GraphResponseError);
  });
});

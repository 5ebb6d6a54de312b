import { failed, page } from '../../../test/graph/replies';
import { batchReply, type SubReply } from '../../../test/graph/batchReplies';
import { ok } from '../../../test/graph/replies';
import { scriptedClient } from '../../../test/graph/scriptedClient';
import { failureOf } from '../../../test/support/stepContext';
import { GraphResponseError } from '../../graph/errors';
import type { IndexedDevice } from '../devices/deviceIndex';
import { findShortPolicies, readDeviceStatuses } from './deviceStatuses';
import { configurationStatusRequests, policyStatusRequests } from './request';
import { StatusTable, type StatusRow } from './statusTable';

const policies = ['p1', 'p2'].map((id) => ({ id, name: `Policy ${id}` }));
const [p1] = policies;

function createTable(rows: readonly StatusRow[] = []): StatusTable {
  const devices = new Map<string, IndexedDevice>([['d1', { type: 'laptop' }]]);
  const index = new Map(policies.map((policy) => [policy.id, policy]));
  const table = new StatusTable(devices, index);
  rows.forEach((row) => table.add(row));
  return table;
}

/** A client whose batches are answered by the policy in the path. */
function clientOf(answer: (policyId: string, url: string) => SubReply) {
  return scriptedClient((request) =>
    batchReply(request, (url) => answer(url.split('/')[3], url)),
  );
}

const ROOT = 'https://graph.microsoft.com/v1.0';
const time = '2021-03-08T16:23:55.3635457Z';

describe('readDeviceStatuses', () => {
  it('reads the statuses of all policies, page by page', async () => {
    const { client, transport } = clientOf((policyId, url) =>
      policyId === 'p1' && !url.includes('skiptoken')
        ? page(
            [{ id: 'account_p1_d2', status: 'error' }],
            `${ROOT}${url}?$skiptoken=1`,
          )
        : page([
            {
              id: `account_${policyId}_d1`,
              status: 'nonCompliant',
              lastReportedDateTime: time,
            },
          ]),
    );
    const table = createTable();
    await readDeviceStatuses(client, policies, policyStatusRequests, table);
    const expected = {
      deviceId: 'd1',
      deviceType: 'laptop',
      status: 'nonCompliant',
      reportedOn: Date.parse('2021-03-08T16:23:55.363Z'),
    };
    expect([...table.ofPolicy('p1')]).toEqual([expected]);
    expect([...table.ofPolicy('p2')]).toEqual([expected]);
    expect(table.rowCount('p1')).toBe(2);
    expect(table.rowsOfUnknownDevices).toBe(1);
    expect(transport.requests).toHaveLength(2);
  });

  it.each([
    ['account_p1_d1', 1],
    // A row is a row, also when its device is a riddle.
    ['account_p1_gone', 0],
    ['account_p1_', 0],
    ['', 0],
    [undefined, 0],
    [null, 0],
    [{ toString: 1 }, 0],
  ])('the id %j names %d of the devices', async (id, known) => {
    const { client } = clientOf(() => page([{ id, status: 'error' }]));
    const table = createTable();
    await readDeviceStatuses(client, [p1], policyStatusRequests, table);
    expect([...table.ofPolicy('p1')]).toHaveLength(known);
    expect(table.rowsOfUnknownDevices).toBe(1 - known);
    expect(table.rowCount('p1')).toBe(1);
  });

  it('counts a row once when a lost page token makes it come again', async () => {
    let lost = 0;
    const { client } = clientOf((policyId, url) => {
      const row = { id: `account_${policyId}_d1`, status: 'error' };
      if (policyId === 'p2') {
        return page([row]);
      }
      if (!url.includes('skiptoken')) {
        return page([row, row], `${ROOT}${url}?$skiptoken=${lost}`);
      }
      lost += 1;
      return lost < 3 ? failed(400, 'Directory_ExpiredPageToken') : page([row]);
    });
    const table = createTable();
    await readDeviceStatuses(client, policies, policyStatusRequests, table);
    expect(lost).toBe(3);
    expect(table.rowCount('p1')).toBe(3);
    expect(table.rowCount('p2')).toBe(1);
  });

  it('goes without a policy that was deleted', async () => {
    const { client } = clientOf((policyId) =>
      policyId === 'p1'
        ? failed(404, 'ResourceNotFound')
        : page([{ id: 'account_p2_d1', status: 'compliant' }]),
    );
    const table = createTable();
    await readDeviceStatuses(client, policies, policyStatusRequests, table);
    expect(table.rowCount('p1')).toBe(0);
    expect(table.rowCount('p2')).toBe(1);
  });

  it.each([400, 403, 500])('fails after a %d', async (status) => {
    const { client } = clientOf(() => failed(status, 'Code'));
    const reading = readDeviceStatuses(
      client,
      policies,
      policyStatusRequests,
      createTable(),
    );
    expect(await failureOf(reading)).toBeInstanceOf(GraphResponseError);
  });

  it('sends nothing for no policies', async () => {
    const { client, transport } = clientOf(() => page([]));
    await readDeviceStatuses(client, [], policyStatusRequests, createTable());
    expect(transport.requests).toEqual([]);
  });
});

it('reads on after a status that is null', async () => {
  const { client } = clientOf((policyId) =>
    page([null, { id: `account_${policyId}_d1`, status: 'error' }]),
  );
  const table = createTable();
  await readDeviceStatuses(client, [p1], policyStatusRequests, table);
  expect(table.rowCount('p1')).toBe(1);
});

describe('findShortPolicies', () => {
  const rowsOf = (count: number): StatusRow[] =>
    Array.from({ length: count }, () => ({
      policyId: 'p1',
      deviceId: 'd1',
      status: 'compliant',
    }));

  it.each([
    [0, 0, false],
    [0, 2, true],
    [1, 2, false],
    [48, 50, true],
    [49, 50, false],
    [51, 100, true],
    [97, 100, true],
    [98, 100, false],
    [100, 100, false],
    // Rows of several users, and of deleted devices, count too.
    [120, 100, false],
    [979, 1_000, true],
    [980, 1_000, false],
  ])('%d rows of %d: short is %j', async (rows, expected, isShort) => {
    const { client } = clientOf(() => ok({ successCount: expected }));
    const table = createTable(rowsOf(rows));
    expect(
      await findShortPolicies(client, [p1], policyStatusRequests, table),
    ).toEqual(isShort ? [p1] : []);
  });

  it('adds up all counts, and nothing else', async () => {
    const { client } = clientOf(() =>
      ok({
        errorCount: 10,
        failedCount: 10,
        notApplicableCount: 10,
        pendingCount: 10,
        successCount: 10,
        conflictCount: 1_000,
        configurationVersion: 1_000,
        lastUpdateDateTime: time,
      }),
    );
    const shortOf = (rows: number) =>
      findShortPolicies(
        client,
        [p1],
        policyStatusRequests,
        createTable(rowsOf(rows)),
      );
    expect(await shortOf(49)).toEqual([]);
    expect(await shortOf(48)).toEqual([p1]);
  });

  it('finds nothing of one too little', async () => {
    const { client } = clientOf(() => ok({ errorCount: 1 }));
    const short = findShortPolicies(
      client,
      [p1],
      policyStatusRequests,
      createTable(),
    );
    expect(await short).toEqual([p1]);
  });

  it('does not take an overview without counts for one of nothing', async () => {
    const { client } = clientOf(() =>
      ok({ successCount: null, errorCount: '7', failedCount: undefined }),
    );
    const checking = findShortPolicies(
      client,
      policies,
      policyStatusRequests,
      createTable(),
    );
    expect(await failureOf(checking)).toMatchObject({
      message: expect.stringContaining('has no counts') as unknown,
    });
  });

  it('judges each policy by itself, and none that was deleted', async () => {
    const { client } = clientOf((policyId) =>
      policyId === 'p1' ? failed(404, 'NotFound') : ok({ failedCount: 9 }),
    );
    expect(
      await findShortPolicies(
        client,
        policies,
        policyStatusRequests,
        createTable(),
      ),
    ).toEqual([policies[1]]);
  });

  it('fails when the counts are not to be had', async () => {
    const { client } = clientOf(() => failed(403, 'Forbidden'));
    const checking = findShortPolicies(
      client,
      policies,
      policyStatusRequests,
      createTable(),
    );
    expect(await failureOf(checking)).toBeInstanceOf(GraphResponseError);
  });
});

describe('policies that are gone', () => {
  const policiesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `p${index}`,
      name: `Policy ${index}`,
    }));
  const read = (count: number) => {
    const { client } = clientOf(() => failed(404, 'NotFound'));
    return readDeviceStatuses(
      client,
      policiesOf(count),
      policyStatusRequests,
      createTable(),
    );
  };

  it('have no statuses', async () => {
    await expect(read(2)).resolves.toBeUndefined();
  });

  it('are not believed to be gone all at once', async () => {
    expect(await failureOf(read(3))).toMatchObject({
      message: expect.stringContaining(
        'all 3 requests found nothing',
      ) as unknown,
    });
  });
});

describe('the requests', () => {
  it.each([
    [policyStatusRequests, 'deviceCompliancePolicies'],
    [configurationStatusRequests, 'deviceConfigurations'],
  ])('%# are those of %s', ({ statuses, overview }, collection) => {
    const path = `/deviceManagement/${collection}/{id}`;
    expect(statuses.path).toBe(`${path}/deviceStatuses`);
    expect(overview.path).toBe(`${path}/deviceStatusOverview`);
  });
});

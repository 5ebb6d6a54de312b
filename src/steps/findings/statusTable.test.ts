import * as fc from 'fast-check';
import type { ListedDevices } from '../devices/listedDevices';
import type { ListedPolicies } from '../policies';
import {
  badness,
  complianceStatuses,
  severityOf,
  type ComplianceStatus,
} from './status';
import { StatusTable, type StatusRow } from './statusTable';

const devices: ListedDevices = new Map([
  ['d1', { type: 'laptop' }],
  ['d2', { type: 'smartphone' }],
  ['d3', { type: 'server' }],
]);

const policies: ListedPolicies = new Map(
  ['p1', 'p2'].map((id) => [id, { id, name: `Policy ${id}` }]),
);

function tableOf(rows: readonly StatusRow[]): StatusTable {
  const table = new StatusTable(devices, policies);
  rows.forEach((row) => table.add(row));
  return table;
}

/** All that a table says. */
function contentOf(table: StatusTable) {
  return {
    p1: [...table.ofPolicy('p1')],
    p2: [...table.ofPolicy('p2')],
    rowCounts: [table.rowCount('p1'), table.rowCount('p2')],
    unknownDevices: table.unknownDevices.size,
    unknownPolicies: table.unknownPolicies.size,
    knownDevices: table.knownDevices,
  };
}

const p1d1 = { policyId: 'p1', deviceId: 'd1' } as const;

describe('StatusTable', () => {
  it('gives the devices of a policy in the order of the index', () => {
    const table = tableOf([
      { policyId: 'p1', deviceId: 'd3', status: 'error', reportedOn: 3 },
      { ...p1d1, status: 'compliant', reportedOn: 1 },
    ]);
    expect([...table.ofPolicy('p1')]).toEqual([
      { deviceId: 'd1', device: { type: 'laptop' }, status: 'compliant' },
      {
        deviceId: 'd3',
        device: { type: 'server' },
        status: 'error',
        reportedOn: 3,
      },
    ]);
    expect([...table.ofPolicy('p2')]).toEqual([]);
    expect([...table.ofPolicy('p3')]).toEqual([]);
  });

  it('takes the worst of the rows of a device, and its time', () => {
    const table = tableOf([
      { ...p1d1, status: 'unknown', reportedOn: 9 },
      { ...p1d1, status: 'nonCompliant', reportedOn: 1 },
      { ...p1d1, status: 'compliant', reportedOn: 8 },
    ]);
    expect([...table.ofPolicy('p1')]).toMatchObject([
      { status: 'nonCompliant', reportedOn: 1 },
    ]);
  });

  it('takes the latest time of equally bad rows', () => {
    const times = [5, undefined, 7, 6];
    const table = tableOf(
      times.map((reportedOn) => ({ ...p1d1, status: 'error', reportedOn })),
    );
    expect([...table.ofPolicy('p1')]).toMatchObject([
      { status: 'error', reportedOn: 7 },
    ]);
  });

  it('does not take the time of a better row for that of a worse', () => {
    const table = tableOf([
      { ...p1d1, status: 'unknown', reportedOn: 9 },
      { ...p1d1, status: 'error' },
    ]);
    expect([...table.ofPolicy('p1')]).toEqual([
      { deviceId: 'd1', device: { type: 'laptop' }, status: 'error' },
    ]);
  });

  it('counts rows that fit nothing, and rows as they came', () => {
    const table = tableOf([
      { ...p1d1, status: 'error' },
      { ...p1d1, status: 'error' },
      { policyId: 'p1', deviceId: 'gone', status: 'error' },
      { policyId: 'p1', deviceId: '', status: 'error' },
      { policyId: 'p1', deviceId: 'gone', status: 'compliant' },
      { policyId: 'p2', deviceId: 'gone', status: 'compliant' },
      { policyId: 'builtIn', deviceId: 'd1', status: 'error' },
      { policyId: 'builtIn', deviceId: 'd2', status: 'error' },
    ]);
    expect(table.rowCount('p1')).toBe(5);
    expect(table.rowCount('p2')).toBe(1);
    expect(table.rowCount('builtIn')).toBe(0);
    // Different ones, of all policies together; a row without a device is about another one.
    expect(table.unknownDevices.size).toBe(2);
    expect(table.unknownPolicies.size).toBe(1);
    expect(table.knownDevices).toBe(1);
    expect([...table.ofPolicy('p1')]).toHaveLength(1);
  });

  it('counts different devices, those that are not listed included', () => {
    const table = tableOf([
      { ...p1d1, status: 'error' },
      { ...p1d1, status: 'compliant' },
      { policyId: 'p1', deviceId: 'gone', status: 'error' },
      { policyId: 'p1', deviceId: 'gone', status: 'compliant' },
    ]);
    expect(table.deviceCount('p1')).toBe(2);
    expect(table.deviceCount('p2')).toBe(0);
  });

  it('counts the devices whose worst status is one of some', () => {
    const table = tableOf([
      { ...p1d1, status: 'unknown' },
      { ...p1d1, status: 'compliant' },
      { policyId: 'p1', deviceId: 'gone', status: 'unknown' },
    ]);
    expect(table.countOf('p1', ['unknown', 'notAssigned'])).toBe(1);
    expect(table.countOf('p1', ['compliant'])).toBe(0);
    expect(table.countOf('p2', ['unknown'])).toBe(0);
  });

  it.each([
    // Ten, or a tenth of them, are normal.
    [0, 10, 10],
    [0, 11, 10],
    [2, 11, 12],
    [900, 100, 1_000],
    [900, 150, 1_005],
    [0, 1_000, 100],
  ])(
    'counts %d listed devices, and %d others as far as so many are normal: %d',
    (known, unknown, expected) => {
      const many: ListedDevices = new Map(
        Array.from({ length: known }, (_, index) => [
          `d${index}`,
          { type: 'laptop' },
        ]),
      );
      const table = new StatusTable(many, policies);
      const ids = Array.from(
        { length: unknown },
        (_, index) => `account_p1_user${index}`,
      );
      for (const deviceId of [...many.keys(), ...ids]) {
        table.add({ policyId: 'p1', deviceId, status: 'compliant' });
      }
      expect(table.deviceCount('p1')).toBe(expected);
      expect(table.unknownDevices.size).toBe(unknown);
    },
  );

  it('makes neither a state nor a device of a value that is not in the list', () => {
    const table = tableOf([
      { ...p1d1, status: undefined },
      { policyId: 'p1', deviceId: 'd2', status: undefined },
      { policyId: 'p1', deviceId: 'd2', status: 'compliant' },
    ]);
    expect([...table.ofPolicy('p1')]).toMatchObject([
      { deviceId: 'd2', status: 'compliant' },
    ]);
    expect(table.unreadableRows('p1')).toBe(2);
    expect(table.rowCount('p1')).toBe(3);
    expect(table.deviceCount('p1')).toBe(1);
  });

  it('forgets a policy whose rows come anew, and nothing of the others', () => {
    const table = tableOf([
      { ...p1d1, status: 'error' },
      { policyId: 'p1', deviceId: 'gone', status: undefined },
      { policyId: 'p2', deviceId: 'd1', status: 'error' },
    ]);
    table.beginAnew('p1');
    expect(contentOf(table)).toEqual(
      contentOf(tableOf([{ policyId: 'p2', deviceId: 'd1', status: 'error' }])),
    );
    expect(table.deviceCount('p1')).toBe(0);
  });

  it('takes over the policies of another table', () => {
    const table = tableOf([
      { ...p1d1, status: 'compliant' },
      { policyId: 'p2', deviceId: 'd1', status: 'compliant' },
    ]);
    const other = tableOf([
      { policyId: 'p1', deviceId: 'd2', status: 'error' },
      { policyId: 'p2', deviceId: 'd2', status: 'error' },
      { policyId: 'p3', deviceId: 'd2', status: 'error' },
    ]);
    table.adopt('p1', other);
    table.adoptUnknownPolicies(other);
    expect(contentOf(table)).toEqual(
      contentOf(
        tableOf([
          { policyId: 'p1', deviceId: 'd2', status: 'error' },
          { policyId: 'p2', deviceId: 'd1', status: 'compliant' },
          { policyId: 'p3', deviceId: 'd2', status: 'error' },
        ]),
      ),
    );
  });

  it('bears having no devices', () => {
    const table = new StatusTable(new Map(), policies);
    table.add({ ...p1d1, status: 'error' });
    expect([...table.ofPolicy('p1')]).toEqual([]);
    expect(table.unknownDevices.size).toBe(1);
  });
});

describe('any rows', () => {
  type ReadableRow = StatusRow & { readonly status: ComplianceStatus };
  const rows: fc.Arbitrary<ReadableRow[]> = fc.array(
    fc.record({
      policyId: fc.constantFrom('p1', 'p2', 'p3'),
      deviceId: fc.constantFrom('d1', 'd2', 'd3', 'd4'),
      status: fc.constantFrom(...complianceStatuses),
      reportedOn: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    }),
    { maxLength: 15 },
  );

  it('say the same in whatever order they come', () => {
    const shuffled = rows.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(contentOf(tableOf(other))).toEqual(contentOf(tableOf(list)));
      }),
    );
  });

  it('are merged to the worst, with the latest time of an open one', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const table = tableOf(list);
        for (const policyId of policies.keys()) {
          const expected = [...devices].flatMap(([deviceId, { type }]) => {
            const own = list.filter(
              (row) => row.policyId === policyId && row.deviceId === deviceId,
            );
            const worst = own.reduce<ReadableRow | undefined>(
              (a, b) => (a && badness(a.status) >= badness(b.status) ? a : b),
              undefined,
            );
            const times = own
              .filter(({ status }) => status === worst?.status)
              .flatMap(({ reportedOn }) => reportedOn ?? []);
            const isTimed = worst && severityOf(worst.status) && times.length;
            return worst
              ? [
                  {
                    deviceId,
                    device: { type },
                    status: worst.status,
                    reportedOn: isTimed ? Math.max(...times) : undefined,
                  },
                ]
              : [];
          });
          expect([...table.ofPolicy(policyId)]).toEqual(expected);
        }
      }),
    );
  });

  it('are all counted', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { rowCounts, ...content } = contentOf(tableOf(list));
        const known = list.filter(({ policyId }) => policies.has(policyId));
        expect(rowCounts[0] + rowCounts[1]).toBe(known.length);
        const different = (ids: readonly string[], isListed: boolean) =>
          new Set(
            ids.filter(
              (id) => (devices.has(id) || policies.has(id)) === isListed,
            ),
          ).size;
        const policyIds = list.map(({ policyId }) => policyId);
        const deviceIds = known.map(({ deviceId }) => deviceId);
        expect(content).toMatchObject({
          unknownPolicies: different(policyIds, false),
          unknownDevices: different(deviceIds, false),
          knownDevices: different(deviceIds, true),
        });
      }),
    );
  });
});

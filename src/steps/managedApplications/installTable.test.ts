import * as fc from 'fast-check';
import type { ListedDevices } from '../devices/listedDevices';
import { installRank, readInstallState } from './installState';
import { InstallTable, type InstallRow } from './installTable';

const devices: ListedDevices = new Map([
  ['d1', { type: 'laptop' }],
  ['d2', { type: 'desktop' }],
]);

type Row = readonly [string, string, unknown?];

function tableOf(rows: readonly Row[]): InstallTable {
  const table = new InstallTable(devices, ['a1', 'a2']);
  for (const [applicationId, deviceId, state] of rows) {
    table.add({ applicationId, deviceId, state });
  }
  return table;
}

/** Of each device, by the application's id. */
const contentOf = (table: InstallTable) =>
  [...devices.keys()].map((id) =>
    Object.fromEntries(
      table.onDevice(id).map((each) => [each.applicationId, each.state]),
    ),
  );

test('has each pair once, and counts rows that fit nothing', () => {
  const table = tableOf([
    ['a2', 'd1', 'installed'],
    ['a1', 'd1'],
    // For another user of the device.
    ['a2', 'd1', 'failed'],
    ['a2', 'gone', 'installed'],
    ['gone', 'd1', 'installed'],
    ['gone', 'gone', 'installed'],
  ]);
  expect(contentOf(table)).toEqual([{ a1: undefined, a2: 'failed' }, {}]);
  expect(table.onDevice('d1')).toHaveLength(2);
  expect(table).toMatchObject({
    rowCount: 6,
    unknownApplications: { size: 1 },
    unknownDevices: { size: 1 },
    knownApplications: 2,
    knownDevices: 1,
  });
});

test('counts different devices, those that are not listed included', () => {
  const table = tableOf([
    ['a1', 'd1', 'installed'],
    ['a1', 'd1', 'failed'],
    ['a1', 'gone', 'failed'],
    ['a1', 'gone', 'installed'],
  ]);
  expect(table.deviceCounts()).toEqual(
    new Map([
      ['a1', 2],
      ['a2', 0],
    ]),
  );
});

test('forgets an application whose rows come anew, and nothing of the others', () => {
  const table = tableOf([
    ['a1', 'd1', 'failed'],
    ['a1', 'gone', 'failed'],
    ['a2', 'd1', 'failed'],
  ]);
  table.beginAnew('a1');
  table.add({ applicationId: 'a1', deviceId: 'd2', state: 'installed' });
  expect(contentOf(table)).toEqual([{ a2: 'failed' }, { a1: 'installed' }]);
  expect(table.deviceCounts().get('a1')).toBe(1);
});

test('takes over applications of another table', () => {
  const table = tableOf([
    ['a1', 'd1', 'failed'],
    ['a2', 'd1', 'failed'],
  ]);
  const other = tableOf([
    ['a1', 'd2', 'installed'],
    ['a2', 'd2', 'installed'],
    ['gone', 'd2', 'installed'],
    ['a1', 'gone', 'installed'],
    ['a1', 'gone', 'failed'],
    ['a2', 'gone', 'failed'],
  ]);
  table.adopt(['a1'], other);
  expect(contentOf(table)).toEqual([{ a2: 'failed' }, { a1: 'installed' }]);
  expect(table.deviceCounts()).toEqual(
    new Map([
      ['a1', 2],
      ['a2', 1],
    ]),
  );
  expect(table).toMatchObject({
    unknownApplications: { size: 1 },
    unknownDevices: { size: 1 },
  });
});

test.each([
  ['in this order', 1],
  ['in the other order', -1],
])('has the details of the worst row, %s', (_, order) => {
  const rows: InstallRow[] = [
    { state: 'installed', detail: 7, errorCode: 0, version: '1.0' },
    { state: 'failed', detail: 0, errorCode: 0, version: '2.0' },
    { state: 'failed', detail: 3, errorCode: -5, version: '2.0' },
  ].map((row) => ({ applicationId: 'a2', deviceId: 'd1', ...row }));
  const table = tableOf([]);
  (order > 0 ? rows : [...rows].reverse()).forEach((row) => table.add(row));
  const expected = [
    {
      applicationId: 'a2',
      state: 'failed',
      detail: 3,
      errorCode: -5,
      version: '2.0',
    },
  ];
  expect(table.onDevice('d1')).toEqual(expected);
  // So has a table that takes over, whether it is empty or not.
  const empty = tableOf([]);
  empty.adopt(['a2'], table);
  expect(empty.onDevice('d1')).toEqual(expected);
  const other = tableOf([['a1', 'd2', 'installed']]);
  other.adopt(['a2'], table);
  expect(other.onDevice('d1')).toEqual(expected);
});

test('becomes another table when it is empty', () => {
  const other = tableOf([
    ['a1', 'd1', 'failed'],
    ['a1', 'gone', 'failed'],
    ['gone', 'd1', 'failed'],
  ]);
  const table = tableOf([]);
  table.adopt(['a1'], other);
  expect(contentOf(table)).toEqual([{ a1: 'failed' }, {}]);
  expect(table).toMatchObject({
    rowCount: 3,
    unknownApplications: { size: 1 },
    unknownDevices: { size: 1 },
  });
  expect(table.rowCountOf('a1')).toBe(2);
  // What comes after that is kept, too.
  table.beginAnew('a1');
  table.add({ applicationId: 'a1', deviceId: 'd2', state: 'installed' });
  expect(contentOf(table)).toEqual([{}, { a1: 'installed' }]);
});

test('marks a pair that has a state of no list, which makes no state', () => {
  const rows: readonly Row[] = [
    ['a1', 'd1', 77],
    ['a1', 'd1', 'installed'],
    ['a2', 'd1', 'Konform'],
    ['a2', 'd2', ''],
    ['a1', 'd2', null],
  ];
  const expected = [
    [
      { applicationId: 'a1', state: 'installed', hasUnreadable: true },
      { applicationId: 'a2', state: undefined, hasUnreadable: true },
    ],
    [
      { applicationId: 'a1', state: undefined },
      { applicationId: 'a2', state: undefined },
    ],
  ];
  const onDevices = (table: InstallTable) =>
    [...devices.keys()].map((id) => table.onDevice(id));
  const table = tableOf(rows);
  expect(onDevices(table)).toEqual(expected);
  // Also what another table takes over: all at once, or beside what it has.
  const empty = tableOf([]);
  empty.adopt(['a1', 'a2'], table);
  expect(onDevices(empty)).toEqual(expected);
  const other = tableOf([['a1', 'd2', 99]]);
  other.adopt(['a1', 'a2'], table);
  expect(onDevices(other)).toEqual(expected);
});

test('counts the rows of each application', () => {
  const table = tableOf([
    ['a1', 'd1', 'failed'],
    ['a1', 'd1', 'installed'],
    ['a1', 'gone', 'installed'],
    ['a2', 'd1', 'installed'],
    ['gone', 'd1', 'installed'],
  ]);
  const counts = () => ['a1', 'a2', 'gone'].map((id) => table.rowCountOf(id));
  expect(counts()).toEqual([3, 1, 0]);
  table.beginAnew('a1');
  expect(counts()).toEqual([0, 1, 0]);
});

test('any rows are merged to the worst state that is known', () => {
  const states: readonly unknown[] = [
    'failed',
    'uninstallFailed',
    'pendingInstall',
    'notInstalled',
    'installed',
    'unknown',
    'notApplicable',
    undefined,
    // In no list of Microsoft's.
    77,
    'Konform',
  ];
  const rows: fc.Arbitrary<InstallRow[]> = fc.array(
    fc.record({
      applicationId: fc.constantFrom('a1', 'a2'),
      deviceId: fc.constantFrom('d1', 'd2'),
      state: fc.constantFrom(...states),
    }),
  );
  const rank = (row: InstallRow) => {
    const state = readInstallState(row.state);
    return state === undefined ? Infinity : installRank(state);
  };
  const isUnreadable = ({ state }: InstallRow) =>
    state === 77 || state === 'Konform';
  fc.assert(
    fc.property(rows, (list) => {
      const table = new InstallTable(devices, ['a1', 'a2']);
      list.forEach((row) => table.add(row));
      for (const deviceId of devices.keys()) {
        const own = list.filter((row) => row.deviceId === deviceId);
        const expected = ['a1', 'a2'].flatMap((applicationId) => {
          const its = own.filter((row) => row.applicationId === applicationId);
          const [worst] = [...its].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
          const state = worst && readInstallState(worst.state);
          const hasUnreadable = its.some(isUnreadable) || undefined;
          return worst ? [{ applicationId, state, hasUnreadable }] : [];
        });
        expect(table.onDevice(deviceId)).toEqual(expected);
      }
    }),
  );
});

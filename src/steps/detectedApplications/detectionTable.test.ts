import type { ListedDevices } from '../devices/listedDevices';
import { DetectionTable } from './detectionTable';

const devices: ListedDevices = new Map([
  ['d1', { type: 'laptop' }],
  ['d2', { type: 'desktop' }],
]);

function tableOf(
  rows: readonly (readonly [
    id: string,
    name: string,
    version: string,
    deviceId: string,
  ])[],
): DetectionTable {
  const table = new DetectionTable(devices);
  for (const [detectionId, name, version, deviceId] of rows) {
    table.add({ detectionId, name, version, deviceId });
  }
  return table;
}

describe('DetectionTable', () => {
  it('has each version of an application on a device once', () => {
    const table = tableOf([
      ['k1', 'Zoom', '6', 'd1'],
      ['k2', 'Zoom', '7', 'd1'],
      ['k1', 'Zoom', '6', 'd1'],
      ['k1', 'Zoom', '6', 'd2'],
    ]);
    const versionsOn = (id: string) =>
      table.onDevice(id).map(({ version }) => version);
    expect(versionsOn('d1')).toEqual(['6', '7']);
    expect(versionsOn('d2')).toEqual(['6']);
    expect(table.onDevice('gone')).toEqual([]);
    expect(table.rowCount).toBe(4);
  });

  it('goes by the first of two ids of the same version', () => {
    const table = tableOf([
      ['k1', 'Zoom', '6', 'd1'],
      ['k2', 'ZOOM', '6', 'd1'],
      ['k2', 'ZOOM', '6', 'd2'],
    ]);
    const idsOn = (id: string) =>
      table.onDevice(id).map(({ detectionId }) => detectionId);
    expect(idsOn('d1')).toEqual(['k1']);
    expect(idsOn('d2')).toEqual(['k2']);
  });

  it('takes over devices of another table, with the smallest spelling of a name', () => {
    const table = tableOf([['k1', 'Zoom', '6', 'd1']]);
    const other = tableOf([
      ['k2', 'zoom', '7', 'd2'],
      ['k2', 'ZOOM', '7', 'd1'],
    ]);
    table.adopt(['d2'], other);
    const versionsOn = (id: string) =>
      table.onDevice(id).map(({ version }) => version);
    expect(versionsOn('d1')).toEqual(['6']);
    expect(versionsOn('d2')).toEqual(['7']);
    expect([...table.applications()]).toMatchObject([{ name: 'ZOOM' }]);
  });

  it('takes over what another table knows of an application', () => {
    const zoom = { detectionId: 'k1', name: 'Zoom', version: '6' };
    const tables = ['windows', 'macOS', null].map((platform) => {
      const table = new DetectionTable(devices);
      table.add({ ...zoom, deviceId: 'd1', platform, publisher: 'Zoom Inc.' });
      return table;
    });
    const [windows, macOS, untold] = tables;
    untold.adopt(['d1'], windows);
    const known = { platform: 'windows', publisher: 'Zoom Inc.' };
    expect([...untold.applications()]).toMatchObject([known]);
    untold.adopt(['d1'], macOS);
    expect([...untold.applications()]).toMatchObject([
      { ...known, platform: undefined },
    ]);
    // A table without publishers knows none of the application any more.
    untold.adopt(['d1'], tableOf([['k1', 'Zoom', '6', 'd1']]));
    expect([...untold.applications()]).toMatchObject([
      { publisher: undefined, platform: undefined },
    ]);
  });

  it('becomes another table when it is empty', () => {
    const table = tableOf([]);
    const row = ['k1', 'Zoom', '6', 'd1'] as const;
    table.adopt(['d1'], tableOf([row, row]));
    expect(table.rowCount).toBe(2);
    expect(table.onDevice('d1')).toMatchObject([{ version: '6' }]);
  });

  it.each([
    ['an empty one', []],
    ['one with rows', [['k1', 'Zoom', '6', 'd1'] as const]],
  ])('counts the unknown devices of a table that %s takes over', (_, rows) => {
    const table = tableOf(rows);
    const unknown = ['gone', 'away', 'gone'].map(
      (id) => ['k1', 'Zoom', '6', id] as const,
    );
    table.adopt(['d1', 'd2'], tableOf(unknown));
    expect(table.unknownDevices.size).toBe(2);
    expect(table.knownDevices).toBe(rows.length);
  });

  it('takes what devices say, of which some may be nothing', () => {
    const table = tableOf([]);
    table.addAll('d1', [
      null,
      { id: 'k1', displayName: 'Zoom', version: '6', sizeInByte: 7 },
    ]);
    expect([...table.applications()]).toMatchObject([
      { name: 'Zoom', version: '6', sizeInByte: 7 },
    ]);
  });

  it('counts what fits nothing, and knows no application of an unknown device', () => {
    const table = tableOf([
      ['k1', 'Zoom', '6', 'gone'],
      ['k2', ' ', '6', 'd1'],
    ]);
    table.add({ deviceId: 'gone', name: 'Zoom', version: '6' });
    expect(table.unknownDevices.size).toBe(1);
    expect(table.knownDevices).toBe(0);
    expect(table.rowsWithoutName).toBe(1);
    expect(table.rowCount).toBe(3);
    expect([...table.applications()]).toEqual([]);
  });
});

import type { DeviceIndex } from '../devices/deviceIndex';
import { DetectionTable } from './detectionTable';

const devices: DeviceIndex = new Map([
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

  it('counts what fits nothing, and knows no application of an unknown device', () => {
    const table = tableOf([
      ['k1', 'Zoom', '6', 'gone'],
      ['k2', ' ', '6', 'd1'],
    ]);
    expect(table.rowsOfUnknownDevices).toBe(1);
    expect(table.rowsWithoutName).toBe(1);
    expect([...table.applications()]).toEqual([]);
  });
});

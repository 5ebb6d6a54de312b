import type { DeviceIndex } from '../devices/deviceIndex';
import { InstallTable } from './installTable';

const devices: DeviceIndex = new Map([
  ['d1', { type: 'laptop' }],
  ['d2', { type: 'desktop' }],
]);

test('has each pair once, and counts rows as they came', () => {
  const table = new InstallTable(devices, ['a1', 'a2']);
  for (const [applicationId, deviceId] of [
    ['a2', 'd1'],
    ['a1', 'd1'],
    // For another user of the device.
    ['a2', 'd1'],
    ['a2', 'gone'],
    ['gone', 'd1'],
    ['gone', 'gone'],
  ]) {
    table.add({ applicationId, deviceId });
  }
  expect(table.onDevice('d1')).toEqual(['a2', 'a1']);
  expect(table.onDevice('d2')).toEqual([]);
  expect(['a1', 'a2', 'gone'].map((id) => table.rowsOf(id))).toEqual([1, 3, 0]);
  expect(table).toMatchObject({
    rowCount: 6,
    rowsOfUnknownApplications: 2,
    rowsOfUnknownDevices: 1,
  });
});

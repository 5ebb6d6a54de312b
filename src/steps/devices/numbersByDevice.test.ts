import type { DeviceIndex } from './deviceIndex';
import { NumbersByDevice } from './numbersByDevice';

const devices: DeviceIndex = new Map([
  ['d1', { type: 'laptop' }],
  ['d2', { type: 'desktop' }],
]);

test('keeps the numbers of each device as they came', () => {
  const numbers = new NumbersByDevice(devices);
  numbers.rowsOf('d1')?.push(7);
  numbers.rowsOf('d2')?.push(1);
  numbers.rowsOf('d1')?.push(7, 3);
  expect(numbers.onDevice('d1')).toEqual([7, 7, 3]);
  expect(numbers.onDevice('d2')).toEqual([1]);
  expect(numbers.rowsOfUnknownDevices).toBe(0);
});

test('counts rows of devices that are not listed', () => {
  const numbers = new NumbersByDevice(devices);
  expect(numbers.rowsOf('gone')).toBeUndefined();
  expect(numbers.onDevice('gone')).toEqual([]);
  expect(numbers.rowsOfUnknownDevices).toBe(1);
});

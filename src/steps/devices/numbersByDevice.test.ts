import type { ListedDevices } from './listedDevices';
import { NumbersByDevice } from './numbersByDevice';

const devices: ListedDevices = new Map([
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
  expect(numbers.unknownDevices.size).toBe(0);
  expect(numbers.knownDevices).toBe(2);
});

test('counts different devices that are not listed, and those of rows that name none', () => {
  const numbers = new NumbersByDevice(devices);
  expect(numbers.rowsOf('gone')).toBeUndefined();
  expect(numbers.rowsOf('gone')).toBeUndefined();
  expect(numbers.onDevice('gone')).toEqual([]);
  expect(numbers.unknownDevices.size).toBe(1);
  expect(numbers.rowsOf('')).toBeUndefined();
  expect(numbers.rowsOf('')).toBeUndefined();
  expect(numbers.unknownDevices.size).toBe(3);
  expect(numbers.knownDevices).toBe(0);
});

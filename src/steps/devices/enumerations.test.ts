import { unreadableProperties } from './enumerations';
import type { DevicePayload } from './request';

const unreadable = (device: Record<string, unknown>) =>
  unreadableProperties(device as DevicePayload);

test('members in any case, and values that are absent, are readable', () => {
  expect(unreadable({})).toEqual([]);
  expect(
    unreadable({
      managementState: 'WIPEPENDING',
      deviceRegistrationState: 'Unknown',
      ownerType: null,
      processorArchitecture: '',
    }),
  ).toEqual([]);
});

test('others are not, and are named', () => {
  expect(
    unreadable({
      managementState: 'ofTomorrow',
      deviceRegistrationState: 'unknownFutureValue',
      ownerType: 3,
      processorArchitecture: 'x64',
    }),
  ).toEqual(['managementState', 'deviceRegistrationState', 'ownerType']);
});

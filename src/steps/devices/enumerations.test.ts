import { hasUnreadableValue } from './enumerations';
import type { DevicePayload } from './request';

const isUnreadable = (device: Record<string, unknown>) =>
  hasUnreadableValue(device as DevicePayload);

test.each([
  {},
  {
    complianceState: 'NonCompliant',
    managementState: 'WIPEPENDING',
    deviceRegistrationState: 'Unknown',
    ownerType: null,
    processorArchitecture: '',
  },
  // Microsoft adds members to these: they are emitted as they came.
  { deviceType: 'phoneOfTomorrow', managementAgent: 'agentOfTomorrow' },
])('%j can be read', (device) => {
  expect(isUnreadable(device)).toBe(false);
});

test.each([
  { complianceState: 'Konform' },
  { complianceState: 256 },
  { managementState: 'ofTomorrow' },
  { deviceRegistrationState: 'unknownFutureValue' },
  { ownerType: 3 },
  { processorArchitecture: 'x65' },
])('%j cannot', (device) => {
  expect(isUnreadable({ ownerType: 'company', ...device })).toBe(true);
});

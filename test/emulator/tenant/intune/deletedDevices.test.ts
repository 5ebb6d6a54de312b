import { generateTenant } from '..';
import { intuneOf } from './intuneOf';
import { shareDeletedDevices } from './deletedDevices';

const rowsOf = (...ids: readonly string[]) =>
  ids.map((deviceId, index) => ({ deviceId, index }));

test('deleted devices are shared in turn, and listed ones stay', () => {
  const devices = [{ id: 'a' }, { id: 'b' }];
  const rows = rowsOf('a', 'x', 'b', 'y', 'z', 'a');
  expect(shareDeletedDevices(rows, devices, 2)).toEqual(
    rowsOf('a', 'x', 'b', 'y', 'x', 'a'),
  );
});

test.each(['policyStatuses', 'installStatuses'] as const)(
  'so few %s of the scarce tenant speak of deleted devices that a tenant at work may have them',
  (rows) => {
    const data = intuneOf(generateTenant({ size: 'scarce' }));
    const listed = new Set(data.managedDevices.map(({ id }) => id));
    const named = new Set(data[rows].map(({ deviceId }) => deviceId));
    const deleted = [...named].filter((id) => !listed.has(id));
    expect(deleted).toHaveLength(3);
  },
);

test('no two rows of an application speak of the same deleted device', () => {
  const { installStatuses, managedDevices } = intuneOf(
    generateTenant({ size: 'scarce' }),
  );
  const listed = new Set(managedDevices.map(({ id }) => id));
  const keys = installStatuses
    .filter(({ deviceId }) => !listed.has(deviceId))
    .map(({ applicationId, deviceId }) => `${applicationId} ${deviceId}`);
  expect(new Set(keys).size).toBe(keys.length);
});

/** Devices that reports still name, although they are in no list any more. */
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune } from './intuneData';

interface Row {
  readonly deviceId: string;
}

/**
 * Each policy and application has a row of a deleted device of its own. This
 * lets them share a few, as in a small tenant.
 *
 * @returns the rows in their order
 */
export function shareDeletedDevices<R extends Row>(
  rows: readonly R[],
  devices: readonly IdentifiedIntune<ManagedDevice>[],
  most: number,
): R[] {
  const listed = new Set(devices.map(({ id }) => id));
  const deleted = [
    ...new Set(
      rows.map(({ deviceId }) => deviceId).filter((id) => !listed.has(id)),
    ),
  ];
  const shared = new Map(
    deleted.map((id, index) => [id, deleted[index % most]]),
  );
  return rows.map((row) => {
    const deviceId = shared.get(row.deviceId);
    return deviceId === undefined ? row : { ...row, deviceId };
  });
}

/** What later steps need to know of the devices: ids and types, never payloads. */
import { defineHandover } from '../../run/handover';
import type { DeviceType } from './deviceType';
import type { OsType } from './osType';

export interface ListedDevice {
  readonly type: DeviceType;
  /** What findings call it. */
  readonly name?: string;
  /** Until when a device that does not comply is still let in, in milliseconds since the Unix epoch. */
  readonly gracePeriodExpiresOn?: number;
  /** undefined where Intune leaves it in doubt. */
  readonly osType?: OsType;
  /** The owner's id; undefined for a device without one. */
  readonly ownerId?: string;
  /** Ids of those who logged on, each once; undefined when nobody did. */
  readonly loggedOnIds?: readonly string[];
  /** The last time of each of them, in the same order, in milliseconds since the Unix epoch. */
  readonly loggedOnTimes?: readonly (number | undefined)[];
}

/** By id, in the order in which they were emitted. */
export type ListedDevices = ReadonlyMap<string, ListedDevice>;

/** Where each device stands in its index. */
type DevicePositions = ReadonlyMap<string, number>;

const positionsOfIndexes = new WeakMap<ListedDevices, DevicePositions>();

/**
 * Made once for all tables of an index: several exports are read at the same
 * time, and one map stays in the processor's cache where four do not.
 */
export function devicePositions(devices: ListedDevices): DevicePositions {
  const made = positionsOfIndexes.get(devices);
  if (made) {
    return made;
  }
  const positions = new Map(
    Array.from(devices.keys(), (id, position) => [id, position]),
  );
  positionsOfIndexes.set(devices, positions);
  return positions;
}

/** Empty when the managed-devices step emitted none. */
export const listedDevices = defineHandover<ListedDevices>(
  'listedDevices',
  () => new Map(),
);

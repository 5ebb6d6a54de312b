/** On how many devices each detected application is: a device with two versions counts once. */
import type { StoredEntity } from '../collection';
import { createTopList, toDisplayName, type Tally } from './tally';

export interface ApplicationCount {
  readonly name: string;
  readonly devices: number;
}

interface Ranked {
  readonly key: string;
  readonly devices: number;
}

/**
 * Keeps a number per application and device, and names of the first `limit` only.
 *
 * @param installedTypes the types of the relationships from devices to applications
 */
export function tallyApplications(
  applicationType: string,
  installedTypes: ReadonlySet<string>,
  limit: number,
): Tally<readonly ApplicationCount[]> {
  const deviceNumbers = new Map<string, number>();
  const devicesOf = new Map<string, Set<number>>();
  const names = new Map<string, string>();
  let ranking: readonly Ranked[] | undefined;
  const ranked = () => (ranking ??= rank(devicesOf, limit));
  return {
    addRelationship: ({ _type, _fromEntityKey, _toEntityKey }) => {
      if (installedTypes.has(_type)) {
        const device = deviceNumbers.get(_fromEntityKey) ?? deviceNumbers.size;
        deviceNumbers.set(_fromEntityKey, device);
        const devices = devicesOf.get(_toEntityKey) ?? new Set();
        devicesOf.set(_toEntityKey, devices.add(device));
      }
    },
    addEntity: (entity: StoredEntity) => {
      if (
        entity._type === applicationType &&
        ranked().some(({ key }) => key === entity._key)
      ) {
        names.set(entity._key, toDisplayName(entity));
      }
    },
    result: () =>
      ranked().map(({ key, devices }) => ({
        name: names.get(key) ?? key,
        devices,
      })),
  };
}

function rank(
  devicesOf: ReadonlyMap<string, ReadonlySet<number>>,
  limit: number,
): Ranked[] {
  const top = createTopList<Ranked>(
    limit,
    (a, b) => b.devices - a.devices || a.key.localeCompare(b.key),
  );
  for (const [key, { size }] of devicesOf) {
    top.add({ key, devices: size });
  }
  return top.items();
}

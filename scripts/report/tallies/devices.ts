/** Platforms of devices, and how long ago each was seen. */
import { count, text } from '../../../src/model/values';
import type { StoredEntity } from '../collection';
import { daysBetween } from '../text';
import { createTopList, increment, toDisplayName, type Tally } from './tally';

export interface StaleDevice {
  readonly name: string;
  readonly platform: string;
  readonly owner: string | undefined;
  /** In ms since the Unix epoch. */
  readonly lastSeenOn: number;
  readonly days: number;
}

export interface AgeBucket {
  readonly title: string;
  readonly devices: number;
  /** Whether a device of that age has gone quiet. */
  readonly isStale: boolean;
}

export interface DeviceResult {
  readonly total: number;
  /** The most frequent first. */
  readonly platforms: readonly (readonly [name: string, devices: number])[];
  readonly ages: readonly AgeBucket[];
  /** Seen before `STALE_DAYS` or never. */
  readonly stale: number;
  /** Those that were not seen for the longest time, of all that were ever seen. */
  readonly stalest: readonly StaleDevice[];
  readonly encrypted: number;
  /** Devices that say whether they are encrypted. */
  readonly encryptionKnown: number;
}

/** Intune's own rule for devices that stopped checking in has a default of 30 days: https://learn.microsoft.com/intune/intune-service/protect/device-compliance-get-started */
export const STALE_DAYS = 30;

const UNKNOWN = 'Unknown';
const NEVER = 'Never';

const buckets = [
  { title: '1 day', days: 1 },
  { title: '2–7 days', days: 7 },
  { title: '8–30 days', days: STALE_DAYS },
  { title: '31–90 days', days: 90 },
  { title: '> 90 days', days: Infinity },
];

/** @param now what ages are counted from, in ms since the Unix epoch */
export function tallyDevices(
  types: ReadonlySet<string>,
  now: number,
  limit: number,
): Tally<DeviceResult> {
  const platforms = new Map<string, number>();
  const ages = new Map<string, number>();
  const encryption = new Map<unknown, number>();
  const stalest = createTopList<StaleDevice>(
    limit,
    (a, b) => a.lastSeenOn - b.lastSeenOn || a.name.localeCompare(b.name),
  );
  return {
    addEntity: (entity) => {
      if (types.has(entity._type)) {
        const device = toDevice(entity, now);
        increment(platforms, device.platform);
        increment(encryption, entity.encrypted);
        increment(ages, bucketOf(device.days));
        if (device.lastSeenOn !== undefined) {
          stalest.add({ ...device, lastSeenOn: device.lastSeenOn });
        }
      }
    },
    result: () => ({
      ...countAges(ages),
      platforms: [...platforms].sort(
        ([a, x], [b, y]) => y - x || a.localeCompare(b),
      ),
      stalest: stalest.items(),
      encrypted: encryption.get(true) ?? 0,
      encryptionKnown:
        (encryption.get(true) ?? 0) + (encryption.get(false) ?? 0),
    }),
  };
}

function toDevice(entity: StoredEntity, now: number) {
  const lastSeenOn = count(entity.lastSeenOn);
  return {
    name: toDisplayName(entity),
    platform: text(entity.osName) ?? UNKNOWN,
    owner: text(entity.userDisplayName) ?? text(entity.username),
    lastSeenOn,
    days: lastSeenOn === undefined ? NaN : daysBetween(lastSeenOn, now),
  };
}

function bucketOf(age: number): string {
  return buckets.find(({ days }) => age <= days)?.title ?? NEVER;
}

function countAges(ages: ReadonlyMap<string, number>) {
  const rows = [
    ...buckets.map(({ title, days }) => ({
      title,
      isStale: days > STALE_DAYS,
    })),
    { title: NEVER, isStale: true },
  ].map((bucket) => ({ ...bucket, devices: ages.get(bucket.title) ?? 0 }));
  const sum = (part: readonly AgeBucket[]) =>
    part.reduce((total, { devices }) => total + devices, 0);
  return {
    ages: rows,
    total: sum(rows),
    stale: sum(rows.filter(({ isStale }) => isStale)),
  };
}

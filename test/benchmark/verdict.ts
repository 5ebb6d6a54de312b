/** The bounds that a run must keep. */
import { countObjects, floorMs, type Measurement } from './measurement';
import { scenarios } from './scenarios';

export interface Bound {
  readonly scenario: string;
  readonly name: string;
  readonly value: number;
  readonly most: number;
}

const MEBIBYTE = 1_024 * 1_024;

/** From so long a floor of quotas on, what is wasted of it is a share, and not a matter of seconds. */
export const LONG_QUOTA_WAITING_MS = 30_000;

export const limits = {
  wallToFloor: 1.3,
  secondsAboveFloor: 4,
  earlyRetries: 0,
  throttledShare: 0.01,
  bundledShare: 1 / 15,
  cpuToStore: 1.5,
  rssAboveStoreMiB: 200,
  /** Time per object, large against medium. */
  growth: 1.2,
};

export const isMet = ({ value, most }: Bound): boolean => value <= most;

/** All bounds on the runs, met or not. */
export function judge(measurements: readonly Measurement[]): Bound[] {
  return [...measurements.flatMap(judgeOne), ...judgeGrowth(measurements)];
}

function judgeOne(m: Measurement): Bound[] {
  const { scenario, requests, collect, store } = m;
  const bound = (name: string, value: number, most: number): Bound => ({
    scenario,
    name,
    value,
    most,
  });
  const rssAbove = (collect.peakRssBytes - store.peakRssBytes) / MEBIBYTE;
  const everySize = [
    bound('early retries', m.throttling.earlyRetries, limits.earlyRetries),
    bound('429 / requests', throttledShare(m), limits.throttledShare),
    bound('peak RSS above the SDK, MiB', rssAbove, limits.rssAboveStoreMiB),
  ];
  const toFloor = bound('wall / floor', wallToFloor(m), limits.wallToFloor);
  const waitsForQuotas = m.floors.quotaMs >= LONG_QUOTA_WAITING_MS;
  const aboveFloor = bound(
    'wall above the floor, s',
    (collect.wallMs - floorMs(m.floors)) / 1_000,
    limits.secondsAboveFloor,
  );
  if (!scenarios[scenario].hasAllBounds) {
    return [waitsForQuotas ? toFloor : aboveFloor, ...everySize];
  }
  const { bundled, bundledOneAtATime } = requests;
  return [
    toFloor,
    ...(waitsForQuotas ? [] : [aboveFloor]),
    ...everySize,
    bound(
      'batched and exported / one at a time',
      bundled / bundledOneAtATime,
      limits.bundledShare,
    ),
    bound('CPU / SDK', cpuToStore(m), limits.cpuToStore),
  ];
}

function judgeGrowth(measurements: readonly Measurement[]): Bound[] {
  const find = (name: string) =>
    measurements.find(({ scenario }) => scenario === name);
  const medium = find('medium');
  const large = find('large');
  if (!medium || !large) {
    return [];
  }
  return [
    {
      scenario: 'large',
      name: 'time per object / medium',
      value: msPerObject(large) / msPerObject(medium),
      most: limits.growth,
    },
  ];
}

export function wallToFloor({ collect, floors }: Measurement): number {
  return collect.wallMs / floorMs(floors);
}

export function cpuToStore({ collect, store }: Measurement): number {
  return collect.cpuMs / store.cpuMs;
}

/** Of all requests, those inside batches counted one by one. */
export function throttledShare({ requests }: Measurement): number {
  return requests.throttled / requests.inner;
}

function msPerObject({ collect, objects }: Measurement): number {
  return collect.wallMs / countObjects(objects);
}

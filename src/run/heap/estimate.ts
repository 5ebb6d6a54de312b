/**
 * What heap a run will need, by the few counts that Graph gives before the run
 * begins. How many applications and states each device has is known only when
 * they are read, so a busy tenant is assumed: the estimate is meant to be high.
 */
import type { IngestionSourceId } from '../ingestionSources';
import { MEGABYTE } from './megabytes';

/** Zero where Graph does not say, and where nothing is collected. */
export interface TenantCounts {
  readonly users: number;
  readonly groups: number;
  readonly devices: number;
}

/** Objects of a user: the entity, and the relationship with the account. */
const A_USER = 2;

/** What a source adds for each group or device. */
const objectsOfEach: Readonly<
  Record<
    IngestionSourceId,
    { readonly of: 'groups' | 'devices'; readonly count: number }
  >
> = {
  // The entity, the relationship with the account, and 20 members.
  groups: { of: 'groups', count: 22 },
  // The device, its host agent, the relationship of both, owner and logged-on user.
  devices: { of: 'devices', count: 5 },
  compliance_policies: { of: 'devices', count: 15 },
  device_configurations: { of: 'devices', count: 60 },
  // 75 that were detected, and 15 managed ones.
  applications: { of: 'devices', count: 90 },
};

/** Lives before the first object, in bytes: code, configuration, connections. */
const BASE = 100 * MEGABYTE;
/** Lives for each object, in bytes; most of it is the SDK's map of keys. Measured by `npm run benchmark:huge`. */
const AN_OBJECT = 165;
/** The share of a heap that may live without V8 collecting garbage all the time. */
const COMFORTABLE = 0.8;
/** Heaps are recommended in multiples of this many megabytes. */
const STEP_MB = 256;

/** What one run collects: users, and these sources. */
export interface Share {
  readonly sources: readonly IngestionSourceId[];
  readonly objects: number;
  readonly heapMb: number;
}

/** Sources that have nothing to collect are left out; the one with most objects comes first. */
export function shareOf(
  counts: TenantCounts,
  sources: readonly IngestionSourceId[],
): Share {
  const objectsOf = (id: IngestionSourceId) =>
    counts[objectsOfEach[id].of] * objectsOfEach[id].count;
  const sorted = sources
    .filter((id) => objectsOf(id) > 0)
    .sort((one, other) => objectsOf(other) - objectsOf(one));
  const objects = sorted.reduce(
    (sum, id) => sum + objectsOf(id),
    counts.users * A_USER,
  );
  const heapMb = aliveOf(objects) / COMFORTABLE / MEGABYTE;
  return {
    sources: sorted,
    objects,
    heapMb: Math.ceil(heapMb / STEP_MB) * STEP_MB,
  };
}

/** @param limit of the heap, in bytes */
export function fits({ objects }: Share, limit: number): boolean {
  return aliveOf(objects) <= limit * COMFORTABLE;
}

function aliveOf(objects: number): number {
  return BASE + objects * AN_OBJECT;
}

/**
 * Divides sources so that each share fits, as far as one source alone does. The
 * devices are in each: without them, the sources that build on them give nothing.
 */
export function divide(
  counts: TenantCounts,
  sources: readonly IngestionSourceId[],
  limit: number,
): Share[] {
  const common = sources.filter((id) => id === 'devices');
  const others = shareOf(counts, sources).sources.filter(
    (id) => id !== 'devices',
  );
  const shares: Share[] = [];
  for (const id of others) {
    const joined = shares.map((share) =>
      shareOf(counts, [...share.sources, id]),
    );
    const place = joined.findIndex((share) => fits(share, limit));
    if (place < 0) {
      shares.push(shareOf(counts, [...common, id]));
    } else {
      shares[place] = joined[place];
    }
  }
  return shares;
}

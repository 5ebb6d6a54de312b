/** What throttling has counted, and how little time that much could have taken. */
import type { BucketName } from './quotas';

export interface BucketReport {
  readonly name: BucketName;
  readonly limit: number;
  readonly windowMs: number;
  /** Units that were used: resource units of the directory, requests otherwise. */
  readonly charged: number;
  /** Calls. */
  readonly refused: number;
  /** Of the limit, what another client takes. */
  readonly otherShare?: number;
}

/** A call that came although a `Retry-After` had asked for more patience. */
export interface EarlyRetry {
  readonly bucket: BucketName;
  /** With the version, without the query. */
  readonly path: string;
  readonly earlyMs: number;
}

/** Live: each look shows the state of the moment. */
export interface ThrottlingReport {
  readonly buckets: readonly BucketReport[];
  readonly early: readonly EarlyRetry[];
}

export interface QuotaFloor {
  /** Milliseconds, by the name of the bucket. */
  readonly buckets: Readonly<Record<string, number>>;
  /** Of all of them, in milliseconds: they are used at the same time. */
  readonly largest: number;
}

/**
 * The least time in which so much can be charged: a full bucket at once, the rest as it refills, less what another client
 * takes of that. A call that costs more than a full bucket needs no more than that, so one call always passes at once.
 */
export function quotaFloorMs({
  buckets,
}: Pick<ThrottlingReport, 'buckets'>): QuotaFloor {
  const floors = buckets.map(
    ({ name, charged, limit, windowMs, otherShare = 0 }) => {
      const later = Math.max(0, charged - Math.max(1, limit));
      const perWindow = limit * (1 - otherShare);
      return [name, (later / perWindow) * windowMs] as const;
    },
  );
  return {
    buckets: Object.fromEntries(floors),
    largest: Math.max(0, ...floors.map(([, floor]) => floor)),
  };
}

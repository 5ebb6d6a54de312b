/** The policy that charges every call, batched or not, to its quotas and refuses what exceeds them. */
import { GraphError } from '../graph/errors';
import { priceOfForbidden } from '../graph/headers';
import type { ServiceBehaviour } from '../graph/behaviour';
import type { GraphAnswer, GraphCall, GraphPolicy } from '../graph/route';
import { createBucket, type Bucket } from './bucket';
import { chargesOf } from './charges';
import {
  grantedQuotas,
  quotasOf,
  tenantClass,
  type BucketName,
  type QuotaOptions,
} from './quotas';
import { kindsFor, type RefusalKind } from './refusals';
import type { EarlyRetry, ThrottlingReport } from './report';

export interface ThrottlingOptions extends QuotaOptions {
  /** How refusals look, taken in turn, in each bucket for itself; `broker` only where Intune does so. Default: all kinds. */
  readonly refusals?: readonly RefusalKind[];
  /** Default: the clock of the system. */
  readonly clock?: { now(): number };
}

export interface Throttling {
  readonly policy: GraphPolicy;
  readonly report: ThrottlingReport;
}

const allKinds: readonly RefusalKind[] = [
  'integer',
  'decimal',
  'missing',
  'broker',
];

/** A busy client has read a refusal by then. */
const readingMs = 250;

/** What of the tenant and the service the quotas depend on. */
export interface Throttled {
  readonly userCount: number;
  /** For which calls are held back before they are answered. */
  readonly latencyMs: number;
  readonly signInLimit?: ServiceBehaviour['signInLimit'];
}

export function createThrottling(
  throttled: Throttled,
  options: ThrottlingOptions,
): Throttling {
  const clock = options.clock ?? Date;
  const buckets = createBuckets(throttled, options, clock.now());
  const early: EarlyRetry[] = [];
  return {
    policy: async (call, next) => {
      const now = clock.now();
      const charges = readCharges(call, buckets);
      early.push(...charges.flatMap((charge) => earlyRetry(call, charge, now)));
      const over = charges.find(({ bucket, price }) => !bucket.has(price, now));
      if (over) throw over.bucket.refuse(call, over.price, now);
      for (const { bucket, price } of charges) bucket.charge(price, now);
      return settle(charges, () => next(call));
    },
    report: {
      get buckets() {
        return [...buckets.values()].map((bucket) => bucket.report());
      },
      early,
    },
  };
}

function createBuckets(
  { userCount, latencyMs, signInLimit }: Throttled,
  options: ThrottlingOptions,
  startedAt: number,
): ReadonlyMap<BucketName, Bucket> {
  const { refusals = allKinds } = options;
  const quotas = grantedQuotas(quotasOf(userCount, signInLimit), options);
  return new Map(
    quotas.map((quota) => [
      quota.name,
      createBucket({
        quota,
        kinds: kindsFor(quota.name, refusals),
        size: tenantClass(userCount),
        underWayMs: latencyMs + readingMs,
        startedAt,
      }),
    ]),
  );
}

interface BucketCharge {
  readonly name: BucketName;
  readonly bucket: Bucket;
  readonly price: number;
}

function readCharges(
  call: GraphCall,
  buckets: ReadonlyMap<BucketName, Bucket>,
): readonly BucketCharge[] {
  const prices = chargesOf(call);
  return [...buckets].flatMap(([name, bucket]) => {
    const price = prices[name];
    return price === undefined ? [] : [{ name, bucket, price }];
  });
}

function earlyRetry(
  call: GraphCall,
  { name, bucket }: BucketCharge,
  now: number,
): EarlyRetry[] {
  const earlyMs = bucket.earliness(call, now);
  const path = `/${call.version}${call.path}`;
  return earlyMs > 0 ? [{ bucket: name, path, earlyMs }] : [];
}

/**
 * What the directory refuses as wrong costs no resource units, and what it forbids costs one; that was measured, not
 * documented. Quotas of requests count every request.
 */
async function settle(
  charges: readonly BucketCharge[],
  answer: () => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  const refundRefused = (status: number) => {
    const directory = charges.find(({ name }) => name === 'directory');
    if (directory === undefined || status < 400 || status >= 500) return;
    const kept = status === 403 ? priceOfForbidden : 0;
    directory.bucket.refund(directory.price - kept);
  };
  try {
    const given = await answer();
    refundRefused(given.status);
    return given;
  } catch (error) {
    if (error instanceof GraphError) refundRefused(error.status);
    throw error;
  }
}

/** One quota at work: it counts, refuses in its service's words and notices who comes back too early. */
import type { GraphError } from '../graph/errors';
import type { GraphCall } from '../graph/route';
import type { Quota, TenantClass } from './quotas';
import { createRefusal, type RefusalKind } from './refusals';
import { createRefusedCalls } from './refusedCalls';
import type { BucketReport } from './report';
import { createTokenBucket } from './tokenBucket';

export interface Bucket {
  has(price: number, now: number): boolean;
  charge(price: number, now: number): void;
  refund(price: number): void;
  /** The error to answer with. */
  refuse(call: GraphCall, price: number, now: number): GraphError;
  /** Milliseconds; 0 when the call is not too early. */
  earliness(call: GraphCall, now: number): number;
  report(): BucketReport;
}

export interface BucketOptions {
  readonly quota: Quota;
  /** Taken in turn. */
  readonly kinds: readonly RefusalKind[];
  readonly size: TenantClass;
  /** A call that comes so soon after a refusal was sent before the caller could know of it. */
  readonly underWayMs: number;
  readonly startedAt: number;
}

export function createBucket(options: BucketOptions): Bucket {
  const { quota, kinds, size } = options;
  const tokens = createTokenBucket(quota, options.startedAt);
  const refusedCalls = createRefusedCalls(options.underWayMs);
  let charged = 0;
  let refused = 0;
  // What costs more than a full bucket needs no more than that, and leaves a debt.
  const needed = (price: number) => Math.min(price, quota.limit);
  return {
    has: (price, now) => tokens.waitFor(needed(price), now) === 0,
    charge: (price, now) => {
      tokens.take(price, now);
      charged += price;
    },
    refund: (price) => {
      tokens.giveBack(price);
      charged -= price;
    },
    refuse: (call, price, now) => {
      const kind = kinds[refused % kinds.length];
      refused += 1;
      // Those refused before come first; otherwise all would come back at once, most of them in vain.
      const wait = tokens.waitFor(needed(price) + refusedCalls.owed(now), now);
      const refusal = createRefusal(kind, quota.name, wait, call, size);
      refusedCalls.add({
        key: keyOf(call),
        price,
        at: now,
        until: now + (refusal.promisedMs ?? wait),
        isPromised: refusal.promisedMs !== undefined,
      });
      return refusal.error;
    },
    earliness: (call, now) => refusedCalls.earliness(keyOf(call), now),
    report: () => ({ ...quota, charged, refused }),
  };
}

function keyOf({ version, method, path, query, body }: GraphCall): string {
  return JSON.stringify([version, method, path, query.toString(), body]);
}

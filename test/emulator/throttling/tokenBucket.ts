/**
 * A token bucket: it holds the limit when full and refills all the time, a whole limit in each window. So a burst of the
 * limit passes at once, and after it only what comes faster than limit / window is refused: "Only the requests exceeding
 * the limits will be throttled". https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits
 *
 * Another client takes its share in equal parts, whatever is left for us. The service does not know what the other one
 * will take, so a wait that it names may be too short.
 */
import type { Quota } from './quotas';

export interface TokenBucket {
  /** Milliseconds until it will hold so much; 0 when it does. Takes nothing. */
  waitFor(units: number, now: number): number;
  /** May leave a debt, when a price is above the limit. */
  take(units: number, now: number): void;
  giveBack(units: number): void;
}

/** How often another client comes in each window. */
const otherSteps = 40;

/** Sums of fractions miss a whole number by less than this. */
const rounding = 1e-6;

export function createTokenBucket(
  { limit, windowMs, otherShare = 0 }: Quota,
  now: number,
): TokenBucket {
  const unitsPerMs = limit / windowMs;
  const otherStepMs = windowMs / otherSteps;
  let held = limit;
  let refilledAt = now;
  let otherComesAt = now;
  const fill = (at: number) => {
    held = Math.min(limit, held + Math.max(0, at - refilledAt) * unitsPerMs);
    refilledAt = Math.max(refilledAt, at);
  };
  const refill = (at: number) => {
    for (; otherShare > 0 && otherComesAt <= at; otherComesAt += otherStepMs) {
      fill(otherComesAt);
      held -= (limit * otherShare) / otherSteps;
    }
    fill(at);
  };
  return {
    waitFor: (units, at) => {
      refill(at);
      const missing = units - held;
      return missing > rounding
        ? Math.ceil((missing - rounding) / unitsPerMs)
        : 0;
    },
    take: (units, at) => {
      refill(at);
      held -= units;
    },
    giveBack: (units) => {
      held = Math.min(limit, held + units);
    },
  };
}

/** A server whose clock is wrong: its Date header, and dates in Retry-After, which count from it. */
import { tooManyRequests } from './answers';
import type { Fault } from './rule';

const waitMs = 2_000;

/** @param skewMs how far the server's clock is ahead */
export function throttledBySkewedClock(skewMs: number): Fault {
  return {
    name: `429 by a clock that is ${skewMs > 0 ? 'ahead' : 'behind'}`,
    apply: async (answer, request) => {
      const now = Date.now() + skewMs;
      const until = new Date(now + waitMs).toUTCString();
      const refusal = await tooManyRequests(until).apply(answer, request);
      const headers = { ...refusal.headers, Date: new Date(now).toUTCString() };
      return { ...refusal, headers };
    },
  };
}

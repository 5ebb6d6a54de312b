/** The refused calls of one bucket whose time has not come yet: what they will need, and who comes too early. */

export interface RefusedCall {
  /** Tells a call from others: method, URL and body. */
  readonly key: string;
  readonly price: number;
  readonly at: number;
  /** When there will be room for the call. */
  readonly until: number;
  /** Whether the refusal said so. */
  readonly isPromised: boolean;
}

export interface RefusedCalls {
  add(call: RefusedCall): void;
  /** Units that those who were refused will come back for. */
  owed(now: number): number;
  /** How many milliseconds too early a call is; 0 when it is not. */
  earliness(key: string, now: number): number;
}

/**
 * @param underWayMs a call that comes so soon after a refusal was sent before the caller could know of it; a repetition
 * of the refused call never was
 */
export function createRefusedCalls(underWayMs: number): RefusedCalls {
  let calls: RefusedCall[] = [];
  const waiting = (now: number) => {
    // Nearly always there are none.
    if (calls.length > 0) calls = calls.filter(({ until }) => until > now);
    return calls;
  };
  return {
    add: (call) => calls.push(call),
    owed: (now) => waiting(now).reduce((sum, { price }) => sum + price, 0),
    earliness: (key, now) => {
      const undercut = waiting(now).filter(
        (call) =>
          call.isPromised && (call.key === key || now - call.at > underWayMs),
      );
      return Math.max(0, ...undercut.map(({ until }) => until - now));
    },
  };
}

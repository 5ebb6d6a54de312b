/**
 * Each attempt waits for its workload's quota, and for the end of a pause. While
 * it waits it holds no connection.
 */
import type { GraphCall } from './call';
import type { Pacer } from '../pacing/pacer';
import type { Charge } from '../request';
import { headsOf, quotaUse, type HeaderLookup } from './headers';
import { Policy, type Next } from './policy';

/** The workload whose answers say what they cost. */
const RESOURCE_UNITS = 'directory';
/** From so much on, Graph warns that the quota is used up. */
const NEARLY_ALL = 0.8;
/** Statuses in a batch of what was throttled, and of what failed because a sibling was. */
const UNCHARGED: ReadonlySet<number> = new Set([429, 424]);

export class PacePolicy extends Policy {
  readonly #pacer: Pacer;

  constructor(pacer: Pacer) {
    super();
    this.#pacer = pacer;
  }

  protected override apply(call: GraphCall, next: Next): Promise<void> {
    const { alsoCharges } = call;
    const charged = alsoCharges
      ? () => this.#run(alsoCharges, next, call)
      : next;
    return this.#run(call, charged, call);
  }

  #run({ workload, cost }: Charge, next: Next, call: GraphCall) {
    const pacer = this.#pacer.workload(workload);
    const send = async (answered: () => void) => {
      const { headArrived } = call;
      call.headArrived = () => {
        headArrived();
        answered();
      };
      await next();
      const headers = workload === RESOURCE_UNITS ? chargedHeaders(call) : [];
      if (headers.length === 0) {
        return undefined;
      }
      const { units, usedShare = 0 } = quotaUse(headers);
      if (usedShare >= NEARLY_ALL) {
        pacer.nearlyUsedUp();
      }
      return units;
    };
    return pacer.run(cost, send, call.signal, call.lane);
  }
}

/** What was not carried out in a batch costs nothing: that says nothing of what it would have cost. */
function chargedHeaders(call: GraphCall): HeaderLookup[] {
  const isInBatch = call.batchSize > 0;
  return headsOf(call).map(({ status, header }) =>
    isInBatch && UNCHARGED.has(status) ? () => undefined : header,
  );
}

/**
 * Stands behind authentication and waits again before the call is sent: a pause
 * may have begun during the login.
 */
export class PauseAfterLoginPolicy extends Policy {
  readonly #pacer: Pacer;

  constructor(pacer: Pacer) {
    super();
    this.#pacer = pacer;
  }

  protected override async apply(call: GraphCall, next: Next): Promise<void> {
    const pacer = this.#pacer.workload(call.workload);
    call.sentAt = await pacer.untilPauseEnds(call.signal);
    await next();
  }
}

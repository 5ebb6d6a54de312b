/**
 * Each attempt waits for its workload's quota, and for the end of a pause. While
 * it waits it holds no connection.
 */
import type { GraphCall } from './call';
import type { Pacer } from '../pacing/pacer';
import type { Charge } from '../request';
import { Policy, type Next } from './policy';

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
    const send = (answered: () => void) => {
      const { headArrived } = call;
      call.headArrived = () => {
        headArrived();
        answered();
      };
      return next();
    };
    return this.#pacer
      .workload(workload)
      .run(cost, send, call.signal, call.lane);
  }
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

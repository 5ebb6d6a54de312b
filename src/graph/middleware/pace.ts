/** Each attempt waits for its workload's quota; while it waits it holds no connection. */
import type { GraphCall } from '../call';
import type { Pacer } from '../pacing/pacer';
import { Policy, type Next } from './policy';

export class PacePolicy extends Policy {
  readonly #pacer: Pacer;

  constructor(pacer: Pacer) {
    super();
    this.#pacer = pacer;
  }

  protected override apply(call: GraphCall, next: Next): Promise<void> {
    const pacer = this.#pacer.workload(call.workload);
    return pacer.run(call.cost, next, call.signal);
  }
}

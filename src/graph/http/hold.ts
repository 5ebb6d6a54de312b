/** A login takes its time after the admission: a pause that began meanwhile holds for the call, too. */
import type { GraphCall } from './call';
import type { Pacer } from '../pacing/pacer';
import { Policy, type Next } from './policy';

export class HoldPolicy extends Policy {
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

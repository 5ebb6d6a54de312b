/** The pacers of all workloads: one set a client, shared by everything that it sends. */
import type { Clock } from '../clock';
import { WorkloadPacer } from './workloadPacer';
import { directoryLimit, workloads, type WorkloadName } from './workloads';

export class Pacer {
  readonly #pacers: Record<WorkloadName, WorkloadPacer>;

  constructor(clock: Clock) {
    this.#pacers = {
      directory: new WorkloadPacer(workloads.directory, clock),
      signInActivity: new WorkloadPacer(workloads.signInActivity, clock),
      intuneConfiguration: new WorkloadPacer(
        workloads.intuneConfiguration,
        clock,
      ),
    };
  }

  workload(name: WorkloadName): WorkloadPacer {
    return this.#pacers[name];
  }

  /** At least so many users exist: the directory's quota grows with the tenant. */
  usersSeen(count: number): void {
    this.#pacers.directory.raiseLimit(directoryLimit(count));
  }
}

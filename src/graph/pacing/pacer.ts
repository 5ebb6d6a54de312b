/** The pacers of all workloads: one set a client, shared by everything that it sends. */
import type { Clock } from '../clock';
import { WorkloadPacer } from './workloadPacer';
import { directoryLimit, workloads, type WorkloadName } from './workloads';

export class Pacer {
  readonly #clock: Clock;
  readonly #pacers = new Map<WorkloadName, WorkloadPacer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  workload(name: WorkloadName): WorkloadPacer {
    const pacer =
      this.#pacers.get(name) ?? new WorkloadPacer(workloads[name], this.#clock);
    this.#pacers.set(name, pacer);
    return pacer;
  }

  /** At least so many users exist: the directory's quota grows with the tenant. */
  usersSeen(count: number): void {
    this.workload('directory').raiseLimit(directoryLimit(count));
  }
}

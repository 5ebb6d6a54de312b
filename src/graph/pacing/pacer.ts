/** The pacers of all workloads. A client has one set, which everything that it sends shares. */
import type { Clock } from '../basics/clock';
import type { CallStatistics } from './statistics';
import { WorkloadPacer } from './workloadPacer';
import { directoryLimit, workloads, type WorkloadName } from './workloads';

/** Of a documented limit. */
const LITTLE = 0.2;

export class Pacer {
  readonly #clock: Clock;
  readonly #statistics: CallStatistics;
  readonly #pacers = new Map<WorkloadName, WorkloadPacer>();

  constructor(clock: Clock, statistics: CallStatistics) {
    this.#clock = clock;
    this.#statistics = statistics;
  }

  workload(name: WorkloadName): WorkloadPacer {
    const pacer = this.#pacers.get(name) ?? this.#create(name);
    this.#pacers.set(name, pacer);
    return pacer;
  }

  /** To be told that at least so many users exist: the directory's quota grows with them. */
  usersSeen(count: number): void {
    this.workload('directory').raiseLimit(directoryLimit(count));
  }

  #create(name: WorkloadName): WorkloadPacer {
    return new WorkloadPacer(
      workloads[name],
      this.#clock,
      this.#statistics.of(name),
      this.#expectedShare(),
    );
  }

  /** A tenant that grants little of one quota probably grants little of the others. */
  #expectedShare(): number | undefined {
    const known = [...this.#pacers.values()]
      .map(({ grantedShare }) => grantedShare ?? 1)
      .filter((share) => share < LITTLE);
    return known.length > 0 ? Math.max(...known) : undefined;
  }
}

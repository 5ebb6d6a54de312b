/** The pacers of all workloads. A client has one set, which everything that it sends shares. */
import type { Clock } from '../basics/clock';
import type { CallStatistics } from './statistics';
import { WorkloadPacer } from './workloadPacer';
import { directoryLimit, workloads, type WorkloadName } from './workloads';

export interface Grant {
  /** Of the documented limit; 1 while nothing speaks against it. */
  readonly share: number;
  readonly unitsPerSecond: number;
}

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

  /** What a workload is expected to grant: by its own answers, or by those of the others, or as documented. */
  expectedGrant(name: WorkloadName): Grant {
    const pacer = this.#pacers.get(name);
    const share = pacer?.expectedShare ?? this.#shareOfOthers() ?? 1;
    const { limit, windowMs } = workloads[name];
    return { share, unitsPerSecond: (share * limit * 1_000) / windowMs };
  }

  #create(name: WorkloadName): WorkloadPacer {
    return new WorkloadPacer(
      workloads[name],
      this.#clock,
      this.#statistics.of(name),
      this.#shareOfOthers(),
    );
  }

  /** A tenant that grants little of one quota probably grants little of the others. */
  #shareOfOthers(): number | undefined {
    const known = [...this.#pacers.values()]
      .map(({ expectedShare }) => expectedShare ?? 1)
      .filter((share) => share < LITTLE);
    return known.length > 0 ? Math.max(...known) : undefined;
  }
}

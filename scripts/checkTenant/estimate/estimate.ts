/** How long a run of this tenant will take, and what it needs, from counts. docs/check-tenant.md says how good it is. */
import {
  directoryLimit,
  workloads,
  type WorkloadName,
} from '../../../src/graph/pacing/workloads';
import { shareOf } from '../../../src/run/heap/estimate';
import {
  countRequests,
  USERS_A_PAGE,
  type Circumstances,
  type CountedTenant,
} from './requestCounts';

/** What a workload is asked. */
export interface WorkloadEstimate {
  /** HTTP calls; a batch is one. */
  readonly requests: number;
  /** In the workload's own units. */
  readonly units: number;
  /** The least time that its quota allows for them. */
  readonly seconds: number;
}

export interface Estimate {
  /** HTTP calls of all workloads. */
  readonly requests: number;
  readonly workloads: Readonly<Partial<Record<WorkloadName, WorkloadEstimate>>>;
  readonly seconds: number;
  /** What the seconds are spent on: a workload, or what else takes longest. */
  readonly bottleneck:
    WorkloadName | 'exportFiles' | 'pagesOfUsers' | 'storing';
  /** At most, in a busy tenant. */
  readonly objects: number;
  readonly heapMb: number;
  readonly diskMb: number;
}

/** How long Intune takes to make a file; https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis */
const SECONDS_OF_AN_EXPORT = 60;
const SECONDS_OF_A_PAGE_OF_USERS = 1;
/** The SDK's storing, measured: docs/performance.md, "Results". */
const SECONDS_OF_A_MILLION_OBJECTS = 20;
/** Measured: docs/performance.md, "Huge tenants". */
const DISK_MB_OF_A_MILLION_OBJECTS = 480;

export function estimateRun(
  counts: CountedTenant,
  circumstances: Circumstances,
): Estimate {
  const asked = countRequests(counts, circumstances);
  const estimates = [...asked].map(
    ([name, { requests, units }]): [WorkloadName, WorkloadEstimate] => [
      name,
      { requests, units, seconds: secondsOf(name, units, counts.users) },
    ],
  );
  const { objects, heapMb } = shareOf(counts, circumstances.sources);
  const exportsUsed = asked.has('exportJobs') ? SECONDS_OF_AN_EXPORT : 0;
  const usersPages = Math.ceil(counts.users / USERS_A_PAGE);
  const times: [Estimate['bottleneck'], number][] = [
    ...estimates.map(([name, { seconds }]): [WorkloadName, number] => [
      name,
      seconds,
    ]),
    ['exportFiles', exportsUsed],
    ['pagesOfUsers', usersPages * SECONDS_OF_A_PAGE_OF_USERS],
    ['storing', (objects / 1e6) * SECONDS_OF_A_MILLION_OBJECTS],
  ];
  const [bottleneck, seconds] = times.reduce((longest, each) =>
    each[1] > longest[1] ? each : longest,
  );
  return {
    requests: estimates.reduce((sum, [, { requests }]) => sum + requests, 0),
    workloads: Object.fromEntries(estimates),
    seconds: Math.ceil(seconds),
    bottleneck,
    objects,
    heapMb,
    diskMb: Math.ceil((objects / 1e6) * DISK_MB_OF_A_MILLION_OBJECTS),
  };
}

/** Windows that have to end before the last unit may be used. */
function secondsOf(name: WorkloadName, units: number, users: number): number {
  const { limit: documented, windowMs } = workloads[name];
  const limit = name === 'directory' ? directoryLimit(users) : documented;
  const windows = Math.max(0, Math.ceil(units / limit) - 1);
  return (windows * windowMs) / 1_000;
}

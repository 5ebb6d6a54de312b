/** What is simulated: every way of counting with every share that is granted, and what may happen besides. */
import { workloads, type Quota } from '../../src/graph/pacing/workloads';
import {
  countings,
  retryAfters,
  type Counting,
  type RetryAfter,
} from './service';
import { simulate, type Load, type Outcome } from './simulation';

/** As many requests as take several windows of the documented limit. */
export const loads = {
  directory: {
    quota: { ...workloads.directory, limit: 8_000 },
    requests: 15_000,
    cost: 2,
    perCall: 20,
  },
  intuneDevices: {
    quota: workloads.intuneDevices,
    requests: 4_000,
    cost: 1,
    perCall: 20,
  },
  reports: { quota: workloads.reports, requests: 400, cost: 1, perCall: 1 },
  exportJobs: {
    quota: workloads.exportJobs,
    requests: 60,
    cost: 1,
    perCall: 1,
  },
} satisfies Record<string, Load>;
export type LoadName = keyof typeof loads;

/** Of the documented limit. */
const shares = [0.01, 0.02, 0.05, 0.2, 0.5, 0.9, 1] as const;

export interface Cell {
  readonly load: LoadName;
  readonly counting: Counting;
  /** Of the documented limit, from the beginning. */
  readonly share: number;
  /** What is granted later. */
  readonly laterShare?: number;
  /** After so many windows. */
  readonly changesAfter?: number;
  readonly retryAfter: RetryAfter;
  /** Of what is granted, that another client takes. */
  readonly otherShare: number;
}

export interface CellResult extends Outcome {
  readonly cell: Cell;
}

const plain = { retryAfter: 'seconds', otherShare: 0 } as const;
export const loadNames = Object.keys(loads) as LoadName[];

function everyLoadAndCounting(more: Omit<Cell, 'load' | 'counting'>): Cell[] {
  return loadNames.flatMap((load) =>
    countings.map((counting) => ({ load, counting, ...more })),
  );
}

export interface Group {
  readonly title: string;
  readonly cells: readonly Cell[];
}

export const groups: readonly Group[] = [
  ...shares.map((share) => ({
    title: `${share * 100} % granted`,
    cells: everyLoadAndCounting({ ...plain, share }),
  })),
  {
    title: '100 %, then 20 %',
    cells: everyLoadAndCounting({
      ...plain,
      share: 1,
      laterShare: 0.2,
      changesAfter: 0.5,
    }),
  },
  {
    title: '20 %, then 100 %',
    cells: everyLoadAndCounting({
      ...plain,
      share: 0.2,
      laterShare: 1,
      changesAfter: 2.5,
    }),
  },
  {
    title: '5 %, then 50 %',
    cells: everyLoadAndCounting({
      ...plain,
      share: 0.05,
      laterShare: 0.5,
      changesAfter: 2.5,
    }),
  },
  {
    title: '20 %, then 5 %',
    cells: everyLoadAndCounting({
      ...plain,
      share: 0.2,
      laterShare: 0.05,
      changesAfter: 2.5,
    }),
  },
  ...[0.2, 1].map((share) => ({
    title: `${share * 100} %, half of it taken by another client`,
    cells: everyLoadAndCounting({ ...plain, share, otherShare: 0.5 }),
  })),
  ...retryAfters
    .filter((retryAfter) => retryAfter !== 'seconds')
    .map((retryAfter) => ({
      title: `20 %, Retry-After: ${retryAfter}`,
      cells: everyLoadAndCounting({ ...plain, share: 0.2, retryAfter }),
    })),
];

export async function run(cell: Cell): Promise<CellResult> {
  const load: Load = loads[cell.load];
  const { counting, retryAfter, otherShare } = cell;
  const first = granted(load.quota, cell.share);
  const later = granted(load.quota, cell.laterShare ?? cell.share);
  const changesAt = (cell.changesAfter ?? 0) * load.quota.windowMs;
  const outcome = await simulate(load, {
    counting,
    windowMs: load.quota.windowMs,
    limitAt: (now) => (now < changesAt ? first : later),
    retryAfter,
    otherShare,
  });
  return { cell, ...outcome };
}

/** One request a window is granted always. */
function granted({ limit }: Quota, share: number): number {
  return Math.max(1, limit * share);
}

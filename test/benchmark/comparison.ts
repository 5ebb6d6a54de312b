/** How two integrations compare that were run alternately. */
import { count, ratio, seconds, table } from './markdown';

export interface ComparedRun {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly http: number;
  readonly inner: number;
  readonly objects: number;
  /** Their objects are missing, and so is their time. */
  readonly failedSteps: readonly string[];
}

/** One run of each, one after the other. */
export interface Pair {
  readonly ours: ComparedRun;
  readonly theirs: ComparedRun;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    min: sorted[0],
    max: sorted[sorted.length - 1],
  };
}

const rows: readonly (readonly [
  title: string,
  valueOf: (run: ComparedRun) => number,
  render: (value: number) => string,
])[] = [
  ['Wall time', ({ wallMs }) => wallMs, seconds],
  ['CPU', ({ cpuMs }) => cpuMs, seconds],
  ['HTTP requests', ({ http }) => http, count],
  ['Requests, those in batches by themselves', ({ inner }) => inner, count],
  ['Objects', ({ objects }) => objects, count],
];

/** Medians of both, and how ours relates to theirs within each pair. */
export function renderComparison(pairs: readonly Pair[]): string {
  return table(
    ['', 'This', 'Other', 'This / other', 'Least', 'Most'],
    rows.map(([title, valueOf, render]) => {
      const ours = pairs.map((pair) => valueOf(pair.ours));
      const theirs = pairs.map((pair) => valueOf(pair.theirs));
      const ratios = spreadOf(
        ours.map((value, index) => value / theirs[index]),
      );
      return [
        title,
        render(spreadOf(ours).median),
        render(spreadOf(theirs).median),
        ratio(ratios.median),
        ratio(ratios.min),
        ratio(ratios.max),
      ];
    }),
  );
}

/** A line for each step that failed: a run without it is no measure. */
export function failuresOf(pairs: readonly Pair[]): string[] {
  const lines = pairs.flatMap(({ ours, theirs }) => [
    ...ours.failedSteps.map((step) => `${step} failed in this checkout.`),
    ...theirs.failedSteps.map((step) => `${step} failed in the other one.`),
  ]);
  return [...new Set(lines)];
}

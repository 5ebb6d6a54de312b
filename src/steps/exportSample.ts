/**
 * Exports say nothing of how many rows they should have. Some of the objects
 * that they are about are asked themselves: a file that is far short of what
 * those say was cut off, and must not pass for all there is.
 */
import pMap from 'p-map';
import type { ReportRequest } from '../graph/reports';
import type { StepContext } from './context';
import { givesWay } from './sources';

/** Exports lag behind, by hours at times: so much of a sample may be missing, or this many rows. */
const TOLERATED_SHARE = 0.2;
const TOLERATED_ROWS = 2;

/** Reports that are asked at a time. */
const REPORTS_AT_ONCE = 4;

/** Rows of one object: in the export, and by its own word. */
export interface SampledRows {
  readonly exported: number;
  readonly counted: number;
}

/** Rows of one object in the export, and the report that has them, too. */
export interface ReportedRows {
  readonly exported: number;
  readonly report: ReportRequest<string>;
}

/** In words what an export lacks; undefined when it is not far short of the sample. */
export function shortageOf(sample: readonly SampledRows[]): string | undefined {
  const sum = (read: (rows: SampledRows) => number) =>
    sample.reduce((total, rows) => total + read(rows), 0);
  const counted = sum((rows) => rows.counted);
  const missing = sum((rows) => Math.max(0, rows.counted - rows.exported));
  return missing > Math.max(TOLERATED_ROWS, counted * TOLERATED_SHARE)
    ? `the file lacks ${missing} rows of a sample of ${counted}`
    : undefined;
}

/**
 * The same by the row counts of reports. Where Intune refuses those, the export
 * stands as it is.
 *
 * @throws GraphError when the reports are not to be had at the moment
 */
export async function shortageByReports(
  { graph, logger }: StepContext,
  objects: readonly ReportedRows[],
): Promise<string | undefined> {
  try {
    const sample = await pMap(
      objects,
      async ({ exported, report }) => ({
        exported,
        counted: await graph.reportRowCount(report),
      }),
      { concurrency: REPORTS_AT_ONCE },
    );
    return shortageOf(sample);
  } catch (error) {
    if (!givesWay(error)) {
      throw error;
    }
    logger.warn(
      { reason: error.message },
      'The rows of an export were not checked',
    );
    return undefined;
  }
}

/** `size` of the items at most, spread over all of them. */
export function evenly<Item>(items: readonly Item[], size: number): Item[] {
  const step = Math.max(1, items.length / size);
  const count = Math.min(items.length, size);
  return Array.from({ length: count }, (_, index) =>
    items.at(Math.floor(index * step)),
  ).filter((item) => item !== undefined);
}

/**
 * Exports say nothing of how many rows they should have. Some of the objects
 * that they are about are asked themselves: a file that is far short of what
 * those say was cut off, and must not pass for all there is.
 */
import pMap from 'p-map';
import { GraphResponseError, isForbidden } from '../graph/errors';
import { ExportUnavailableError } from '../graph/exports/exportRequest';
import type { ReportRequest } from '../graph/reports';
import type { StepContext } from './context';

/** Exports lag behind, by hours at times: so much of a sample may be missing, or this many rows. */
const TOLERATED_SHARE = 0.2;
const TOLERATED_ROWS = 2;

/** Reports that are read to check one export, and how many at a time. */
const SAMPLED_REPORTS = 10;
const REPORTS_AT_ONCE = 4;

/** An object with more rows is not asked: its report would take too many pages. */
const MOST_SAMPLED_ROWS = 1_000;

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

/** @throws ExportUnavailableError when the export is far short of the sample */
export function refuseShortExport(
  reportName: string,
  sample: readonly SampledRows[],
): void {
  const sum = (read: (rows: SampledRows) => number) =>
    sample.reduce((total, rows) => total + read(rows), 0);
  const counted = sum((rows) => rows.counted);
  const missing = sum((rows) => Math.max(0, rows.counted - rows.exported));
  if (missing > Math.max(TOLERATED_ROWS, counted * TOLERATED_SHARE)) {
    throw new ExportUnavailableError(
      reportName,
      'damaged',
      `the file lacks ${missing} rows of a sample of ${counted}`,
    );
  }
}

/**
 * The same by reports of single objects. Where Intune refuses those, the export
 * stands as it is.
 *
 * @throws ExportUnavailableError when the export is far short of the sample
 * @throws GraphError when the reports are not to be had at the moment
 */
export async function refuseExportShortOfReports(
  context: StepContext,
  reportName: string,
  objects: readonly ReportedRows[],
): Promise<void> {
  const short = objects.filter((it) => it.exported <= MOST_SAMPLED_ROWS);
  const count = async ({ exported, report }: ReportedRows) => ({
    exported,
    counted: await countRows(context, report, exported),
  });
  try {
    const sample = await pMap(evenly(short, SAMPLED_REPORTS), count, {
      concurrency: REPORTS_AT_ONCE,
    });
    refuseShortExport(reportName, sample);
  } catch (error) {
    if (!isLastingRefusal(error)) {
      throw error;
    }
    context.logger.warn(
      { reportName, reason: error.message },
      'The rows of an export were not checked',
    );
  }
}

/** Stops as soon as it is clear that there are far more than `expected`. */
async function countRows(
  { graph }: StepContext,
  report: ReportRequest<string>,
  expected: number,
): Promise<number> {
  let counted = 0;
  for await (const rows of graph.report(report)) {
    counted += rows.length;
    if (counted > expected + MOST_SAMPLED_ROWS) {
      break;
    }
  }
  return counted;
}

/** `size` of the items at most, spread over all of them. */
export function evenly<Item>(items: readonly Item[], size: number): Item[] {
  const step = Math.max(1, items.length / size);
  const count = Math.min(items.length, size);
  return Array.from({ length: count }, (_, index) =>
    items.at(Math.floor(index * step)),
  ).filter((item) => item !== undefined);
}

function isLastingRefusal(error: unknown): error is GraphResponseError {
  return (
    isForbidden(error) ||
    (error instanceof GraphResponseError && [400, 404].includes(error.status))
  );
}

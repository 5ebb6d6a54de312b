/** How many devices Intune counts for each application, from one report of all. */
import { errorMessage } from '../../graph/errors/errors';
import { readId } from '../../model/keys';
import { count, text } from '../../model/values';
import type { StepContext } from '../../run/context';
import { allowsAnotherSource } from '../../run/sources/sources';
import { installSummaryReport, type InstallCountColumn } from './request';
import { coded } from '../../graph/basics/messageCodes';

/** Devices by the application's id; one that Intune does not count is not in it. */
export type InstallCounts = ReadonlyMap<string, number>;

const countColumns: readonly InstallCountColumn[] = [
  'FailedDeviceCount',
  'InstalledDeviceCount',
  'NotApplicableDeviceCount',
  'NotInstalledDeviceCount',
  'PendingInstallDeviceCount',
];

export interface CountedInstalls {
  /** Empty where the report is not to be had: then each application has to be asked for. */
  readonly counts: InstallCounts;
  /** Why they are not all. */
  readonly refusal?: Error;
}

/**
 * What Intune counts, as far as it does.
 *
 * @throws GraphError when Graph cannot be asked at the moment
 */
export async function readInstallCounts({
  graph,
  logger,
}: StepContext): Promise<CountedInstalls> {
  const counts = new Map<string, number>();
  try {
    for await (const rows of graph.report(installSummaryReport)) {
      for (const row of rows) {
        const id = readId(row.ApplicationId) ?? '';
        const total = totalOf(row);
        if (id !== '' && total !== undefined) {
          counts.set(id, total);
        }
      }
    }
  } catch (error) {
    if (!allowsAnotherSource(error)) {
      throw error;
    }
    logger.warn(
      { reason: errorMessage(error) },
      coded('M365-LOG-004', 'Not all applications have a count of devices'),
    );
    return { counts, refusal: error };
  }
  return { counts };
}

/** undefined unless every column has a number: what is not counted may be there. */
function totalOf(
  row: Readonly<Record<InstallCountColumn, unknown>>,
): number | undefined {
  const numbers = countColumns.map((column) => numberOf(row[column]));
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return Number.isFinite(total) ? total : undefined;
}

/** Reports write numbers as texts at times. */
function numberOf(value: unknown): number {
  return count(value) ?? Number(text(value) ?? NaN);
}

/**
 * A dataset may have two sources. They are tried in order; one that is not to be
 * had, or that has fewer rows than Intune counts, gives way to the next. When
 * none is left the step fails.
 */
import {
  IntegrationInfoEventName,
  IntegrationProviderAPIError,
} from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';
import {
  ExportUnavailableError,
  type ExportRequest,
  type ExportRow,
} from '../graph/exports/exportRequest';
import { errorMessage } from '../graph/errors';
import type { StepContext } from './context';
import { tellUsers } from './events';
import type { IndexedPolicy } from './policyIndex';

/** A source has fewer rows than Intune counts. */
export class IncompleteSourceError extends IntegrationProviderAPIError {
  constructor(endpoint: string, policies: readonly IndexedPolicy[]) {
    const names = policies.map(({ name }) => name).join(', ');
    const message = `${endpoint} has fewer statuses than Intune counts for: ${names}`;
    super({ endpoint, status: 200, statusText: message, message });
    this.name = new.target.name;
  }
}

/**
 * @param failure why the source before gave way
 * @throws IncompleteSourceError or ExportUnavailableError to give way to the next source
 */
export type Source<Result> = (failure?: Error) => Promise<Result>;

export async function firstComplete<Result>(
  context: StepContext,
  sources: readonly [Source<Result>, ...Source<Result>[]],
  failure?: Error,
): Promise<Result> {
  const [source, next, ...rest] = sources;
  try {
    return await source(failure);
  } catch (error) {
    if (!givesWay(error)) {
      throw error;
    }
    if (!next) {
      // What is known to be missing says more than that the other source is not to be had.
      throw failure instanceof IncompleteSourceError &&
        error instanceof ExportUnavailableError
        ? failure
        : error;
    }
    announce(context, error);
    return firstComplete(context, [next, ...rest], error);
  }
}

function givesWay(
  error: unknown,
): error is ExportUnavailableError | IncompleteSourceError {
  return (
    error instanceof ExportUnavailableError ||
    error instanceof IncompleteSourceError
  );
}

/**
 * Reads a whole export into a table: a new one for each file that turns out to be damaged.
 *
 * @throws ExportUnavailableError when the data have to come from another source
 */
export async function readIntoTable<Column extends string, Table>(
  graph: GraphClient,
  request: ExportRequest<Column>,
  create: () => Table,
  addRow: (table: Table, row: ExportRow<Column>) => void,
): Promise<Table> {
  const reader = await graph.readExport(request, () => {
    const table = create();
    return {
      table,
      add: (rows: readonly ExportRow<Column>[]) =>
        rows.forEach((row) => addRow(table, row)),
    };
  });
  return reader.table;
}

/**
 * For an export that nothing else can check: one without any row may be one that
 * Intune did not fill. The other source knows.
 *
 * @throws ExportUnavailableError
 */
export function refuseEmptyExport(reportName: string, rowCount: number): void {
  if (rowCount === 0) {
    throw new ExportUnavailableError(
      reportName,
      'damaged',
      'the file has no rows',
    );
  }
}

function announce({ logger }: StepContext, error: Error): void {
  if (error instanceof ExportUnavailableError && error.reason === 'forbidden') {
    tellUsers(
      logger,
      IntegrationInfoEventName.Info,
      `Microsoft Intune does not let this application export the report ${error.reportName}. ` +
        'The same data are collected by more requests. In some tenants exports need a ReadWrite permission, which this integration does not ask for.',
    );
  } else {
    logger.warn({ reason: errorMessage(error) }, 'Another source is used');
  }
}

/** The sources that are whole exports: read into a table, or another source is taken. */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
import { errorMessage } from '../../graph/errors/errors';
import {
  ExportUnavailableError,
  type ExportRequest,
  type ExportRow,
} from '../../graph/exports/exportRequest';
import type { StepContext } from '../context';
import { publishInfo } from '../events';
import { publishOdd } from '../oddities';
import { allUnfinished, type ReadItems } from './sources';
import { coded } from '../../graph/basics/messageCodes';

/**
 * Reads a whole export into a table: a new one for each file that turns out to be
 * damaged. An event counts the single rows that are damaged and left out.
 *
 * @throws ExportUnavailableError when the data have to come from another source
 */
export async function readIntoTable<Column extends string, Table>(
  context: StepContext,
  request: ExportRequest<Column>,
  create: () => Table,
  addRow: (table: Table, row: ExportRow<Column>) => void,
): Promise<Table> {
  const reader = await context.graph.readExport(request, () => {
    const table = create();
    return {
      table,
      add: (rows: readonly ExportRow<Column>[]) =>
        rows.forEach((row) => addRow(table, row)),
      leaveOut: (damagedRows: number) =>
        publishOdd(context, {
          code: 'M365-DATA-014',
          kind: 'damagedRow',
          count: damagedRows,
          description: `Microsoft Intune's export of the report ${request.reportName} has damaged rows: ${damagedRows} of them cannot be read and are left out.`,
        }),
    };
  });
  return reader.table;
}

/**
 * For a source that is one export: it completes nothing when the export is not to be had.
 *
 * @throws what is no ExportUnavailableError
 */
export function unlessUnavailable<Item>(
  context: StepContext,
  read: ReadItems<Item>,
): ReadItems<Item> {
  return async (items) => {
    try {
      return await read(items);
    } catch (error) {
      if (!(error instanceof ExportUnavailableError)) {
        throw error;
      }
      publishUnavailable(context, error);
      return allUnfinished(items, error.message, 'refused');
    }
  };
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

/** A refusal is an information: the run is complete without exports. */
function publishUnavailable(
  { logger }: StepContext,
  error: ExportUnavailableError,
): void {
  if (error.reason === 'forbidden') {
    publishInfo(
      logger,
      'M365-DATA-020',
      IntegrationInfoEventName.Info,
      `Microsoft Intune does not let this application export the report ${error.reportName}. ` +
        'The same data are collected with more requests: the run takes longer, and needs no other permission.',
    );
  } else {
    logger.warn(
      { reason: errorMessage(error) },
      coded('M365-LOG-006', 'Another source is used'),
    );
  }
}

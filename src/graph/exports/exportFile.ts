/** A downloaded export as a file of rows. */
import { errorCode } from '../errors/errors';
import { readTable } from './table/csv';
import { ExportFileError } from './exportFileError';
import type { ExportRow } from './exportRequest';
import type { ExportLimits } from '../basics/limits';
import { isFileSystemError, LocalFileError } from './localFileError';
import type { ExportColumns } from './table/layout';
import { openMember } from './zip';

/** Yields the rows of the ZIP file at `path`, those of 64 KB at a time; see `readTable`. @throws ExportFileError, LocalFileError */
export async function* readExportFile<Column extends string>(
  path: string,
  columns: ExportColumns<Column>,
  limits: ExportLimits,
  tellDamaged?: (rows: number) => void,
): AsyncGenerator<ExportRow<Column>[], void, undefined> {
  try {
    const table = await openMember(path, limits);
    yield* readTable(table, columns, limits, tellDamaged);
  } catch (error) {
    throw toFileError(error);
  }
}

/** Messages may hold the path. */
function toFileError(error: unknown): ExportFileError | LocalFileError {
  if (error instanceof ExportFileError) {
    return error;
  }
  return isFileSystemError(error)
    ? new LocalFileError(error)
    : new ExportFileError(
        'transfer',
        `the archive is corrupt (${errorCode(error)})`,
      );
}

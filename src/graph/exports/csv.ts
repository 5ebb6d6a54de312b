/**
 * Reads an export's table row by row. It is not quite CSV: it begins with a byte
 * order mark, quotes stand bare inside cells, rows lose their empty ends and get
 * commas too many.
 */
import { pipeline, type Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { ExportFileError } from './exportFileError';
import type { ExportRow } from './exportRequest';
import type { ExportLimits } from './limits';

const ROWS_A_CHUNK = 500;

/**
 * Yields rows with the wanted columns, found by their names in the header.
 *
 * A row that ends before a column has nothing there: `''`. A cell that swallowed
 * other rows, because a bare quote stands at its beginning, is an error: no row
 * must get lost.
 *
 * @throws ExportFileError
 */
export async function* readTable<Column extends string>(
  source: Readable,
  columns: readonly Column[],
  limits: ExportLimits,
): AsyncGenerator<ExportRow<Column>[], void, undefined> {
  let read: ((cells: string[]) => ExportRow<Column>) | undefined;
  let rows: ExportRow<Column>[] = [];
  for await (const cells of records(source, limits)) {
    if (!read) {
      read = rowReader(cells, columns);
      continue;
    }
    rows.push(read(cells));
    if (rows.length === ROWS_A_CHUNK) {
      yield rows;
      rows = [];
    }
  }
  if (!read) {
    throw new ExportFileError('transfer', 'the table is empty');
  }
  if (rows.length > 0) {
    yield rows;
  }
}

function records(
  source: Readable,
  { maxRowBytes }: ExportLimits,
): AsyncIterable<string[]> {
  const parser = parse({
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
  });
  // The parser's own limit would more than double its time.
  const limitRows = async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      yield chunk;
      bytes += chunk.length;
      if (bytes - parser.info.bytes_records > maxRowBytes) {
        throw new ExportFileError(
          'content',
          `a row is longer than ${maxRowBytes} bytes`,
        );
      }
    }
  };
  // An error ends the parser, whose reader meets it.
  pipeline(source, limitRows, parser, () => undefined);
  return parser;
}

/** @throws ExportFileError when the header lacks a column */
function rowReader<Column extends string>(
  header: readonly string[],
  columns: readonly Column[],
): (cells: string[]) => ExportRow<Column> {
  const positions = columns.map((column) => {
    const position = header.indexOf(column);
    if (position === -1) {
      throw new ExportFileError('missingColumn', `no column ${column}`);
    }
    return [column, position] as const;
  });
  return (cells) => {
    const hasMoreCells = cells.length > header.length;
    const isSwallowed = (cell: string) =>
      cell.includes('\n') && (hasMoreCells || isSwallow(cell, header));
    if (cells.some(isSwallowed)) {
      throw new ExportFileError('content', 'a quote runs over several rows');
    }
    const row: Record<string, string> = {};
    for (const [column, position] of positions) {
      row[column] = cells[position] ?? '';
    }
    return row as ExportRow<Column>;
  };
}

/**
 * A cell that holds a line break is quoted, and then its quotes are gone. One
 * that still begins with a quote, or has the commas of a whole row, is none.
 */
function isSwallow(cell: string, header: readonly string[]): boolean {
  return cell.startsWith('"') || cell.split(',').length >= header.length;
}

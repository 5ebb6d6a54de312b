/**
 * Reads an export's table row by row. It is not quite CSV: it begins with a byte
 * order mark, quotes stand bare inside cells, rows lose their empty ends and get
 * commas too many.
 */
import { isAscii } from 'node:buffer';
import type { Readable } from 'node:stream';
import { ExportFileError } from './exportFileError';
import type { ExportRequest, ExportRow } from './exportRequest';
import type { ExportLimits } from '../limits';
import { splitAfter, splitRecords, type Records } from './records';

const ROWS_A_CHUNK = 500;
const HEADER_ROWS = 1;
/** As bytes, one character each. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';
const NOT_ASCII = /[\u0080-\u00ff]/;

/** What is wanted of a table. */
export type ExportColumns<Column extends string> = Pick<
  ExportRequest<Column>,
  'columns' | 'optionalColumns'
>;

/**
 * Yields rows with the wanted columns, found by their names in the header: in any
 * case, because Intune's components write `DeviceID` and `DeviceId`.
 *
 * A row that ends before a column has nothing there: `''`. A cell that swallowed
 * other rows, because a bare quote stands at its beginning, is an error: no row
 * must get lost.
 *
 * @throws ExportFileError
 */
export async function* readTable<Column extends string>(
  source: Readable,
  columns: ExportColumns<Column>,
  limits: ExportLimits,
): AsyncGenerator<ExportRow<Column>[], void, undefined> {
  let read: ((cells: string[]) => ExportRow<Column>) | undefined;
  for await (const { records } of checkedRecords(source, limits)) {
    read ??= rowReader(records.shift() ?? [], columns);
    for (let start = 0; start < records.length; start += ROWS_A_CHUNK) {
      yield records.slice(start, start + ROWS_A_CHUNK).map(read);
    }
  }
}

/** The header, then rows that swallowed no other. */
async function* checkedRecords(
  source: Readable,
  limits: ExportLimits,
): AsyncGenerator<Records> {
  let columnCount: number | undefined;
  let recordCount = 0;
  for await (const split of recordsOf(source, limits)) {
    columnCount ??= split.records[0].length;
    recordCount += split.records.length;
    if (recordCount - HEADER_ROWS > limits.maxRows) {
      throw new ExportFileError(
        'content',
        `the table has more than ${limits.maxRows} rows (limit maxRows)`,
      );
    }
    for (const cells of split.quoted) {
      refuseSwallowed(cells, columnCount);
    }
    yield split;
  }
  if (columnCount === undefined) {
    throw new ExportFileError('transfer', 'the table is empty');
  }
}

/**
 * As the source has them.
 *
 * Bytes are taken for characters until their record is whole: one letter of
 * another script would make all strings of its piece twice as large, and they
 * would stay so in a million keys.
 */
async function* recordsOf(
  source: Readable,
  { maxRowBytes }: ExportLimits,
): AsyncGenerator<Records> {
  let rest = '';
  let restIsAscii = true;
  for await (const piece of piecesOf(source)) {
    const split = splitAfter(rest, piece.text);
    const areAscii: boolean = restIsAscii && piece.isAscii;
    rest = split.rest;
    // Where a record ended, the rest is of this piece alone.
    restIsAscii = split.records.length > 0 ? piece.isAscii : areAscii;
    refuseLong(rest, maxRowBytes);
    if (split.records.length > 0) {
      yield areAscii ? split : decoded(split);
    }
  }
  const last = splitRecords(`${rest}\n`);
  if (last.rest !== '') {
    throw new ExportFileError('content', 'a quote does not end');
  }
  if (last.records.length > 0) {
    yield decoded(last);
  }
}

interface Piece {
  /** One character a byte. */
  readonly text: string;
  /** Whether bytes and characters are the same. */
  readonly isAscii: boolean;
}

/** Without the byte order mark. */
async function* piecesOf(source: Readable): AsyncGenerator<Piece> {
  let head: string | undefined = '';
  for await (const chunk of source as AsyncIterable<Buffer>) {
    if (head === undefined) {
      yield { text: chunk.toString('latin1'), isAscii: isAscii(chunk) };
      continue;
    }
    head += chunk.toString('latin1');
    if (head.length >= BYTE_ORDER_MARK.length) {
      yield withoutMark(head);
      head = undefined;
    }
  }
  yield withoutMark(head ?? '');
}

function withoutMark(head: string): Piece {
  const text = head.startsWith(BYTE_ORDER_MARK)
    ? head.slice(BYTE_ORDER_MARK.length)
    : head;
  return { text, isAscii: !NOT_ASCII.test(text) };
}

function decoded({ records, ...others }: Records): Records {
  return { records: records.map(decodeCells), ...others };
}

function decodeCells(cells: string[]): string[] {
  return cells.some((cell) => NOT_ASCII.test(cell))
    ? cells.map((cell) => Buffer.from(cell, 'latin1').toString('utf8'))
    : cells;
}

function refuseLong(unfinished: string, maxRowBytes: number): void {
  if (unfinished.length > maxRowBytes) {
    throw new ExportFileError(
      'content',
      `a row is longer than ${maxRowBytes} bytes (limit maxRowBytes)`,
    );
  }
}

/** @throws ExportFileError when the header lacks a column that is not optional */
function rowReader<Column extends string>(
  header: readonly string[],
  { columns, optionalColumns = [] }: ExportColumns<Column>,
): (cells: string[]) => ExportRow<Column> {
  const names = header.map((name) => name.trim().toLowerCase());
  const positionOf = (column: Column) => names.indexOf(column.toLowerCase());
  const missing = columns.filter((column) => positionOf(column) === -1);
  if (missing.length > 0) {
    throw new ExportFileError(
      'missingColumn',
      `no column ${missing.join(', ')}`,
    );
  }
  const positions = [...columns, ...optionalColumns].map((column) => ({
    column,
    position: positionOf(column),
  }));
  return (cells) => {
    const row: Record<string, string> = {};
    for (const { column, position } of positions) {
      row[column] = cells[position] ?? '';
    }
    return row as ExportRow<Column>;
  };
}

/**
 * A cell that holds a line break is quoted, and then its quotes are gone. One
 * that still begins with a quote, or has the commas of a whole row, is none.
 */
function refuseSwallowed(cells: readonly string[], columnCount: number): void {
  for (const cell of cells) {
    const isSwallow =
      cell.includes('\n') &&
      (cells.length > columnCount ||
        cell.startsWith('"') ||
        cell.split(',').length >= columnCount);
    if (isSwallow) {
      throw new ExportFileError('content', 'a quote runs over several rows');
    }
  }
}

/**
 * Reads an export's table from its bytes. It is not quite CSV: it begins with a
 * byte order mark, quotes stand bare inside cells, rows lose their empty ends and
 * get commas too many (`reader.ts`).
 */
import { isAscii } from 'node:buffer';
import type { Readable } from 'node:stream';
import { ExportFileError } from '../exportErrors';
import type { ExportRow } from '../exportRequest';
import type { ExportLimits } from '../../basics/limits';
import type { ExportColumns } from './layout';
import { TableReader } from './reader';

/** As bytes, one character each. */
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';
const NOT_ASCII = /[\u0080-\u00ff]/;

/**
 * Yields rows with the wanted columns, found by their names in the header: those
 * of each piece of the file.
 *
 * @param onDamaged is called with the number of rows that were damaged and are left out, at the end
 * @throws ExportFileError when the table cannot be read in one way only, or too many rows are damaged
 */
export async function* readTable<Column extends string>(
  source: Readable,
  columns: ExportColumns<Column>,
  limits: ExportLimits,
  onDamaged: (rows: number) => void = () => undefined,
): AsyncGenerator<ExportRow<Column>[], void, undefined> {
  const reader = new TableReader(columns);
  let restIsAscii = true;
  for await (const piece of piecesOf(source)) {
    const areAscii: boolean = restIsAscii && piece.isAscii;
    const rows = reader.read(piece.text, areAscii);
    const isOfPiece = reader.waiting <= piece.text.length;
    restIsAscii = isOfPiece ? piece.isAscii : areAscii;
    refuseLong(reader, limits);
    if (rows.length > 0) {
      yield rows;
    }
  }
  const rows = reader.end(restIsAscii);
  refuseLong(reader, limits);
  if (rows.length > 0) {
    yield rows;
  }
  onDamaged(reader.damagedRows);
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

function refuseLong(
  reader: TableReader<string>,
  { maxRowBytes, maxRows }: ExportLimits,
): void {
  if (reader.waiting > maxRowBytes) {
    throw new ExportFileError(
      'content',
      `a row is longer than ${maxRowBytes} bytes (limit maxRowBytes)`,
    );
  }
  if (reader.rowCount > maxRows) {
    throw new ExportFileError(
      'content',
      `the table has more than ${maxRows} rows (limit maxRows)`,
    );
  }
}

/**
 * Splits the text of an export's table into records, as fast as text can be
 * split: exports have millions of rows, and a general CSV parser took more time
 * than all else together (docs/performance.md).
 */

/** Receives the records in their order. */
export interface RecordReader {
  /** A line without quotes, which is not empty. */
  readPlain(text: string, start: number, end: number): void;
  /**
   * Reads the record that begins at `start`, with a line that has a quote and
   * ends inside the text.
   *
   * @returns where the next record begins; undefined, without reading anything, when
   * more text is needed to know that
   */
  readQuoted(text: string, start: number): number | undefined;
}

/**
 * Reads the whole records of a text; empty lines are none.
 *
 * @returns what comes after the last of them; it belongs before the text that follows
 */
export function readRecords(text: string, reader: RecordReader): string {
  let start = 0;
  let quote = nextQuote(text, start);
  for (;;) {
    const lineEnd = text.indexOf('\n', start);
    if (lineEnd === -1) {
      return text.slice(start);
    }
    if (quote > lineEnd) {
      const end = text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
      if (end > start) {
        reader.readPlain(text, start, end);
      }
      start = lineEnd + 1;
    } else {
      const end = reader.readQuoted(text, start);
      if (end === undefined) {
        return text.slice(start);
      }
      start = end;
      quote = nextQuote(text, start);
    }
  }
}

/**
 * The same for a rest and the text that follows it. Only the record at their seam
 * is joined, because V8 would copy the whole text.
 */
export function readRecordsAfter(
  rest: string,
  text: string,
  reader: RecordReader,
): string {
  const seam = rest === '' ? 0 : text.indexOf('\n') + 1;
  const left =
    seam === 0 ? rest : readRecords(rest + text.slice(0, seam), reader);
  return readRecords(left + text.slice(seam), reader);
}

/** Where the next quote is; Infinity when there is none. */
function nextQuote(text: string, start: number): number {
  const at = text.indexOf('"', start);
  return at === -1 ? Infinity : at;
}

export type QuotedRecord =
  | {
      readonly cells: string[];
      /** Where the next record begins. */
      readonly end: number;
    }
  /** The text ends before the record does. */
  | 'open'
  /** A cell begins with a quote that no other one closes. */
  | 'odd';

/**
 * The record that begins at `start`, by RFC 4180: quoted cells may hold commas, line
 * ends and doubled quotes. Quotes inside a cell that does not begin with one belong
 * to the cell.
 */
export function readQuotedRecord(text: string, start: number): QuotedRecord {
  const cells: string[] = [];
  let lineEnd = text.indexOf('\n', start);
  for (let at = start; ;) {
    const isQuoted = text[at] === '"';
    const end = isQuoted ? closedEnd(text, at) : bareEnd(text, at, lineEnd);
    if (typeof end !== 'number') {
      return end;
    }
    const cell = withoutReturn(text, at, end);
    cells.push(isQuoted ? unquoted(cell) : cell);
    at = end + 1;
    if (text[end] === '\n') {
      return { cells, end: at };
    }
    if (end > lineEnd) {
      lineEnd = text.indexOf('\n', end);
    }
  }
}

/** The content of a quoted cell, whose own quotes are doubled. */
export function unquoted(cell: string): string {
  return cell.slice(1, -1).replaceAll('""', '"');
}

/** Where the comma or line end of the cell is that begins with a quote at `start`. */
function closedEnd(text: string, start: number): number | 'open' | 'odd' {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && text[quote + 1] === '"') {
    quote = text.indexOf('"', quote + 2);
  }
  // What follows the quote decides, and a return is half of a line end.
  if (quote === -1 || quote + 2 >= text.length) {
    return quote !== -1 && text[quote + 1] === '\n' ? quote + 1 : 'open';
  }
  const end = text[quote + 1] === '\r' ? quote + 2 : quote + 1;
  return text[end] === ',' || text[end] === '\n' ? end : 'odd';
}

function bareEnd(text: string, start: number, lineEnd: number) {
  const comma = text.indexOf(',', start);
  const isInLine = comma !== -1 && comma < lineEnd;
  if (isInLine) {
    return comma;
  }
  return lineEnd === -1 ? 'open' : lineEnd;
}

function withoutReturn(text: string, start: number, end: number): string {
  const isLast = text[end] === '\n' && text[end - 1] === '\r' && end > start;
  return text.slice(start, isLast ? end - 1 : end);
}

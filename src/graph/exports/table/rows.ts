/**
 * Makes rows of the records below a table's header. A row has the width of the
 * header, apart from empty ends. Any other row is read in the one way that fits, or
 * it is damaged. A table with a row that can be read in two ways is refused, because
 * another source has the same data.
 */
import { ExportFileError } from '../exportErrors';
import type { ExportRow } from '../exportRequest';
import {
  readQuotedRecord,
  type QuotedRecord,
  type RecordReader,
} from './records';
import type { TableLayout } from './layout';

/** A quote that stays open for more lines does not begin a quoted cell. */
const MOST_LINES = 100;

/** How many damaged rows may be left out of a table: so many, or this share of all rows. */
const DAMAGED_ROWS = { most: 10, share: 0.02 };

const NOT_ASCII = /[\u0080-\u00ff]/;

export class TableRecords<Column extends string> implements RecordReader {
  readonly layout: TableLayout<Column>;
  isAscii = true;
  /** Whether no more text comes. */
  isAtEnd = false;
  damaged = 0;
  #rows: ExportRow<Column>[] = [];
  #drained = 0;

  constructor(layout: TableLayout<Column>) {
    this.layout = layout;
  }

  get count(): number {
    return this.#drained + this.#rows.length + this.damaged;
  }

  drainRows(): ExportRow<Column>[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#drained += rows.length;
    return rows;
  }

  readPlain(text: string, start: number, end: number): void {
    const row = this.layout.plainRow(text, start, end);
    if (row) {
      this.#add(row);
    } else {
      this.#readUnusual(text.slice(start, end));
    }
  }

  readQuoted(text: string, start: number): number | undefined {
    const lineEnd = text.indexOf('\n', start);
    const record = recordAt(text, start);
    if (record === 'open') {
      if (!this.isAtEnd) {
        return undefined;
      }
      throw new ExportFileError('content', 'a quote does not end');
    }
    const line = text.slice(start, lineEnd).replace(/\r$/, '');
    if (this.layout.isHeader(line)) {
      return lineEnd + 1;
    }
    const row =
      record === 'odd' ? undefined : this.layout.quotedRowOf(record.cells);
    const isLine = record === 'odd' || record.end === lineEnd + 1;
    if (row && isLine) {
      this.#add(row);
      return lineEnd + 1;
    }
    if (isLine) {
      this.#readOdd(line);
      return lineEnd + 1;
    }
    // The quote begins a quoted cell, or it swallows the rows that follow.
    const whole = text.slice(start, record.end).replace(/\r?\n$/, '');
    const lines = whole.split(/\r?\n/);
    const isRow = (each: string) => this.layout.candidateRows(each).length > 0;
    if (row && !lines.every(isRow)) {
      this.#add(row);
      return record.end;
    }
    if (!row && isRow(line)) {
      this.#readOdd(line);
      return lineEnd + 1;
    }
    throw new ExportFileError('content', 'a quote runs over several rows');
  }

  /** @throws ExportFileError */
  refuseManyDamaged(): void {
    const { most, share } = DAMAGED_ROWS;
    if (this.damaged > most && this.damaged > this.count * share) {
      throw new ExportFileError(
        'content',
        `${this.damaged} of ${this.count} rows are damaged`,
      );
    }
  }

  /** Reads a line without quotes that may still be a row, or the header once more. */
  #readUnusual(line: string): void {
    if (this.layout.isHeader(line)) {
      return;
    }
    const row = this.layout.rowOf(line.split(','));
    if (row) {
      this.#add(row);
    } else {
      this.#readOdd(line);
    }
  }

  /** Reads a line whose cells do not fit as they stand. */
  #readOdd(line: string): void {
    const [cells, another] = this.layout.candidateRows(line);
    if (another) {
      throw new ExportFileError('content', 'a row can be read in two ways');
    }
    const row = cells && this.layout.rowOf(cells);
    if (row) {
      this.#add(row);
    } else if (line.trim() !== '') {
      this.damaged += 1;
    }
  }

  #add(row: ExportRow<Column>): void {
    this.#rows.push(this.isAscii ? row : decoded(row));
  }
}

/** The record at this place; one that runs over too many lines is odd. */
function recordAt(text: string, start: number): QuotedRecord {
  const record = readQuotedRecord(text, start);
  if (record === 'odd') {
    return record;
  }
  const end = record === 'open' ? text.length : record.end;
  let lineEnd = start - 1;
  for (let lines = 0; lines < MOST_LINES; lines += 1) {
    lineEnd = text.indexOf('\n', lineEnd + 1);
    if (lineEnd === -1 || lineEnd + 1 >= end) {
      return record;
    }
  }
  return 'odd';
}

function decoded<Column extends string>(
  row: ExportRow<Column>,
): ExportRow<Column> {
  const cells: Record<string, string> = { ...row };
  for (const name in cells) {
    if (NOT_ASCII.test(cells[name])) {
      cells[name] = Buffer.from(cells[name], 'latin1').toString('utf8');
    }
  }
  return cells as ExportRow<Column>;
}

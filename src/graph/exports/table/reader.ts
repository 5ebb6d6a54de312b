/** Reads a table's text piece by piece: finds its header, and the rows below it. */
import { isGuid } from './cells';
import { ExportFileError } from '../exportErrors';
import type { ExportRow } from '../exportRequest';
import { readRecords, readRecordsAfter } from './records';
import { TableLayout, type ExportColumns } from './layout';
import { TableRecords } from './rows';

/** A line for Excel, which may come before the header. */
const SEPARATOR = /^"?sep=(.)"?$/i;

export class TableReader<Column extends string> {
  readonly #columns: ExportColumns<Column>;
  #records: TableRecords<Column> | undefined;
  /** What follows the last whole record. */
  #rest = '';

  constructor(columns: ExportColumns<Column>) {
    this.#columns = columns;
  }

  /** Characters that wait for the end of their record. */
  get waiting(): number {
    return this.#rest.length;
  }

  /** The number of rows, including damaged ones. */
  get rowCount(): number {
    return this.#records?.count ?? 0;
  }

  get damagedRows(): number {
    return this.#records?.damaged ?? 0;
  }

  /**
   * @param text has one character for each byte. One letter of another script would
   * double the size of all strings of its piece, and of a million keys made of them
   * @param isAscii whether bytes and characters are the same in all that is not read yet
   * @returns the rows that are whole
   * @throws ExportFileError
   */
  read(text: string, isAscii: boolean): ExportRow<Column>[] {
    if (this.#records) {
      this.#records.isAscii = isAscii;
      this.#rest = readRecordsAfter(this.#rest, text, this.#records);
      return this.#records.drainRows();
    }
    const table = this.#rest + text;
    this.#rest = this.#readHeader(table);
    return this.#records ? this.read('', isAscii) : [];
  }

  /** The rows of what is left. @throws ExportFileError, also when too many rows are damaged */
  end(isAscii: boolean): ExportRow<Column>[] {
    const isUnfinished = /[^\r\n]$/.test(this.#rest);
    if (!this.#records) {
      this.read('\n', isAscii);
    }
    const records = this.#records;
    if (!records) {
      throw new ExportFileError('transfer', 'the table is empty');
    }
    if (this.#rest !== '') {
      const text = isUnfinished ? this.#finished(records) : this.#rest;
      records.isAtEnd = true;
      readRecords(text.endsWith('\n') ? text : `${text}\n`, records);
    }
    const rows = records.drainRows();
    records.refuseManyDamaged();
    return rows;
  }

  /** Empty lines may come first. @returns what follows the header, or the text while there is none */
  #readHeader(table: string): string {
    let start = 0;
    for (;;) {
      const lineEnd = table.indexOf('\n', start);
      if (lineEnd === -1) {
        return table.slice(start);
      }
      const line = table.slice(start, lineEnd).trim();
      start = lineEnd + 1;
      const separator = SEPARATOR.exec(line)?.[1];
      if (separator !== undefined && separator !== ',') {
        throw new ExportFileError(
          'content',
          `the cells are separated by "${separator}"`,
        );
      }
      if (line !== '' && separator === undefined) {
        const layout = new TableLayout(line, this.#columns);
        this.#records = new TableRecords(layout);
        return table.slice(start);
      }
    }
  }

  /**
   * A last line without a line end may have been cut anywhere. It is whole if it ends
   * in the last column's GUID, and counts as damaged otherwise.
   */
  #finished(records: TableRecords<Column>): string {
    const start = this.#rest.lastIndexOf('\n') + 1;
    const line = this.#rest.slice(start);
    if (line.includes('"')) {
      throw new ExportFileError('content', 'the table ends inside a row');
    }
    const lastCell = line.slice(line.lastIndexOf(',') + 1);
    if (records.layout.endsInGuid && isGuid(lastCell)) {
      return this.#rest;
    }
    records.damaged += line.trim() === '' ? 0 : 1;
    return this.#rest.slice(0, start);
  }
}

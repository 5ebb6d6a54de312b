/** Where the columns of one file stand; makes rows of cells. */
import { hasForm, isGuid } from './cells';
import { ExportFileError } from '../exportErrors';
import type { ExportRequest, ExportRow } from '../exportRequest';
import { isFilled, candidateRows, type TableColumn } from './candidateRows';

/** The columns that are wanted of a table. */
export type ExportColumns<Column extends string> = Pick<
  ExportRequest<Column>,
  'columns' | 'optionalColumns' | 'forms'
>;

export class TableLayout<Column extends string> {
  readonly #header: string;
  /** As they stand in the file. */
  readonly #columns: readonly TableColumn<Column>[];
  readonly #wanted: readonly (TableColumn<Column> & {
    readonly name: Column;
    readonly position: number;
  })[];
  /** A row with empty cells. Rows are copies of it, which V8 makes faster than new objects. */
  readonly #emptyRow: ExportRow<Column>;
  /** Whether ids are GUIDs, as all of Microsoft's are. The first row decides, and all others must be like it. */
  #areGuids: boolean | undefined;

  /** @throws ExportFileError when the header lacks a required column, or has a wanted one twice */
  constructor(header: string, wanted: ExportColumns<Column>) {
    const { columns, optionalColumns = [], forms = {} } = wanted;
    const all = [...columns, ...optionalColumns];
    const names = header.split(',').map(nameOf);
    const isIn = (column: Column) => names.includes(column.toLowerCase());
    refuseMissing(columns.filter((column) => !isIn(column)));
    refuseRepeated(all, names);
    this.#header = header;
    this.#columns = names.map((own) => {
      const name = all.find((column) => column.toLowerCase() === own);
      const form = (name && (forms as typeof wanted.forms)?.[name]) ?? 'text';
      const isNeeded =
        (form === 'guid' || form === 'value') &&
        columns.some((column) => column === name);
      return { name, form, isNeeded };
    });
    this.#wanted = this.#columns.flatMap(({ name, ...column }, position) =>
      name === undefined ? [] : [{ ...column, name, position }],
    );
    this.#emptyRow = Object.fromEntries(
      all.map((column) => [column, '']),
    ) as ExportRow<Column>;
    const hasIds = this.#columns.some(
      ({ form, isNeeded }) => isNeeded && form === 'guid',
    );
    this.#areGuids = hasIds ? undefined : false;
  }

  /** Whether the last cell of a row shows that it is whole. */
  get endsInGuid(): boolean {
    return this.#columns.at(-1)?.form === 'guid';
  }

  /** Whether a line is the header once more. */
  isHeader(line: string): boolean {
    return line === this.#header;
  }

  /**
   * The row between two places of a text, if there is no quote in it and its ids are
   * GUIDs. Nearly all rows are like this, and this is the fastest way to read them:
   * splitting them took twice as long.
   *
   * @returns undefined when `rowOf` has to look at its cells
   */
  plainRow(
    text: string,
    start: number,
    end: number,
  ): ExportRow<Column> | undefined {
    if (!this.#areGuids) {
      return undefined;
    }
    const row: Record<string, string> = { ...this.#emptyRow };
    let at = start;
    for (const { name, form, isNeeded } of this.#columns) {
      const comma = at > end ? -1 : text.indexOf(',', at);
      const cellEnd = comma === -1 || comma > end ? end : comma;
      if (name !== undefined) {
        const cell = text.slice(at, cellEnd);
        if (isNeeded && !isFilled(cell, form, true)) {
          return undefined;
        }
        row[name] = cell;
      }
      at = cellEnd + 1;
    }
    return at > end ? (row as ExportRow<Column>) : undefined;
  }

  /**
   * The row of these cells. A row may end before columns that may be empty, and may
   * have extra empty cells.
   *
   * @returns undefined when they do not fit
   * @throws ExportFileError when ids are GUIDs in some rows and not in others
   */
  rowOf(cells: readonly string[]): ExportRow<Column> | undefined {
    if (cells.length > this.#columns.length && this.#isTooWide(cells)) {
      return undefined;
    }
    const areGuids = this.#areGuids ?? cells.some(isGuid);
    const row: Record<string, string> = { ...this.#emptyRow };
    for (const { name, form, isNeeded, position } of this.#wanted) {
      const cell = cells[position] ?? '';
      if (isNeeded && !isFilled(cell, form, areGuids)) {
        return undefined;
      }
      row[name] = cell;
    }
    this.#areGuids = areGuids;
    return row as ExportRow<Column>;
  }

  /** The same for quoted cells, which may have swallowed others. */
  quotedRowOf(cells: readonly string[]): ExportRow<Column> | undefined {
    const isPossible = this.#wanted.every(({ form, position }) =>
      hasForm(cells[position] ?? '', form),
    );
    return isPossible ? this.rowOf(cells) : undefined;
  }

  /** The rows that a line may be whose texts hold commas and quotes. */
  candidateRows(line: string): readonly (readonly string[])[] {
    return candidateRows(line, this.#columns, this.#areGuids);
  }

  #isTooWide(cells: readonly string[]): boolean {
    return cells.slice(this.#columns.length).some((cell) => cell !== '');
  }
}

/** The name of a column without blanks and quotes around it, in lower case: Intune's components write `DeviceID` and `DeviceId`. */
function nameOf(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
    .toLowerCase();
}

function refuseMissing(columns: readonly string[]): void {
  if (columns.length > 0) {
    throw new ExportFileError(
      'missingColumn',
      `no column ${columns.join(', ')}`,
    );
  }
}

function refuseRepeated(
  columns: readonly string[],
  names: readonly string[],
): void {
  for (const column of columns) {
    const name = column.toLowerCase();
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      throw new ExportFileError('content', `two columns ${column}`);
    }
  }
}

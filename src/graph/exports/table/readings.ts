/**
 * The ways to read a line as a row when its texts may hold commas and quotes that
 * nobody masked: each column takes one piece between commas, or several where it
 * may hold commas.
 */
import { isBlank, isGuid, meaningsOf } from './cellMeanings';
import { ExportFileError } from '../exportErrors';
import type { ColumnForm } from '../exportRequest';

/** More of them in one row is nothing that could be sorted out. */
const MOST_COMMAS = 200;

export interface TableColumn<Column extends string> {
  /** undefined for one that is not wanted. */
  readonly name: Column | undefined;
  readonly form: ColumnForm;
  /** Where it is empty, the row is damaged. */
  readonly isNeeded: boolean;
}

/** The cells of all columns; `''` where a column is not wanted. */
export type Reading = readonly string[];

/**
 * Two at most, which differ in what is wanted: a row with two readings is as good
 * as one with more.
 *
 * @param areGuids whether ids are GUIDs; undefined where no row has told yet
 */
export function readingsOf(
  line: string,
  columns: readonly TableColumn<string>[],
  areGuids: boolean | undefined,
): readonly Reading[] {
  const pieces = line.split(',').slice(0, MOST_COMMAS + 1);
  while (pieces.at(-1) === '') {
    pieces.pop();
  }
  if (pieces.length > MOST_COMMAS) {
    return [];
  }
  const isGuidNeeded = areGuids ?? pieces.some(isGuid);
  const plain = plainReading(pieces, columns, isGuidNeeded);
  return plain ? [plain] : readingsOfPieces(pieces, columns, isGuidNeeded);
}

/** Each piece is a cell: unless one begins with a quote that another one may close. */
function plainReading(
  pieces: readonly string[],
  columns: readonly TableColumn<string>[],
  areGuids: boolean,
): Reading | undefined {
  const isOpen = (piece: string) =>
    piece.startsWith('"') && piece.split('"').length % 2 === 0;
  if (pieces.length > columns.length || pieces.some(isOpen)) {
    return undefined;
  }
  const cells = columns.flatMap((column, position) =>
    cellsOf(pieces[position] ?? '', column, areGuids),
  );
  return cells.length === columns.length ? cells : undefined;
}

/** From the last column to the first: what a column may be, before all that those after it may be. */
function readingsOfPieces(
  pieces: readonly string[],
  columns: readonly TableColumn<string>[],
  areGuids: boolean,
): readonly Reading[] {
  const count = pieces.length;
  /** Of the columns after this one, by the piece that they begin with. */
  let rests: (readonly Reading[])[] = [];
  rests[count] = [[]];
  for (const [position, column] of [...columns.entries()].reverse()) {
    const here: (readonly Reading[])[] = [];
    // Each of the columns before it has a piece, unless there are no more.
    const first = Math.min(position, count);
    for (let start = count; start >= first; start -= 1) {
      const found = new Map<string, Reading>();
      for (const end of endsOf(pieces, start, column)) {
        const after = rests[end] ?? [];
        if (after.length > 0 && found.size < 2) {
          const raw = pieces.slice(start, end).join(',');
          for (const cell of cellsOf(raw, column, areGuids)) {
            for (const others of after) {
              const cells = [cell, ...others];
              found.set(JSON.stringify(cells), cells);
            }
          }
        }
      }
      here[start] = [...found.values()].slice(0, 2);
    }
    rests = here;
  }
  return rests[0] ?? [];
}

/** Where a cell may end that begins with a piece: after this one, or after a later one where commas may be in it. */
function endsOf(
  pieces: readonly string[],
  start: number,
  { form }: TableColumn<string>,
): readonly number[] {
  const next = Math.min(start + 1, pieces.length);
  const mayHaveCommas =
    form === 'text' || form === 'version' || pieces[start]?.startsWith('"');
  return mayHaveCommas ? range(next, pieces.length) : [next];
}

/** All that a piece may be in a column. What is not wanted is the same, whatever it is. */
function cellsOf(
  raw: string,
  { name, form, isNeeded }: TableColumn<string>,
  areGuids: boolean,
): readonly string[] {
  return name === undefined
    ? ['']
    : meaningsOf(raw, form).filter(
        (cell) => !isNeeded || isFilled(cell, form, areGuids),
      );
}

/**
 * Whether a needed cell holds what it must.
 *
 * @throws ExportFileError for a GUID where other rows have none: they were not what they seemed
 */
export function isFilled(
  cell: string,
  form: ColumnForm,
  areGuids: boolean,
): boolean {
  if (form === 'guid' && isGuid(cell) !== areGuids) {
    if (areGuids) {
      return false;
    }
    throw new ExportFileError(
      'content',
      'ids are GUIDs in some rows, and not in others',
    );
  }
  return !isBlank(cell);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

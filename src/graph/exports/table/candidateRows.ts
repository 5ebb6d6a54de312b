/**
 * The rows that a line may be when its texts hold commas and quotes that were not
 * escaped: each column takes one piece between commas, or several if it may hold
 * commas.
 */
import { isBlank, isGuid, candidateCells } from './cells';
import { ExportFileError } from '../exportErrors';
import type { ColumnForm } from '../exportRequest';

/** A row with more commas is not sorted out. */
const MOST_COMMAS = 200;

export interface TableColumn<Column extends string> {
  /** undefined for one that is not wanted. */
  readonly name: Column | undefined;
  readonly form: ColumnForm;
  /** If it is empty, the row is damaged. */
  readonly isNeeded: boolean;
}

/** The cells of all columns; `''` where a column is not wanted. */
export type Cells = readonly string[];

/**
 * Two at most, which differ in what is wanted: a row with two candidates is as
 * bad as one with more.
 *
 * @param areGuids whether ids are GUIDs; undefined while no row has shown it
 */
export function candidateRows(
  line: string,
  columns: readonly TableColumn<string>[],
  areGuids: boolean | undefined,
): readonly Cells[] {
  const pieces = line.split(',').slice(0, MOST_COMMAS + 1);
  while (pieces.at(-1) === '') {
    pieces.pop();
  }
  if (pieces.length > MOST_COMMAS) {
    return [];
  }
  const isGuidNeeded = areGuids ?? pieces.some(isGuid);
  const plain = plainCandidate(pieces, columns, isGuidNeeded);
  return plain ? [plain] : candidatesOfPieces(pieces, columns, isGuidNeeded);
}

/** Takes each piece as a cell. @returns undefined when a piece begins with a quote that another one may close */
function plainCandidate(
  pieces: readonly string[],
  columns: readonly TableColumn<string>[],
  areGuids: boolean,
): Cells | undefined {
  const isOpen = (piece: string) =>
    piece.startsWith('"') && piece.split('"').length % 2 === 0;
  if (pieces.length > columns.length || pieces.some(isOpen)) {
    return undefined;
  }
  const cells = columns.flatMap((column, position) =>
    candidatesIn(pieces[position] ?? '', column, areGuids),
  );
  return cells.length === columns.length ? cells : undefined;
}

/** Goes from the last column to the first, and puts what a column may be before what the columns after it may be. */
function candidatesOfPieces(
  pieces: readonly string[],
  columns: readonly TableColumn<string>[],
  areGuids: boolean,
): readonly Cells[] {
  const count = pieces.length;
  /** The candidates for the columns after this one, by the piece that they begin with. */
  let rests: (readonly Cells[])[] = [];
  rests[count] = [[]];
  for (const [position, column] of [...columns.entries()].reverse()) {
    const here: (readonly Cells[])[] = [];
    // Each column before it has a piece, unless there are no more pieces.
    const first = Math.min(position, count);
    for (let start = count; start >= first; start -= 1) {
      const found = new Map<string, Cells>();
      for (const end of endsOf(pieces, start, column)) {
        const after = rests[end] ?? [];
        if (after.length > 0 && found.size < 2) {
          const raw = pieces.slice(start, end).join(',');
          for (const cell of candidatesIn(raw, column, areGuids)) {
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

/** Where a cell that begins with a piece may end: after this piece, or after a later one if the cell may hold commas. */
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

/** The cells that a piece may be in a column. A column that is not wanted has one empty cell. */
function candidatesIn(
  raw: string,
  { name, form, isNeeded }: TableColumn<string>,
  areGuids: boolean,
): readonly string[] {
  return name === undefined
    ? ['']
    : candidateCells(raw, form).filter(
        (cell) => !isNeeded || isFilled(cell, form, areGuids),
      );
}

/**
 * Whether a needed cell is not empty, and is a GUID where ids are GUIDs.
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

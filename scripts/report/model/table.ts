/** Tables as plain data: what the page, its script, the CSV files and the numbers on top have in common. */

export type TableId =
  | 'devices'
  | 'users'
  | 'groups'
  | 'findings'
  | 'policies'
  | 'applications'
  | 'members'
  | 'changes';

/**
 * - `text`: any text.
 * - `choice`: one of few texts, such as Yes and No.
 * - `number`: a number.
 * - `time`: in ms since the Unix epoch.
 * - `reference`: the number of a row in another table, or the name of what that
 *   table lacks.
 */
export type ColumnKind = 'text' | 'choice' | 'number' | 'time' | 'reference';

/** undefined where the tenant or the run does not tell. */
export type Value = string | number | undefined;

export interface Column {
  readonly id: string;
  readonly title: string;
  readonly kind: ColumnKind;
  /** Whether the column is shown until the reader chooses others. */
  readonly isShown: boolean;
  /** The other table of a reference. */
  readonly target?: TableId;
}

export interface Table {
  readonly id: TableId;
  readonly title: string;
  /** One row. */
  readonly singular: string;
  /** The first one is the name. */
  readonly columns: readonly Column[];
  /** By column, then by row. */
  readonly values: readonly (readonly Value[])[];
  readonly rows: number;
}

export type Tables = ReadonlyMap<TableId, Table>;

/** What connects two tables: pairs of rows, each with a text such as a state or a version. */
export interface Relation {
  readonly id: RelationId;
  readonly left: TableId;
  readonly right: TableId;
  /** The pairs of row `l` of the left table stand from `starts[l]` to before `starts[l + 1]`. */
  readonly starts: Uint32Array;
  readonly rights: Uint32Array;
  /** For each pair, the number of its text. */
  readonly labels: Uint32Array;
  readonly texts: readonly string[];
}

export type RelationId =
  | 'states'
  | 'installations'
  | 'userDevices'
  | 'groupUsers'
  | 'groupGroups'
  | 'groupMembers';

/** @throws when there is no such column, which only a mistake of ours can cause */
export function columnIndex({ columns, id }: Table, column: string): number {
  const index = columns.findIndex((each) => each.id === column);
  if (index < 0) {
    throw new TypeError(`The table ${id} has no column ${column}`);
  }
  return index;
}

/** The values of a column, by row. */
export function valuesOf(table: Table, column: string): readonly Value[] {
  return table.values[columnIndex(table, column)];
}

/**
 * Columns whose values may each stand for many rows: what is asked of a column is
 * asked of each value once, since a large tenant has few values and many rows.
 */
import type { Column, Table, Value } from '../model/table';

export interface CodedColumn {
  readonly values: readonly Value[];
  /** Which of the values each row has; undefined when each row has its own. */
  readonly at?: ArrayLike<number>;
}

export interface CodedTable extends Pick<Table, 'columns' | 'rows'> {
  /** By column, with texts in the place of references: see `resolveReferences`. */
  readonly coded: readonly CodedColumn[];
}

export function codedTable({
  columns,
  rows,
  values,
}: Pick<Table, 'columns' | 'rows' | 'values'>): CodedTable {
  return { columns, rows, coded: values.map((each) => ({ values: each })) };
}

export function valueAt({ values, at }: CodedColumn, row: number): Value {
  return values[at ? at[row] : row];
}

/** The value of each row. */
export function valuesByRow({ values, at }: CodedColumn): readonly Value[] {
  return at ? Array.from(at, (place) => values[place]) : values;
}

/** Names in the place of numbers of rows. */
export function resolveReferences(
  column: Column,
  values: readonly Value[],
  namesOf: (table: string) => readonly Value[] | undefined,
): readonly Value[] {
  const names =
    column.kind === 'reference' && column.target
      ? namesOf(column.target)
      : undefined;
  return names
    ? values.map((value) => (typeof value === 'number' ? names[value] : value))
    : values;
}

/** What a run answers to a question: the rows that its filter leaves, and of how many nobody knows. */
import { codedTable } from '../browser/coded';
import { formatView, type View } from '../browser/filters';
import { matchingRows } from '../browser/matching';
import type { Completeness, Run } from '../run';
import { tableOf, withNames, type Model } from './model';
import type { Question } from './questions';
import { columnIndex, valuesOf, type Table } from './table';

export interface Answer {
  readonly question: Question;
  /** The address of the list. */
  readonly address: string;
  /** The numbers of the rows, in the order of the list. */
  readonly rows: readonly number[];
  /** Rows of which nobody knows. */
  readonly unknown: number;
  readonly total: number;
  readonly completeness: Completeness;
}

export function answer(question: Question, model: Model, run: Run): Answer {
  const table = tableOf(model, question.table);
  const view = viewOf(question);
  const [column] = Object.keys(question.filters);
  const asked = column === undefined ? undefined : valuesOf(table, column);
  const among = rowsWhere(model, {
    table: question.table,
    filters: question.among?.filters ?? {},
  });
  return {
    question,
    address: formatView(view),
    rows: sorted(table, view, rowsWhere(model, question)),
    unknown: among.filter((row) => asked && asked[row] === undefined).length,
    total: among.length,
    completeness: run.completeness(question.types),
  };
}

function rowsWhere(
  model: Model,
  question: Pick<Question, 'table' | 'filters'>,
): number[] {
  const table = withNames(tableOf(model, question.table), model);
  return matchingRows(codedTable(table), viewOf(question));
}

function viewOf({
  table,
  filters,
  sort,
  columns,
}: Pick<Question, 'table' | 'filters' | 'sort' | 'columns'>): View {
  return {
    table,
    search: '',
    filters: new Map(Object.entries(filters)),
    ...(sort ? { sort } : {}),
    ...(columns ? { columns } : {}),
  };
}

/** Static lists are sorted by numbers only. */
function sorted(table: Table, { sort }: View, rows: number[]): number[] {
  if (!sort) {
    return rows;
  }
  const values = table.values[columnIndex(table, sort.column)];
  const sign = sort.isDescending ? -1 : 1;
  return rows.sort((a, b) => {
    const [one, other] = [values[a], values[b]];
    return typeof one === 'number' && typeof other === 'number'
      ? sign * (one - other) || a - b
      : a - b;
  });
}

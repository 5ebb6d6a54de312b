/**
 * What is shown of a table, and the part of the address that says so, such as
 * `#devices?compliant=%3DNo&sort=-lastSeenOn`. Used by the page's script, and
 * when the report is made, so that a number on top and the list behind it agree.
 */
import type { Column, Value } from '../model/table';

export interface View {
  readonly table: string;
  /** Words that a row has to have. */
  readonly search: string;
  /** What is asked of columns, by their ids: see `createTest`. */
  readonly filters: ReadonlyMap<string, string>;
  readonly sort?: { readonly column: string; readonly isDescending: boolean };
  /** Ids of the columns, unless they are those that are always shown. */
  readonly columns?: readonly string[];
}

/** A page about one row. */
export interface RowAddress {
  readonly table: string;
  readonly row: number;
}

/** Not the ids of columns. */
const SEARCH = 'search';
const SORT = 'sort';
const COLUMNS = 'columns';

export function formatView(view: View): string {
  const parameters = new URLSearchParams();
  if (view.search !== '') {
    parameters.set(SEARCH, view.search);
  }
  for (const [column, expression] of view.filters) {
    parameters.append(column, expression);
  }
  if (view.sort) {
    const { column, isDescending } = view.sort;
    parameters.set(SORT, `${isDescending ? '-' : ''}${column}`);
  }
  if (view.columns) {
    parameters.set(COLUMNS, view.columns.join(','));
  }
  const text = parameters.toString();
  return `#${view.table}${text === '' ? '' : `?${text}`}`;
}

/** @param address the part of an address that begins with # */
export function parseView(address: string): View {
  const [table, ...rest] = address.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(rest.join('?'));
  const filters = new Map(
    [...parameters].filter(
      ([name, value]) =>
        ![SEARCH, SORT, COLUMNS].includes(name) && value !== '',
    ),
  );
  const sort = parameters.get(SORT);
  const columns = parameters.get(COLUMNS);
  return {
    table,
    search: parameters.get(SEARCH) ?? '',
    filters,
    ...(sort
      ? {
          sort: {
            column: sort.replace(/^-/, ''),
            isDescending: sort.startsWith('-'),
          },
        }
      : {}),
    ...(columns ? { columns: columns.split(',') } : {}),
  };
}

export function formatRow({ table, row }: RowAddress): string {
  return `#${table}/${row}`;
}

/** undefined for an address of something else. */
export function parseRow(address: string): RowAddress | undefined {
  const match = /^#([a-z]+)\/(\d{1,9})$/.exec(address);
  return match ? { table: match[1], row: Number(match[2]) } : undefined;
}

/** The filters that name no column of the table: an address may be of another report. */
export function unknownFilters(
  columns: readonly Column[],
  view: View,
): string[] {
  return [...view.filters.keys()].filter(
    (id) => !columns.some((column) => column.id === id),
  );
}

/** What is shown of a value, and what text filters look at. */
export function displayText({ kind }: Column, value: Value): string {
  if (value === undefined) {
    return '';
  }
  return kind === 'time' && typeof value === 'number'
    ? dateText(value)
    : String(value);
}

const DAY = 24 * 60 * 60 * 1_000;
const knownDates = new Map<number, string>();

/** `2025-06-30`, in UTC; empty for a time that no calendar has. */
function dateText(time: number): string {
  const day = Math.floor(time / DAY);
  const known = knownDates.get(day);
  if (known !== undefined) {
    return known;
  }
  const date = new Date(day * DAY);
  const text = Number.isNaN(date.getTime())
    ? ''
    : date.toISOString().slice(0, 10);
  knownDates.set(day, text);
  return text;
}

type Test = (value: Value) => boolean;

/**
 * - `=x`: exactly x; `=`: not known; `!=x`: anything else, or not known.
 * - `>5`, `>=5`, `<5`, `<=5`: numbers, and dates such as `<2025-06-30`.
 * - `2..7`: both ends included.
 * - anything else: what contains the text, in any case.
 */
export function createTest(column: Column, expression: string): Test {
  const [, operator, operand] =
    /^(>=|<=|!=|=|>|<)?([^]*)$/.exec(expression) ?? [];
  const text = operand.trim();
  const shown = (value: Value) => displayText(column, value);
  const isOrdered = column.kind === 'number' || column.kind === 'time';
  const compare = comparisons.get(operator);
  if (compare && isOrdered) {
    const limit = column.kind === 'number' ? Number(text) : text;
    return (value) =>
      value !== undefined &&
      compare(column.kind === 'number' ? Number(value) : shown(value), limit);
  }
  if (operator === '=') {
    return (value) => shown(value) === text;
  }
  if (operator === '!=') {
    return (value) => shown(value) !== text;
  }
  const [, from, to] = /^(\d[\d-]*)\.\.(\d[\d-]*)$/.exec(expression) ?? [];
  if (isOrdered && from !== undefined) {
    const tests = [`>=${from}`, `<=${to}`].map((part) =>
      createTest(column, part),
    );
    return (value) => tests.every((test) => test(value));
  }
  const lower = expression.toLowerCase();
  return (value) => shown(value).toLowerCase().includes(lower);
}

type Ordered = number | string;

const comparisons = new Map<
  string | undefined,
  (a: Ordered, b: Ordered) => boolean
>([
  ['>', (a, b) => a > b],
  ['>=', (a, b) => a >= b],
  ['<', (a, b) => a < b],
  ['<=', (a, b) => a <= b],
]);

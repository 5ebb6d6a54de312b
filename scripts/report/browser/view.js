/** The table that is open: which of its rows and columns are shown, and in which order. */
/* eslint-env browser */
import { formatView, searchedText } from './filters';
import { comparer } from './order';

/**
 * The table, its view, and the parts of the page that change; undefined while no
 * table is open. `redraw` shows another view of it.
 */
export let current;

export function setCurrent(table) {
  current = table;
}

export function changeView(change) {
  const view = { ...current.view, ...change };
  history.replaceState(null, '', formatView(view));
  current.redraw(view);
}

export function changeFilter(id, expression) {
  const changed = new Map(current.view.filters);
  if (expression === '') {
    changed.delete(id);
  } else {
    changed.set(id, expression);
  }
  changeView({ filters: changed });
}

export function shownColumns() {
  const { table, view } = current;
  const chosen = view.columns?.filter((id) =>
    table.columns.some((column) => column.id === id),
  );
  return chosen?.length
    ? chosen
    : table.columns.filter(({ isShown }) => isShown).map(({ id }) => id);
}

/** All texts of a row in lower case, made when they are needed first. */
export function searchedBy(table) {
  const texts = new Array(table.rows);
  return (row) => (texts[row] ??= searchedText(table, row));
}

/** In the order of the table; sorted only where they are shown in that order. */
export function matchingRows() {
  const rows = [];
  for (let row = 0; row < current.table.rows; row += 1) {
    if (current.matches(row)) {
      rows.push(row);
    }
  }
  return rows;
}

export function sortedRows() {
  const { table, view, rows } = current;
  const index = table.columns.findIndex(({ id }) => id === view.sort?.column);
  if (index < 0) {
    return rows;
  }
  const values = table.values[index];
  const { isDescending } = view.sort;
  const compare = comparer(table.columns[index], values, isDescending);
  return [...rows].sort((a, b) => compare(values[a], values[b]) || a - b);
}

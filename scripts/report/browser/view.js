/** The table that is open: which of its rows and columns are shown, and in which order. */
/* eslint-env browser */
import { formatView } from './filters';
import { sortRows } from './order';

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

/** The rows that are shown, in their order. */
export function sortedRows() {
  const { table, view, rows } = current;
  const index = table.columns.findIndex(({ id }) => id === view.sort?.column);
  return index < 0
    ? rows
    : sortRows(
        rows,
        table.columns[index],
        table.coded[index],
        view.sort.isDescending,
      );
}

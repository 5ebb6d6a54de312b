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
  current.redraw({ ...current.view, ...change });
  writeAddress();
}

/** Safari throws when a page changes its address more than 100 times in 30 seconds, as one who types can. */
const ADDRESS_MS = 350;
/** The address that was written last, while it is too early for another one. */
let written;

function writeAddress() {
  if (written !== undefined) {
    return;
  }
  history.replaceState(null, '', formatView(current.view));
  written = window.location.hash;
  setTimeout(() => {
    // Unless somebody went on to another place.
    const isHere = current && window.location.hash === written;
    written = undefined;
    if (isHere && window.location.hash !== formatView(current.view)) {
      writeAddress();
    }
  }, ADDRESS_MS);
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

/** The rows of wide windows: a grid of Tabulator's, https://tabulator.info */
/* global Tabulator */
/* eslint-env browser */
import { cellContent } from './cells';
import { create } from './elements';
import { filterControl } from './filterControls';
import { formatView } from './filters';
import { comparer, ranksOf } from './order';
import { current, shownColumns } from './view';

const widths = {
  text: 190,
  choice: 104,
  number: 92,
  time: 116,
  reference: 170,
};

export function openGrid(table, view) {
  const { body } = current;
  const shown = shownColumns();
  const own = current;
  own.grid = new Tabulator(body, {
    data: rowsForGrid(table),
    index: 'row',
    maxHeight: gridHeight(),
    layout: 'fitColumns',
    nestedFieldSeparator: false,
    placeholder: () => create('p', { textContent: 'No row fits the filters.' }),
    initialSort: view.sort
      ? [
          {
            column: view.sort.column,
            dir: view.sort.isDescending ? 'desc' : 'asc',
          },
        ]
      : [],
    initialFilter: ({ row }) => current.matches(row),
    columns: table.columns.map((column, index) =>
      gridColumn(table, column, index, shown.includes(column.id)),
    ),
  });
  own.grid.on('tableBuilt', () => {
    own.isBuilt = true;
    body.setAttribute('aria-label', table.title);
    // Most sort by the name, and its places take a moment to find.
    window.requestIdleCallback?.(() => ranksOf(table.values[0]));
    // A grid may hold no other stop of the keyboard than what is in its cells.
    body.querySelector('.tabulator-tableholder').removeAttribute('tabindex');
  });
  own.grid.on('dataSorted', ([sorter]) => {
    if (current === own && own.isBuilt) {
      rememberSort(sorter);
    }
  });
}

/** Fields are named by their columns, whose names are ours. A row reads them from the table: copies would be many. */
function rowsForGrid({ columns, values, rows }) {
  class GridRow {
    constructor(row) {
      this.row = row;
    }
  }
  columns.forEach(({ id }, index) => {
    const column = values[index];
    Object.defineProperty(GridRow.prototype, id, {
      get() {
        return column[this.row];
      },
      // The grid writes back what it read, for each cell that it shows.
      set() {},
    });
  });
  return Array.from({ length: rows }, (_, row) => new GridRow(row));
}

/** What is left of the window, and never less than some rows. */
function gridHeight() {
  return `${Math.max(360, window.innerHeight - 300)}px`;
}

function gridColumn(table, column, index, visible) {
  const { id, title, kind } = column;
  const comparers = {};
  return {
    ...{ field: id, title, visible },
    // The title, the arrow and the room around them.
    minWidth: Math.max(widths[kind], 8 * title.length + 34),
    widthGrow: kind === 'text' || kind === 'reference' ? 2 : 1,
    hozAlign: kind === 'number' ? 'right' : 'left',
    titleFormatter: () => gridHeading(column, index),
    formatter: (cell) => cellContent(table, index, cell.getData().row),
    sorter: (a, b, _rowA, _rowB, _column, direction) => {
      // Tabulator turns the result round for descending order.
      const isDescending = direction === 'desc';
      comparers[direction] ??= comparer(
        column,
        table.values[index],
        isDescending,
      );
      // Tabulator hands over an empty text for what is not known.
      const order = comparers[direction](unlessEmpty(a), unlessEmpty(b));
      return isDescending ? -order : order;
    },
  };
}

function unlessEmpty(value) {
  return value === '' ? undefined : value;
}

function gridHeading(column, index) {
  const sort = create('button', {
    type: 'button',
    className: 'sort',
    textContent: column.title,
    title: `Sort by ${column.title}`,
  });
  const control = filterControl(column, index);
  for (const name of ['click', 'mousedown', 'dblclick', 'keydown']) {
    control.addEventListener(name, (event) => event.stopPropagation());
  }
  return create('div', { className: 'heading' }, sort, control);
}

function rememberSort(sorter) {
  const sort = sorter
    ? { column: sorter.field, isDescending: sorter.dir === 'desc' }
    : undefined;
  const { view } = current;
  if (
    view.sort?.column !== sort?.column ||
    view.sort?.isDescending !== sort?.isDescending
  ) {
    current.view = { ...view, sort };
    history.replaceState(null, '', formatView(current.view));
  }
}

export function applyToGrid(before) {
  const { grid, table, view } = current;
  const shown = shownColumns();
  const isOther =
    JSON.stringify(before.columns) !== JSON.stringify(view.columns);
  if (isOther) {
    for (const { id } of table.columns) {
      const column = grid.getColumn(id);
      if (column.isVisible() !== shown.includes(id)) {
        column.toggle();
      }
    }
    grid.redraw();
  }
  grid.setFilter(({ row }) => current.matches(row));
  if (
    view.sort &&
    (before.sort?.column !== view.sort.column ||
      before.sort?.isDescending !== view.sort.isDescending)
  ) {
    grid.setSort(view.sort.column, view.sort.isDescending ? 'desc' : 'asc');
  }
}

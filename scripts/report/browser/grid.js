/**
 * The rows of wide windows: a grid of Tabulator's, https://tabulator.info, which
 * draws rows and columns. Which rows they are, and their order, come from the view:
 * Tabulator asks each row for each of its values, which takes long for many rows.
 */
/* global Tabulator */
/* eslint-env browser */
import { cellContent } from './cells';
import { create } from './elements';
import { filterControl } from './filterControls';
import { searchedTexts } from './matching';
import { placesOf } from './order';
import { changeView, current, shownColumns, sortedRows } from './view';

const widths = {
  text: 190,
  choice: 104,
  number: 92,
  time: 116,
  reference: 170,
};

/** As in the style sheet. Otherwise the height of each row is measured. */
const ROW_HEIGHT = 34;
/** Rows above and below those in sight. */
const ROWS_AROUND = 8;

export function openGrid(table) {
  const { body } = current;
  const own = current;
  const grid = new Tabulator(body, {
    data: Array.from({ length: table.rows }, (_, row) => ({ row })),
    index: 'row',
    maxHeight: gridHeight(),
    rowHeight: ROW_HEIGHT,
    renderVerticalBuffer: ROWS_AROUND * ROW_HEIGHT,
    layout: 'fitColumns',
    nestedFieldSeparator: false,
    placeholder: () => create('p', { textContent: 'No row fits the filters.' }),
    columns: gridColumns(),
  });
  own.grid = grid;
  own.inOrder = (rows) => sortedRows().map((row) => rows[row]);
  // After whatever Tabulator does with the rows.
  grid.rowManager.registerDataPipelineHandler(own.inOrder, 1_000);
  grid.on('columnResized', (column) => {
    own.widths.set(column.getField(), column.getWidth());
  });
  grid.on('tableBuilt', () => {
    own.isBuilt = true;
    body.setAttribute('aria-label', table.title);
    markSort();
    window.requestIdleCallback?.(() => prepare(table));
    // A grid may hold no other stop of the keyboard than what is in its cells.
    body.querySelector('.tabulator-tableholder').removeAttribute('tabindex');
  });
}

/** What the first search and sorting by the name would wait for, a column at a time. */
function prepare(table, index = 0) {
  if (current?.table !== table || index >= table.columns.length) {
    return;
  }
  const column = table.columns[index];
  searchedTexts(column, table.coded[index]);
  if (index === 0) {
    placesOf(column, table.coded[index].values);
  }
  window.requestIdleCallback(() => prepare(table, index + 1));
}

/** What is left of the window, and never less than some rows. */
function gridHeight() {
  return `${Math.max(360, window.innerHeight - 300)}px`;
}

/** Those that are shown: the grid makes cells of hidden ones, too. Fields are named by their columns, whose names are ours. */
function gridColumns() {
  const { table, widths: chosen } = current;
  const shown = shownColumns();
  return table.columns.flatMap((column, index) => {
    const { id, title, kind } = column;
    return shown.includes(id)
      ? {
          ...{ field: id, title, width: chosen.get(id) },
          // The title, the arrow and the room around them.
          minWidth: Math.max(widths[kind], 8 * title.length + 34),
          widthGrow: kind === 'text' || kind === 'reference' ? 2 : 1,
          hozAlign: kind === 'number' ? 'right' : 'left',
          headerSort: false,
          headerClick: () => sortBy(id),
          // Handles in each cell would be many.
          resizable: 'header',
          titleFormatter: () => gridHeading(column, index),
          formatter: (cell) => cellContent(table, index, cell.getData().row),
        }
      : [];
  });
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

function sortBy(column) {
  const { sort } = current.view;
  const isDescending = sort?.column === column && !sort.isDescending;
  changeView({ sort: { column, isDescending } });
}

function markSort() {
  const { grid, view } = current;
  const direction = view.sort?.isDescending ? 'descending' : 'ascending';
  for (const column of grid.getColumns()) {
    const isSorted = column.getField() === view.sort?.column;
    column
      .getElement()
      .setAttribute('aria-sort', isSorted ? direction : 'none');
  }
}

export function applyToGrid(before) {
  const { grid, view, inOrder } = current;
  if (JSON.stringify(before.columns) !== JSON.stringify(view.columns)) {
    grid.setColumns(gridColumns());
  }
  grid.rowManager.refreshActiveData(inOrder, false, true);
  markSort();
}

/** A table on the screen: its tools, how many rows fit, and the rows. */
/* eslint-env browser */
import { number, oneLine } from '../text';
import { showCards } from './cards';
import { tables } from './data';
import { downloadCsv } from './download';
import { afterKeys, button, create } from './elements';
import { columnPanel, filterPanel, inWords } from './filterControls';
import { unknownFilters } from './filters';
import { applyToGrid, openGrid } from './grid';
import { matchingRows } from './matching';
import { nameScreen, phone, showApp } from './screen';
import { changeFilter, changeView, current, setCurrent } from './view';

export function showTable(view) {
  const table = tables.get(view.table);
  if (current?.table !== table) {
    openTable(table, view);
  }
  applyView(view);
}

function openTable(table, view) {
  current?.grid?.destroy();
  const status = create('p', { className: 'status', role: 'status' });
  const search = create('input', {
    type: 'search',
    placeholder: 'Search   /',
    ariaLabel: `Search ${table.title.toLowerCase()}`,
  });
  search.addEventListener(
    'input',
    afterKeys(() => changeView({ search: search.value })),
  );
  const chips = create('ul', { className: 'chips', ariaLabel: 'Filters' });
  const body = create('div', { className: 'rows-body' });
  setCurrent({
    ...{ table, view, status, search, chips, body },
    ...{ controls: new Map(), widths: new Map() },
    redraw: applyView,
  });
  showApp(
    create('h2', { textContent: table.title }),
    create(
      'div',
      { className: 'toolbar' },
      search,
      phone.matches ? filterPanel(table) : undefined,
      columnPanel(table),
      button('Download CSV', downloadCsv),
    ),
    create('div', { className: 'summary' }, status, chips),
    body,
  );
  nameScreen(table.title);
  if (!phone.matches) {
    openGrid(table);
  }
}

function applyView(view) {
  const { table, search, controls, grid } = current;
  const before = current.view;
  current.view = view;
  if (search.value !== view.search) {
    search.value = view.search;
  }
  for (const [id, setValue] of controls) {
    setValue(view.filters.get(id) ?? '');
  }
  current.rows = matchingRows(table, view);
  describeView();
  if (phone.matches) {
    showCards();
  } else if (grid && current.isBuilt) {
    applyToGrid(before);
  }
}

function describeView() {
  const { table, view, rows, status, chips } = current;
  const unknown = unknownFilters(table.columns, view);
  const count = `${number(rows.length)} of ${number(table.rows)}`;
  status.textContent =
    unknown.length > 0
      ? `${count}; this table has no column ${unknown.map((id) => oneLine(id, 30)).join(', ')}`
      : count;
  const items = [...view.filters].map(([id, expression]) => {
    const column = table.columns.find((each) => each.id === id);
    const text = `${column?.title ?? oneLine(id, 30)} ${inWords(expression)}`;
    const remove = button('×', () => changeFilter(id, ''));
    remove.setAttribute('aria-label', `Remove the filter ${text}`);
    return create('li', {}, create('bdi', { textContent: text }), remove);
  });
  if (items.length > 0) {
    const all = button('Remove all', () => changeView({ filters: new Map() }));
    items.push(create('li', { className: 'all' }, all));
  }
  chips.hidden = items.length === 0;
  chips.replaceChildren(...items);
}

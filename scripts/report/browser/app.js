/**
 * The script of the page: tables with filters, pages of single rows, CSV. It
 * becomes a part of the page, after Tabulator, and runs in browsers only. What a
 * tenant wrote gets into the page by `textContent` only.
 */
/* global Tabulator */
/* eslint-env browser */
const { BYTE_ORDER_MARK, csvCell, csvLine } = require('./csv');
const filters = require('./filters');
const packing = require('./packing');
const { number, oneLine } = require('../text');

/** Narrower windows have cards instead of a table. */
const phone = window.matchMedia('(max-width: 719px)');
/** Rows that cards and lists begin with, and get more of. */
const PAGE_ROWS = 100;
/** A choice of more values than these is typed. */
const MOST_CHOICES = 60;
/** After the last key. */
const TYPING_MS = 150;

const page = document.getElementById('page');
const app = document.getElementById('app');
const trouble = document.getElementById('trouble');

const tables = new Map();
const relations = new Map();
const collator = new Intl.Collator('en', { numeric: true });

/** What is on the screen: a table, its view, and the parts of the page that change. */
let current;

start().catch((error) => {
  // Without the tables, the lists that are in the page have to do.
  document.documentElement.classList.remove('js');
  trouble.textContent = `The tables cannot be shown: ${error.message}. The first rows of each list are above.`;
  trouble.hidden = false;
});

async function start() {
  const { tables: packed, relations: heads } = JSON.parse(
    new TextDecoder().decode(await unpack('data-tables')),
  );
  for (const table of packed) {
    tables.set(table.id, unpackedWhenNeeded(table));
  }
  for (const head of heads) {
    relations.set(head.id, { head });
  }
  window.addEventListener('hashchange', show);
  document.addEventListener('keydown', onKey);
  phone.addEventListener('change', () => {
    current = undefined;
    show();
  });
  await show();
  document.documentElement.dataset.ready = 'yes';
}

/** The first screen needs no table: each is unpacked when somebody looks at it first. */
function unpackedWhenNeeded(packed) {
  let rowNumbers;
  let values;
  const names = (id) => tables.get(id)?.rowNumbers[0];
  return {
    ...packed,
    get rowNumbers() {
      return (rowNumbers ??= packing.unpackTable(packed).values);
    },
    get values() {
      return (values ??= packed.columns.map((column, index) =>
        filters.resolveReferences(column, this.rowNumbers[index], names),
      ));
    },
  };
}

async function unpack(id) {
  if (typeof DecompressionStream === 'undefined') {
    throw new Error('this browser is too old (it has no DecompressionStream)');
  }
  const element = document.getElementById(id);
  const bytes = fromBase64(element.textContent.trim());
  // The text is large, and not needed any more.
  element.remove();
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** By the browser itself, where it can. */
function fromBase64(text) {
  if (Uint8Array.fromBase64) {
    return Uint8Array.fromBase64(text);
  }
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at += 1) {
    bytes[at] = characters.charCodeAt(at);
  }
  return bytes;
}

/** Pairs of rows, from either side; undefined for what this file does not hold. */
async function relationOf(id) {
  const known = relations.get(id);
  if (known && !known.pairs) {
    known.pairs ??= unpack(`data-${id}`).then((bytes) => {
      const pairs = packing.unpackPairs(known.head, bytes);
      const rows = tables.get(pairs.right).rows;
      return { pairs, reversed: packing.reversed(pairs, rows) };
    });
  }
  return known?.pairs;
}

// What the address asks for

async function show() {
  const { hash } = window.location;
  const address = filters.parseRow(hash);
  const view = filters.parseView(hash);
  if (address && tables.get(address.table)?.rows > address.row) {
    await showRow(address);
  } else if (tables.has(view.table)) {
    showTable(view);
  } else {
    showOverview(hash);
  }
  markCurrent(address?.table ?? view.table);
}

function showOverview(hash) {
  current = undefined;
  app.replaceChildren();
  app.hidden = true;
  page.hidden = false;
  const target = hash.length > 1 && document.getElementById(hash.slice(1));
  if (target && hash !== '#overview') {
    target.scrollIntoView();
  } else {
    window.scrollTo(0, 0);
  }
}

function showApp(...content) {
  app.replaceChildren(...content.filter((part) => part !== undefined));
  app.hidden = false;
  page.hidden = true;
  window.scrollTo(0, 0);
}

function markCurrent(id) {
  for (const link of document.querySelectorAll('nav a')) {
    const target = link.getAttribute('href').slice(1);
    const isOverview = target === 'overview' && id === '';
    if (target === id || isOverview) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function onKey(event) {
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(
    document.activeElement?.tagName ?? '',
  );
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  if (!current) {
    window.location.hash = '#devices';
    setTimeout(() => current?.search.focus());
  } else {
    current.search.focus();
  }
}

// A table

function showTable(view) {
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
    later(() => changeView({ search: search.value })),
  );
  const chips = create('ul', { className: 'chips', ariaLabel: 'Filters' });
  const body = create('div', { className: 'rows-body' });
  current = {
    ...{ table, view, status, search, chips, body, controls: new Map() },
    searched: searchedBy(table),
    matches: () => true,
  };
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
  document.title = `${table.title} – ${baseTitle}`;
  if (!phone.matches) {
    openGrid(table, view);
  }
}

const baseTitle = document.title;

/** All texts of a row in lower case, made when they are needed first. */
function searchedBy(table) {
  const texts = new Array(table.rows);
  return (row) => (texts[row] ??= filters.searchedText(table, row));
}

function changeView(change) {
  const view = { ...current.view, ...change };
  history.replaceState(null, '', filters.formatView(view));
  applyView(view);
}

function changeFilter(id, expression) {
  const changed = new Map(current.view.filters);
  if (expression === '') {
    changed.delete(id);
  } else {
    changed.set(id, expression);
  }
  changeView({ filters: changed });
}

function applyView(view) {
  const { table, search, controls, grid } = current;
  const before = current.view;
  current.view = view;
  current.matches = filters.createMatcher(table, view, current.searched);
  if (search.value !== view.search) {
    search.value = view.search;
  }
  for (const [id, setValue] of controls) {
    setValue(view.filters.get(id) ?? '');
  }
  current.rows = matchingRows();
  describeView();
  if (phone.matches) {
    showCards();
  } else if (grid && current.isBuilt) {
    applyToGrid(before);
  }
}

/** In the order of the table; sorted only where they are shown in that order. */
function matchingRows() {
  const rows = [];
  for (let row = 0; row < current.table.rows; row += 1) {
    if (current.matches(row)) {
      rows.push(row);
    }
  }
  return rows;
}

function sortedRows() {
  const { table, view, rows } = current;
  const index = table.columns.findIndex(({ id }) => id === view.sort?.column);
  if (index < 0) {
    return rows;
  }
  const compare = comparer(table, index, view.sort.isDescending);
  const values = table.values[index];
  return [...rows].sort((a, b) => compare(values[a], values[b]) || a - b);
}

function comparer({ columns, values }, index, isDescending) {
  const sign = isDescending ? -1 : 1;
  const isNumber = ['number', 'time'].includes(columns[index].kind);
  const places = isNumber ? undefined : ranksOf(values[index]);
  return unknownLast((a, b) =>
    places ? sign * (places.get(a) - places.get(b)) : sign * (a - b),
  );
}

/** What is not known comes last in both directions. */
function unknownLast(compare) {
  return (a, b) =>
    a === undefined || b === undefined
      ? (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0)
      : compare(a, b);
}

/** The place of each text of a column among all: to compare texts takes long, and sorting does it often. */
const ranks = new WeakMap();

function ranksOf(values) {
  if (!ranks.has(values)) {
    const texts = [...new Set(values)].sort(unknownLast(collator.compare));
    ranks.set(values, new Map(texts.map((text, place) => [text, place])));
  }
  return ranks.get(values);
}

function describeView() {
  const { table, view, rows, status, chips } = current;
  const unknown = filters.unknownFilters(table.columns, view);
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

function inWords(expression) {
  if (expression === '=') {
    return 'is not known';
  }
  return expression.startsWith('=')
    ? `is ${oneLine(expression.slice(1), 60)}`
    : oneLine(expression, 60);
}

function shownColumns() {
  const { table, view } = current;
  const chosen = view.columns?.filter((id) =>
    table.columns.some((column) => column.id === id),
  );
  return chosen?.length
    ? chosen
    : table.columns.filter(({ isShown }) => isShown).map(({ id }) => id);
}

// Filters and columns

/** A list for few values, a field for many. */
function filterControl(column, index) {
  const { table } = current;
  const label = `Filter ${column.title}`;
  const choices =
    column.kind === 'choice' ? choicesOf(table.values[index]) : undefined;
  const control = choices
    ? create('select', { ariaLabel: label }, ...options(choices))
    : create('input', {
        type: 'search',
        ariaLabel: label,
        placeholder: column.kind === 'number' ? '> 30' : '',
        title: 'Text, =exactly, >5, <2025-06-30, 2..7, or = for not known',
      });
  const listen = () => changeFilter(column.id, control.value);
  if (choices) {
    control.addEventListener('change', listen);
  } else {
    control.addEventListener('input', later(listen));
  }
  current.controls.set(column.id, (expression) => {
    if (
      choices &&
      expression !== '' &&
      ![...control.options].some(({ value }) => value === expression)
    ) {
      control.append(
        create('option', {
          value: expression,
          textContent: inWords(expression),
        }),
      );
    }
    if (control.value !== expression) {
      control.value = expression;
    }
  });
  current.controls.get(column.id)(current.view.filters.get(column.id) ?? '');
  return control;
}

function choicesOf(values) {
  const known = new Set();
  for (const value of values) {
    known.add(value);
    if (known.size > MOST_CHOICES) {
      return undefined;
    }
  }
  return [...known].sort(unknownLast(collator.compare));
}

function options(choices) {
  return [
    create('option', { value: '', textContent: 'All' }),
    ...choices.map((choice) =>
      create('option', {
        value: `=${choice ?? ''}`,
        textContent: choice === undefined ? 'Not known' : oneLine(choice, 60),
      }),
    ),
  ];
}

function filterPanel(table) {
  const fields = table.columns.map((column, index) =>
    create(
      'label',
      {},
      create('span', { textContent: column.title }),
      filterControl(column, index),
    ),
  );
  return panel('Filter', create('div', { className: 'fields' }, ...fields));
}

function columnPanel(table) {
  const boxes = table.columns.slice(1).map(({ id, title }) => {
    const box = create('input', { type: 'checkbox' });
    box.checked = shownColumns().includes(id);
    box.addEventListener('change', () => {
      const shown = new Set(shownColumns());
      if (box.checked) {
        shown.add(id);
      } else {
        shown.delete(id);
      }
      const inOrder = table.columns.filter((column) => shown.has(column.id));
      changeView({ columns: inOrder.map((column) => column.id) });
    });
    current.controls.set(`column ${id}`, () => {
      box.checked = shownColumns().includes(id);
    });
    return create('label', {}, box, create('span', { textContent: title }));
  });
  return panel('Columns', create('div', { className: 'boxes' }, ...boxes));
}

function panel(title, content) {
  return create(
    'details',
    { className: 'panel' },
    create('summary', { textContent: title }),
    content,
  );
}

// The grid of wide windows

function openGrid(table, view) {
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

const widths = {
  text: 190,
  choice: 104,
  number: 92,
  time: 116,
  reference: 170,
};

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
      comparers[direction] ??= comparer(table, index, isDescending);
      // Tabulator hands over an empty text for what is not known.
      const [one, other] = [a, b].map((value) =>
        value === '' ? undefined : value,
      );
      const order = comparers[direction](one, other);
      return isDescending ? -order : order;
    },
  };
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
    history.replaceState(null, '', filters.formatView(current.view));
  }
}

function applyToGrid(before) {
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

// The cards of narrow windows

function showCards() {
  const { table, body } = current;
  const rows = sortedRows();
  const shown = shownColumns().map((id) =>
    table.columns.findIndex((column) => column.id === id),
  );
  const list = create('ul', { className: 'cards' });
  const more = growing(list, rows, (row) =>
    create(
      'li',
      {},
      create('h3', {}, cellContent(table, 0, row)),
      facts(table, row, shown.slice(1)),
    ),
  );
  body.replaceChildren(
    rows.length === 0
      ? create('p', {
          className: 'empty',
          textContent: 'No row fits the filters.',
        })
      : list,
    more,
  );
}

/** A list that a button makes longer. */
function growing(list, rows, toItem) {
  let end = 0;
  const more = button('', () => grow());
  const grow = () => {
    const next = rows.slice(end, end + PAGE_ROWS);
    list.append(...next.map(toItem));
    end += next.length;
    more.hidden = end >= rows.length;
    more.textContent = `Show more of ${number(rows.length)}`;
  };
  grow();
  return more;
}

// Values

function cellContent(table, index, row) {
  const column = table.columns[index];
  const value = table.values[index][row];
  if (value === undefined) {
    return create('span', { className: 'none', textContent: '–' });
  }
  if (column.kind === 'number') {
    return create('span', { textContent: number(value) });
  }
  const text = oneLine(filters.displayText(column, value), 200) || '(no name)';
  if (column.id === 'webLink') {
    return outerLink(value, 'Open');
  }
  const address = addressOf(table, index, row);
  if (address) {
    return create(
      'a',
      { href: filters.formatRow(address) },
      create('bdi', { textContent: text }),
    );
  }
  return create('bdi', {
    className: `value ${toneOf(column, value)}`,
    textContent: text,
  });
}

/** Addresses come from the result: only those that browsers fetch by https become links. */
function outerLink(address, text) {
  return address.startsWith('https://')
    ? create('a', {
        href: address,
        target: '_blank',
        rel: 'noreferrer noopener',
        textContent: text,
      })
    : create('bdi', { textContent: oneLine(address, 200) });
}

function addressOf(table, index, row) {
  const { kind, target, id } = table.columns[index];
  if (kind === 'reference') {
    const other = table.rowNumbers[index][row];
    return typeof other === 'number'
      ? { table: target, row: other }
      : undefined;
  }
  return id === 'name' ? { table: table.id, row } : undefined;
}

const bad = {
  compliant: 'No',
  encrypted: 'No',
  isMfaEnabled: 'No',
  jailBroken: 'Yes',
  severity: 'high',
};

function toneOf({ id }, value) {
  return Object.hasOwn(bad, id) && bad[id] === value ? 'act' : '';
}

function facts(table, row, indexes) {
  return create(
    'dl',
    {},
    ...indexes.flatMap((index) => [
      create('dt', { textContent: table.columns[index].title }),
      create('dd', {}, cellContent(table, index, row)),
    ]),
  );
}

// The page of one row

/** What stands on the page of a row: other rows that it is connected with. */
const connections = {
  devices: [
    {
      title: 'Policies and configurations',
      relation: 'states',
      isRight: true,
      label: 'State',
    },
    { title: 'Findings', table: 'findings', column: 'device' },
    { title: 'Users', relation: 'userDevices', isRight: true, label: 'How' },
    {
      title: 'Applications',
      relation: 'installations',
      isRight: true,
      label: 'Version or state',
    },
  ],
  users: [
    { title: 'Devices', relation: 'userDevices', label: 'How' },
    { title: 'Groups', relation: 'groupUsers', isRight: true },
  ],
  groups: [
    { title: 'Users', relation: 'groupUsers' },
    { title: 'Groups in it', relation: 'groupGroups' },
    { title: 'Other members', relation: 'groupMembers' },
    { title: 'Member of', relation: 'groupGroups', isRight: true },
  ],
  policies: [
    {
      title: 'Devices by state',
      relation: 'states',
      label: 'State',
      isCounted: true,
    },
  ],
  applications: [
    {
      title: 'Devices by version or state',
      relation: 'installations',
      label: 'Version or state',
      isCounted: true,
    },
  ],
  members: [{ title: 'Groups', relation: 'groupMembers', isRight: true }],
};

async function showRow(address) {
  const table = tables.get(address.table);
  const { row } = address;
  current?.grid?.destroy();
  current = undefined;
  const title = oneLine(String(table.values[0][row] ?? ''), 200) || '(no name)';
  const lists = await Promise.all(
    (connections[table.id] ?? []).map((connection) =>
      connected(connection, row),
    ),
  );
  const link = table.columns.findIndex(({ id }) => id === 'webLink');
  const webLink = link < 0 ? undefined : table.values[link][row];
  const heading = create(
    'h2',
    { tabIndex: -1 },
    create('bdi', { textContent: title }),
  );
  showApp(
    create(
      'p',
      { className: 'path' },
      create('a', {
        href: `#${table.id}`,
        textContent: `All ${table.title.toLowerCase()}`,
      }),
    ),
    heading,
    webLink
      ? create('p', {}, outerLink(webLink, 'Open in the admin center'))
      : undefined,
    create(
      'div',
      { className: 'card' },
      facts(
        table,
        row,
        [...table.columns.keys()].filter(
          (index) =>
            index > 0 &&
            index !== link &&
            table.values[index][row] !== undefined,
        ),
      ),
    ),
    ...lists,
  );
  heading.focus({ preventScroll: true });
  document.title = `${title} – ${baseTitle}`;
}

async function connected(connection, row) {
  const section = (...content) =>
    create(
      'section',
      { className: 'card' },
      create('h3', { textContent: connection.title }),
      ...content,
    );
  const found = connection.relation
    ? await pairsOf(connection, row)
    : rowsOf(connection, row);
  if (!found) {
    return section(
      create('p', {
        className: 'notice',
        textContent:
          'This file would have been larger than 8 MB with them, so it does not hold them. Use npm run report -- --csv <folder>.',
      }),
    );
  }
  if (found.pairs.length === 0) {
    return section(create('p', { className: 'empty', textContent: 'None.' }));
  }
  return section(
    connection.isCounted ? countsByLabel(found) : undefined,
    ...connectedTable(connection, found),
  );
}

async function pairsOf({ relation, isRight }, row) {
  const known = await relationOf(relation);
  if (!known) {
    return undefined;
  }
  const { pairs, reversed } = known;
  const { starts, rights, labels } = isRight ? reversed : pairs;
  const found = [];
  for (let at = starts[row]; at < starts[row + 1]; at += 1) {
    found.push({ row: rights[at], label: pairs.texts[labels[at]] });
  }
  return {
    table: tables.get(isRight ? pairs.left : pairs.right),
    pairs: found,
  };
}

/** The rows of a table that refer to this one. */
function rowsOf({ table: id, column }, row) {
  const table = tables.get(id);
  const index = table.columns.findIndex((each) => each.id === column);
  const pairs = [];
  table.rowNumbers[index].forEach((value, at) => {
    if (value === row) {
      pairs.push({ row: at, label: '' });
    }
  });
  return { table, pairs };
}

function countsByLabel({ pairs }) {
  const counts = new Map();
  for (const { label } of pairs) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  return create(
    'p',
    { className: 'lead' },
    `${number(pairs.length)} in all: `,
    ranked
      .slice(0, 12)
      .map(
        ([label, count]) =>
          `${oneLine(label, 60) || 'not known'} ${number(count)}`,
      )
      .join(', '),
    ranked.length > 12 ? ` and ${number(ranked.length - 12)} more` : '',
  );
}

/** What is shown of rows on the page of another row. */
const connectedColumns = {
  devices: [
    'name',
    'compliant',
    'owner',
    'osName',
    'osVersion',
    'encrypted',
    'lastSeenOn',
  ],
  users: [
    'name',
    'userPrincipalName',
    'userType',
    'accountEnabled',
    'isMfaEnabled',
    'lastSignIn',
  ],
  groups: ['name', 'kind', 'membership', 'users'],
  members: ['name', 'memberType'],
  findings: ['policy', 'status', 'severity', 'kind', 'lastUpdatedOn'],
  policies: ['name', 'kind', 'type'],
  applications: ['name', 'kind', 'publisher'],
};

function connectedTable({ label }, { table, pairs }) {
  const columns = connectedColumns[table.id].map((id) =>
    table.columns.findIndex((column) => column.id === id),
  );
  const cell = (name, content, title) => {
    const element = create(name, {}, content);
    element.dataset.title = title;
    return element;
  };
  const [first, ...others] = columns;
  const titles = [
    table.columns[first].title,
    ...(label ? [label] : []),
    ...others.map((index) => table.columns[index].title),
  ];
  const body = create('tbody');
  const sorted = label
    ? [...pairs].sort((a, b) => collator.compare(a.label, b.label))
    : pairs;
  const more = growing(body, sorted, ({ row, label: text }) =>
    create(
      'tr',
      {},
      cell('td', cellContent(table, first, row), titles[0]),
      label
        ? cell(
            'td',
            create('bdi', { textContent: oneLine(text, 120) || '–' }),
            label,
          )
        : undefined,
      ...others.map((index) =>
        cell('td', cellContent(table, index, row), table.columns[index].title),
      ),
    ),
  );
  const head = create(
    'tr',
    {},
    ...titles.map((title) =>
      create('th', { scope: 'col', textContent: title }),
    ),
  );
  const region = create(
    'div',
    {
      className: 'table stacked',
      role: 'region',
      tabIndex: 0,
      ariaLabel: table.title,
    },
    create('table', {}, create('thead', {}, head), body),
  );
  return [region, more];
}

// CSV

/** The rows and columns that are shown, in their order. */
function downloadCsv() {
  const { table } = current;
  const indexes = shownColumns().map((id) =>
    table.columns.findIndex((column) => column.id === id),
  );
  const parts = [
    BYTE_ORDER_MARK,
    csvLine(indexes.map((index) => table.columns[index].title)),
    ...sortedRows().map((row) =>
      csvLine(
        indexes.map((index) =>
          csvCell(table.columns[index], table.values[index][row]),
        ),
      ),
    ),
  ];
  const address = URL.createObjectURL(
    new Blob(parts, { type: 'text/csv;charset=utf-8' }),
  );
  create('a', { href: address, download: `${table.id}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Elements

/** Texts among the children are text, whatever is in them. */
function create(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [property, value] of Object.entries(properties)) {
    element[property] = value;
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

function button(text, act) {
  const element = create('button', { type: 'button', textContent: text });
  element.addEventListener('click', act);
  return element;
}

/** When nobody typed for a moment. */
function later(act) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, TYPING_MS);
  };
}

/** A row on the screen: what is known of it, and the rows of other tables that it is connected with. */
import { number, oneLine } from '../text';
import { cellContent, facts, outerLink } from './cells';
import { valueAt } from './coded';
import { connectedColumns, connections } from './connections';
import { loadTable, relationOf, tables } from './data';
import { create, growing } from './elements';
import { compareTexts } from './order';
import { nameScreen, showApp } from './screen';
import { current, setCurrent } from './view';

/** @returns draws it, when all that it needs is unpacked */
export async function rowScreen(address) {
  const table = tables.get(address.table);
  const { row } = address;
  const valueOf = (index) => valueAt(table.coded[index], row);
  const title = oneLine(String(valueOf(0) ?? ''), 200) || '(no name)';
  const lists = await Promise.all(
    (connections[table.id] ?? []).map((connection) =>
      connected(connection, row),
    ),
  );
  const link = table.columns.findIndex(({ id }) => id === 'webLink');
  const webLink = link < 0 ? undefined : valueOf(link);
  const heading = create(
    'h2',
    { tabIndex: -1 },
    create('bdi', { textContent: title }),
  );
  const content = [
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
            index > 0 && index !== link && valueOf(index) !== undefined,
        ),
      ),
    ),
    ...lists,
  ];
  return () => {
    current?.grid?.destroy();
    setCurrent(undefined);
    showApp(...content);
    heading.focus({ preventScroll: true });
    nameScreen(title);
  };
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
    : await rowsOf(connection, row);
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
  const id = isRight ? pairs.left : pairs.right;
  await loadTable(id);
  return { table: tables.get(id), pairs: found };
}

/** The rows of a table that refer to this one. */
async function rowsOf({ table: id, column }, row) {
  await loadTable(id);
  const table = tables.get(id);
  const index = table.columns.findIndex((each) => each.id === column);
  const pairs = [];
  const references = table.numbers[index];
  for (let at = 0; at < table.rows; at += 1) {
    if (valueAt(references, at) === row) {
      pairs.push({ row: at, label: '' });
    }
  }
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
    ? [...pairs].sort((a, b) => compareTexts(a.label, b.label))
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

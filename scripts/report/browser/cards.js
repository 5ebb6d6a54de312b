/** The rows of narrow windows: a card each. */
import { cellContent, facts } from './cells';
import { create, growing } from './elements';
import { current, shownColumns, sortedRows } from './view';

export function showCards() {
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

/** The first rows of each list of problems, for browsers without JavaScript and for paper. */
import { formatRow } from '../browser/filters';
import type { Answer } from '../model/answers';
import { tableOf, withNames, type Model } from '../model/model';
import { columnIndex, type Table } from '../model/table';
import { number } from '../text';
import { html, type Html } from './html';
import { isAnswered } from './firstScreen';
import { cellText } from './overview';
import { empty, notice, table as htmlTable, name } from './parts';
import type { Report } from './report';

export const STATIC_ROWS = 200;

export function staticLists({ answers, model, earlier }: Report): Html {
  return html`<div id="lists">
    ${answers
      .filter(({ question }) => question.isHeadline)
      .map((answer) => staticList(answer, model))}
    ${earlier ? changeList(earlier.changes, model) : undefined}
  </div>`;
}

function staticList(answer: Answer, model: Model): Html {
  const { question, address, rows, completeness } = answer;
  const table = withNames(tableOf(model, question.table), model);
  // A link to the filtered table leads here when no script runs.
  return html`<section
    id="${address.slice(1)}"
    class="card list ${question.id}"
    aria-label="${question.title}"
  >
    <h2>${question.title}</h2>
    ${notice(completeness)}
    ${
      !isAnswered(answer)
        ? empty('This run does not know.')
        : rows.length === 0
          ? empty('None.')
          : rowTable(question.title, table, rows, question.columns)
    }
  </section> `;
}

function changeList(changes: Table, model: Model): Html {
  const table = withNames(changes, model);
  return html`<section
    id="changes"
    class="card list changes"
    aria-label="Changes"
  >
    <h2>Changes</h2>
    ${
      table.rows === 0
        ? empty('None.')
        : rowTable('Changes', table, [...table.values[0].keys()])
    }
  </section> `;
}

const headingKinds = {
  number: 'numeric',
  time: 'short',
  text: undefined,
  choice: undefined,
  reference: undefined,
} as const;

function rowTable(
  caption: string,
  table: Table,
  rows: readonly number[],
  columns?: readonly string[],
): Html {
  const shown = columns
    ? columns.map((id) => columnIndex(table, id))
    : table.columns.flatMap(({ isShown }, index) => (isShown ? [index] : []));
  return htmlTable(
    rows.length > STATIC_ROWS
      ? `${caption}: the first ${STATIC_ROWS} of ${number(rows.length)}; npm run report -- --csv <folder> writes all`
      : `${caption}: ${number(rows.length)}`,
    shown.map((index) => ({
      title: table.columns[index].title,
      kind: headingKinds[table.columns[index].kind],
    })),
    rows.slice(0, STATIC_ROWS).map((row) =>
      shown.map((index) => {
        const cell = cellText(table.columns[index], table.values[index][row]);
        return index === 0 && table.columns[0].id === 'name'
          ? html`<a href="${formatRow({ table: table.id, row })}"
              >${name(String(cell))}</a
            >`
          : cell;
      }),
    ),
  );
}

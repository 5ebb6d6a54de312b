/** What sections are made of: cards, charts with a description, tables with a caption, notices. */
import type { Chart } from '../charts/chart';
import { renderChart } from '../charts/renderChart';
import type { Completeness } from '../run';
import { number, oneLine } from '../text';
import { html, trusted, type Html, type HtmlValue } from './html';

export interface Column {
  readonly title: string;
  /** Numbers stand to the right; short texts, dates among them, are not broken. */
  readonly kind?: 'numeric' | 'short';
}

export function numericColumn(title: string): Column {
  return { title, kind: 'numeric' };
}

/** Of a name; more would crowd out the other columns. */
const CELL_CHARACTERS = 60;

export type Cell = string | number | Html | undefined;

/** Numbers are grouped, texts stand apart from what is around them whatever their direction. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Html {
  const kind = (index: number) => columns[index]?.kind ?? '';
  return html`<div class="table">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(
            ({ title }, index) =>
              html`<th scope="col" class="${kind(index)}">${title}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map(
                (cell, index) =>
                  html`<td class="${kind(index)}">${cellContent(cell)}</td>`,
              )}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

function cellContent(cell: Cell): Html {
  if (cell === undefined) {
    return html`<span class="none">–</span>`;
  }
  if (typeof cell === 'number') {
    return html`${number(cell)}`;
  }
  return typeof cell === 'string'
    ? html`<bdi>${oneLine(cell, CELL_CHARACTERS)}</bdi>`
    : cell;
}

/** A table for who wants the numbers, or cannot see the chart. */
export function numbersBehind(content: Html): Html {
  return html`<details>
    <summary>Show the numbers</summary>
    ${content}
  </details>`;
}

/** @param description what the chart shows, for who cannot see it */
export function figure(
  chart: Chart,
  description: string,
  className = '',
): Html {
  return html`<div
    class="chart ${className}"
    role="img"
    aria-label="${description}"
  >
    ${trusted(renderChart(chart))}
  </div>`;
}

export interface CardOptions {
  readonly id: string;
  readonly title: string;
  readonly lead?: HtmlValue;
  readonly completeness?: Completeness;
  readonly isWide?: boolean;
}

export function card(options: CardOptions, ...content: HtmlValue[]): Html {
  const { id, title, lead, completeness = 'complete', isWide } = options;
  return html`<section
    id="${id}"
    class="card ${isWide ? 'wide' : ''}"
    aria-labelledby="${id}-title"
  >
    <h2 id="${id}-title">${title}</h2>
    ${lead === undefined ? undefined : html`<p class="lead">${lead}</p>`}
    ${notice(completeness)} ${content}
  </section> `;
}

/** Nothing was seen is not the same as there is nothing: a section says which. */
function notice(completeness: Completeness): Html | undefined {
  if (completeness === 'complete') {
    return undefined;
  }
  const text =
    completeness === 'incomplete'
      ? 'Incomplete: a step behind these numbers did not succeed.'
      : 'Not collected: the steps behind these numbers are disabled.';
  return html`<p class="notice">
    ${text} <a href="#blind-spots">What this run could not see</a>
  </p>`;
}

export function empty(text: string): Html {
  return html`<p class="empty">${text}</p>`;
}

/** `Windows 26, iOS 12`: the first rows of a chart in words. */
export function inWords(
  rows: readonly (readonly [name: string, value: number])[],
): string {
  const SPOKEN = 12;
  return rows
    .slice(0, SPOKEN)
    .map(([name, value]) => `${oneLine(name)} ${number(value)}`)
    .join(', ');
}

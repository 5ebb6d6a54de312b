/** What sections are made of: cards, tables with a caption, bars, notices. */
import type { Completeness } from '../run';
import { number, oneLine } from '../text';
import { html, type Html, type HtmlValue } from './html';

interface Heading {
  readonly title: string;
  /** Numbers stand to the right; short texts, dates among them, are not broken. */
  readonly kind?: 'numeric' | 'short';
}

export function numericHeading(title: string): Heading {
  return { title, kind: 'numeric' };
}

/** Of a name; more would crowd out the other columns. */
const CELL_CHARACTERS = 60;

export type Cell = string | number | Html | undefined;

/** Numbers are grouped, texts stand apart from what is around them whatever their direction. */
export function table(
  caption: string,
  headings: readonly Heading[],
  rows: readonly (readonly Cell[])[],
): Html {
  const kind = (index: number) => headings[index]?.kind ?? '';
  return html`<div
    class="table"
    role="region"
    aria-label="${caption}"
    tabindex="0"
  >
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings.map(
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
  if (cell === undefined || cell === '') {
    return html`<span class="none">–</span>`;
  }
  if (typeof cell === 'number') {
    return html`${number(cell)}`;
  }
  return typeof cell === 'string' ? name(cell, CELL_CHARACTERS) : cell;
}

/** What a tenant wrote, on one line and apart from what is around it. */
export function name(text: string, limit = CELL_CHARACTERS): Html {
  return html`<bdi>${oneLine(text, limit) || '(no name)'}</bdi>`;
}

export interface Bar {
  readonly name: string;
  /** Where its rows are listed. */
  readonly address: string;
  readonly parts: readonly BarPart[];
  /** What stands beside it; it has every number, so that nobody has to measure. */
  readonly label: HtmlValue;
}

interface BarPart {
  readonly value: number;
  /** A class of the style sheet. */
  readonly color: string;
}

/** Horizontal bars, each with its name, its numbers and a link to its rows. */
export function bars(items: readonly Bar[]): Html {
  const totals = items.map(({ parts }) =>
    parts.reduce((sum, { value }) => sum + value, 0),
  );
  const most = Math.max(1, ...totals);
  return html`<ul class="bars">
    ${items.map(
      (item) =>
        html`<li>
          <a href="${item.address}">${name(item.name, 80)}</a>
          ${strip(item.parts, most)}
          <span class="bar-label">${item.label}</span>
        </li> `,
    )}
  </ul>`;
}

/** As wide as its place: a hundred units for the longest one. */
function strip(parts: readonly BarPart[], most: number): Html {
  const UNITS = 100;
  let start = 0;
  return html`<svg
    viewBox="0 0 ${UNITS} 10"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${parts.map(({ value, color }) => {
      const width = (UNITS * value) / most;
      const part = html`<rect
        class="${color}"
        x="${start}"
        width="${width}"
        height="10"
      />`;
      start += width;
      return value > 0 ? part : undefined;
    })}
  </svg>`;
}

interface CardOptions {
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
export function notice(completeness: Completeness): Html | undefined {
  const text = noticeText(completeness);
  return text === undefined
    ? undefined
    : html`<p class="notice">
        ${text} <a href="#completeness">What is missing from this run</a>
      </p>`;
}

export function noticeText(completeness: Completeness): string | undefined {
  switch (completeness) {
    case 'complete':
      return undefined;
    case 'incomplete':
      return 'Incomplete: a step behind these numbers did not succeed.';
    case 'not collected':
      return 'Not collected: the steps behind these numbers are disabled.';
  }
}

export function empty(text: string): Html {
  return html`<p class="empty">${text}</p>`;
}

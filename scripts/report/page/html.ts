/**
 * Markup that cannot forget to escape: `html` takes a template and escapes
 * every value in it, unless that value was made by `html` itself.
 */

/** A symbol, so that no text and no JSON of a tenant can pass for markup. */
const markup = Symbol('markup');

export interface Html {
  readonly [markup]: string;
}

export type HtmlValue =
  Html | string | number | undefined | readonly HtmlValue[];

/** Values stand in text or in quoted attributes; undefined is nothing, lists are joined. */
export function html(
  texts: TemplateStringsArray,
  ...values: HtmlValue[]
): Html {
  return { [markup]: String.raw({ raw: texts }, ...values.map(toMarkup)) };
}

/** For markup of our own making: charts and the style sheet. Never for what a tenant wrote. */
export function trusted(ownMarkup: string): Html {
  return { [markup]: ownMarkup };
}

export function toMarkup(value: HtmlValue): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(String(value));
  }
  return isList(value) ? value.map(toMarkup).join('') : value[markup];
}

function isList(
  value: Html | readonly HtmlValue[],
): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

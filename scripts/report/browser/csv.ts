/** Comma-separated values that a spreadsheet opens without running anything: https://owasp.org/www-community/attacks/CSV_Injection */
import type { Column, Value } from '../model/table';

/** So that Excel reads the file as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** A spreadsheet may take what begins like this for a formula, blanks before it or not. */
const FORMULA = /^[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** With its byte order mark, and line ends as RFC 4180 has them. */
export function csvText(
  titles: readonly string[],
  rows: Iterable<readonly string[]>,
): string {
  const lines = [csvLine(titles)];
  for (const row of rows) {
    lines.push(csvLine(row));
  }
  return BYTE_ORDER_MARK + lines.join('');
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

/** Numbers stay numbers, times are ISO 8601, names are harmless. */
export function csvCell({ kind }: Column, value: Value): string {
  if (typeof value !== 'number') {
    return harmless(value ?? '');
  }
  if (kind !== 'time') {
    return String(value);
  }
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}

/** A text that no spreadsheet calculates: an apostrophe stands before it, and blanks for control characters. */
export function harmless(text: string): string {
  const isFormula = FORMULA.test(text) || text.search(CONTROL) === 0;
  return `${isFormula ? "'" : ''}${text.replace(CONTROL, ' ')}`;
}

function quoted(cell: string): string {
  return /[",\r\n;']|^\s|\s$/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

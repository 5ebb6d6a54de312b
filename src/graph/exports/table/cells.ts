/**
 * Reads pieces of a line as cells. Intune writes names in three ways: quoted as in
 * RFC 4180, in quotes with bare quotes inside, or bare with commas and quotes
 * inside.
 */
import type { ColumnForm } from '../exportRequest';
import { unquoted } from './records';

/**
 * A text without commas and without blanks at its ends, or numbers between commas,
 * like the versions in resources of Windows files: `1, 0, 0, 1`.
 */
const VERSION = /^(?:(?! )[^,"]*(?<! )|\d+(?:, ?\d+)+)$/;

/** A quote beside a comma, which may end one text and begin another. */
const QUOTE_AT_COMMA = /",|,"/;

const HYPHEN = 45;
const BLANK = 32;

/** Whether it has 36 characters, with hyphens where they belong. It runs for each row, so it looks at nothing more. */
export function isGuid(text: string): boolean {
  return (
    text.length === 36 &&
    text.charCodeAt(8) === HYPHEN &&
    text.charCodeAt(13) === HYPHEN &&
    text.charCodeAt(18) === HYPHEN &&
    text.charCodeAt(23) === HYPHEN
  );
}

/** Whether it has no visible character; bytes of zero are not visible. */
export function isBlank(text: string): boolean {
  return !(text.charCodeAt(0) > BLANK) && ![...text].some((char) => char > ' ');
}

/** Whether a cell can stand in a column of this form; an empty one always can. */
export function hasForm(cell: string, form: ColumnForm): boolean {
  switch (form) {
    case 'guid':
      return !/[,"\n]/.test(cell);
    case 'value':
    case 'version':
      return !/["\n]/.test(cell);
    case 'text':
      return true;
  }
}

/** The cells that text between two commas may be: two at most, none if it does not fit the column. */
export function candidateCells(
  raw: string,
  form: ColumnForm,
): readonly string[] {
  const isEnclosed = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
  if (!isEnclosed) {
    return isBare(raw, form) ? [raw] : [];
  }
  const inside = raw.slice(1, -1);
  if (!inside.replaceAll('""', '').includes('"')) {
    const cell = unquoted(raw);
    return hasForm(cell, form) ? [cell] : [];
  }
  if (form !== 'text') {
    return [];
  }
  // A text without a comma has quotes around it only when all its quotes are escaped.
  if (!inside.includes(',')) {
    return [raw];
  }
  return QUOTE_AT_COMMA.test(inside) ? [inside, raw] : [inside];
}

function isBare(raw: string, form: ColumnForm): boolean {
  switch (form) {
    case 'guid':
    case 'value':
      return !raw.includes(',') && !raw.includes('"');
    case 'version':
      return VERSION.test(raw);
    case 'text':
      return true;
  }
}

/**
 * What a piece of a line may mean as a cell. Intune writes names as it likes:
 * quoted as RFC 4180 has it, in quotes with bare quotes inside, or bare with
 * commas and quotes inside.
 */
import type { ColumnForm } from '../exportRequest';
import { unquoted } from './records';

/**
 * Without commas, and without blanks at its ends; or numbers with a comma between
 * them, as resources of Windows files have versions: `1, 0, 0, 1`.
 */
const VERSION = /^(?:(?! )[^,"]*(?<! )|\d+(?:, ?\d+)+)$/;

/** A quote beside a comma: it may end one text and begin another. */
const QUOTE_AT_COMMA = /",|,"/;

const HYPHEN = 45;
const BLANK = 32;

/** 36 characters with hyphens where they belong. It is asked for each row: nothing more is looked at. */
export function isGuid(text: string): boolean {
  return (
    text.length === 36 &&
    text.charCodeAt(8) === HYPHEN &&
    text.charCodeAt(13) === HYPHEN &&
    text.charCodeAt(18) === HYPHEN &&
    text.charCodeAt(23) === HYPHEN
  );
}

/** Neither a letter nor a sign in it; bytes of zero are none. */
export function isBlank(text: string): boolean {
  return !(text.charCodeAt(0) > BLANK) && ![...text].some((char) => char > ' ');
}

/** Whether a cell that was read can stand in a column; an empty one always can. */
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

/** All that text between two commas may mean; two things at most, and nothing where it fits no such column. */
export function meaningsOf(raw: string, form: ColumnForm): readonly string[] {
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
  // Nobody puts quotes around a text without a comma, unless all quotes are masked.
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

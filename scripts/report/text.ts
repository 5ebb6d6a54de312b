/** How values are written for people. Names come from tenants, so they may hold anything. */

/** Control characters, lone surrogates, and marks that turn the direction of what follows. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

const DAY = 24 * 60 * 60 * 1000;

/** A name on one line, of `limit` characters at most (an ellipsis included). */
export function oneLine(name: string, limit = 120): string {
  const clean = name.replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = [...clean];
  return characters.length > limit
    ? `${characters.slice(0, limit - 1).join('')}…`
    : clean;
}

const grouped = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumFractionDigits: 1,
});

/** 12345 -> 12,345 */
export function number(value: number): string {
  return grouped.format(value);
}

/** As `number`, but 1.2M where there is little room. */
export function shortNumber(value: number): string {
  return value < 10_000 ? grouped.format(value) : compact.format(value);
}

/** Whole percents; what is not all is never 100 %, what is not nothing never 0 %. */
export function percent(part: number, whole: number): string {
  if (whole === 0) {
    return '–';
  }
  const rounded = Math.round((100 * part) / whole);
  if (part > 0 && rounded === 0) {
    return '< 1 %';
  }
  return part < whole && rounded === 100 ? '> 99 %' : `${rounded} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** @param time in ms since the Unix epoch */
export function date(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** To the minute. @param time in ms since the Unix epoch */
export function dateTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Whole days from one time to another, both in ms since the Unix epoch; never less than 0. */
export function daysBetween(earlier: number, later: number): number {
  return Math.max(0, Math.floor((later - earlier) / DAY));
}

/** Dates of Graph, which come as ISO 8601 texts. */
import { text } from './values';

/** Years that Graph writes for "never" and "always". */
const SENTINEL = /^(0001-01-01|9999-12-31)/;

/** Milliseconds since the Unix epoch; undefined for null, sentinels and what is no date. */
export function timestamp(value: unknown): number | undefined {
  const date = text(value);
  if (date === undefined || SENTINEL.test(date)) {
    return undefined;
  }
  const milliseconds = Date.parse(date);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

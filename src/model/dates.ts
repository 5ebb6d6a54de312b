/** Dates of Graph, which come as ISO 8601 texts. */
import { isSentinelTime } from './sentinels';
import { text } from './values';

/** A day, or a moment with its time zone. `Date.parse` takes "Unknown 5" for a day too. */
const ISO_8601 =
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/i;

/** Milliseconds since the Unix epoch; undefined for null, sentinels and what is no date. */
export function timestamp(value: unknown): number | undefined {
  const date = text(value);
  if (date === undefined || !ISO_8601.test(date)) {
    return undefined;
  }
  const milliseconds = Date.parse(date);
  // What is no number is no time either.
  return isSentinelTime(milliseconds) ? undefined : milliseconds;
}

/** Reports write UTC without saying so: `2026-06-19 20:29:04.0000000`. */
export function reportTimestamp(value: unknown): number | undefined {
  const date = text(value)?.trim().replace(' ', 'T');
  return timestamp(date) ?? timestamp(`${date}Z`);
}

/** How long Graph asks us to wait, by a header or inside Intune's nested error. */
import { asObject } from '../basics/json';
import type { HeaderLookup } from './headers';

/**
 * The `Retry-After` of an answer in milliseconds: whole or decimal seconds
 * (batches answer 0.249), or an HTTP date, which counts from the answer's own
 * `Date`, because clocks differ. undefined when it is missing, empty or makes no sense.
 * https://learn.microsoft.com/graph/throttling
 *
 * @param now for an answer without a date, in milliseconds since the Unix epoch
 */
export function retryAfterMs(
  header: HeaderLookup,
  body: unknown,
  now: number,
): number | undefined {
  const answered = Date.parse(header('date') ?? '');
  const since = Number.isNaN(answered) ? now : answered;
  return (
    parseRetryAfter(header('retry-after') ?? '', since) ??
    parseRetryAfter(nestedRetryAfter(body), since)
  );
}

function parseRetryAfter(value: string, since: number): number | undefined {
  const text = value.trim();
  if (text === '') {
    return undefined;
  }
  const seconds = Number(text);
  if (Number.isFinite(seconds)) {
    return seconds >= 0 ? Math.ceil(seconds * 1_000) : undefined;
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - since);
}

/** Intune puts JSON into `error.message`, with a `RetryAfter` that is mostly null. */
function nestedRetryAfter(body: unknown): string {
  const text = asObject(asObject(body)?.error)?.message;
  return typeof text === 'string'
    ? (/RetryAfter(?:\\|")*\s*:\s*(?:\\|")*([\d.]+)/.exec(text)?.[1] ?? '')
    : '';
}

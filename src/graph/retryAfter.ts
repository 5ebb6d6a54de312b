/** How long Graph asks us to wait: in a header, or inside Intune's nested error. */

/** A header lookup that ignores case; undefined or null when there is none. */
export type HeaderLookup = (name: string) => string | null | undefined;

/**
 * The `Retry-After` of an answer in milliseconds: whole or decimal seconds
 * (batches answer 0.249), or an HTTP date. undefined when it is missing, empty
 * or makes no sense. https://learn.microsoft.com/graph/throttling
 */
export function retryAfterMs(
  header: HeaderLookup,
  body: unknown,
  now: number,
): number | undefined {
  return (
    parseRetryAfter(header('retry-after') ?? '', now) ??
    parseRetryAfter(nestedRetryAfter(body), now)
  );
}

function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim();
  if (text === '') {
    return undefined;
  }
  const seconds = Number(text);
  if (Number.isFinite(seconds)) {
    return seconds >= 0 ? Math.ceil(seconds * 1_000) : undefined;
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Intune puts JSON into `error.message`, with a `RetryAfter` that is mostly null. */
function nestedRetryAfter(body: unknown): string {
  const text = JSON.stringify(body) ?? '';
  return /RetryAfter(?:\\|")*\s*:\s*(?:\\|")*([\d.]+)/.exec(text)?.[1] ?? '';
}

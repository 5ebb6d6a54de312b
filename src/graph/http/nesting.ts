/**
 * Refuses JSON that is nested without end. `JSON.parse` reads it at any depth;
 * what descends into it then, like `JSON.stringify`, ends in a `RangeError` from
 * about 4,000 on.
 *
 * Walking every answer would cost a tenth of parsing it, searching its text a
 * hundredth: only what looks nested is walked. What is nested otherwise, with
 * neighbours between its ends, does no harm: nothing of ours descends into
 * payloads, and converters leave out what is not the text or number they expect.
 */

/**
 * @param value what `text` was parsed to
 * @param maxNesting below 250: V8 is much slower in searching for longer texts
 */
export function isNestedTooDeep(
  text: string,
  value: unknown,
  maxNesting: number,
): boolean {
  const looksNested =
    text.includes('}'.repeat(maxNesting)) ||
    text.includes(']'.repeat(maxNesting)) ||
    text.includes(']}'.repeat(maxNesting / 2));
  return looksNested && isDeeperThan(value, maxNesting);
}

/** Calls itself `depth` times at most. */
function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return (
    depth === 0 ||
    Object.values(value).some((item) => isDeeperThan(item, depth - 1))
  );
}

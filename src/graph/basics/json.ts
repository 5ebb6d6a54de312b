/** Reads JSON and tells apart what it may hold. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Neither null nor a list. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whether it is a text that can be part of an address: `encodeURIComponent` fails with half of a surrogate pair. */
export function isAddressable(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Surrogate}/u.test(value);
}

/** A number or a text as a text. Not by `String`, which calls whatever an object has as `toString`. */
export function asPlainText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : asText(value);
}

/** The message is fit for an error of the client. */
export class NestingError extends Error {}

/**
 * Reads JSON, which may begin with a byte order mark, and refuses what is nested
 * without end. `JSON.parse` reads any depth, but what descends into the result,
 * like `JSON.stringify`, ends in a `RangeError` from about 4,000 on.
 *
 * Walking every answer would cost a tenth of parsing it, and searching its text
 * costs a hundredth, so only what looks nested is walked. What is nested in
 * another way, with neighbors between its ends, does no harm: nothing of ours
 * descends into payloads, and converters leave out what is not the text or number
 * that they expect.
 *
 * @param maxNesting below 250: V8 is much slower in searching for longer texts
 * @throws SyntaxError, NestingError
 */
export function parseJson(text: string, maxNesting: number): unknown {
  const value: unknown = JSON.parse(
    text.startsWith('\ufeff') ? text.slice(1) : text,
  );
  const looksNested =
    text.includes('}'.repeat(maxNesting)) ||
    text.includes(']'.repeat(maxNesting)) ||
    text.includes(']}'.repeat(maxNesting / 2));
  if (looksNested && isDeeperThan(value, maxNesting)) {
    throw new NestingError(
      `the answer is nested more than ${maxNesting} deep (limit maxNesting)`,
    );
  }
  return value;
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

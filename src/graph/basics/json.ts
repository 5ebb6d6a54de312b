/** What JSON may hold, told apart: whatever an answer says, these do not fail. */

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

/** A text that can be part of an address: `encodeURIComponent` fails with half of a character. */
export function isAddressable(value: unknown): value is string {
  return typeof value === 'string' && !/\p{Surrogate}/u.test(value);
}

/** Of a number or a text; `String` of an object calls what the object calls `toString`. */
export function asPlainText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : asText(value);
}

/** Reports are streams, and may begin with a byte order mark. @throws SyntaxError */
export function parseJson(text: string): unknown {
  return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
}

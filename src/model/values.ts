/**
 * Reads single values of a payload. Each is total: whatever Graph sends, the
 * result has the type that it says, and what makes no sense is absent.
 */
import { isSentinel } from './sentinels';

/** A text that says something: Graph writes "", the zero GUID or `unknownFutureValue` where it has nothing. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' &&
    !isBlank(value) &&
    !isSentinel('text', value)
    ? value
    : undefined;
}

/**
 * A text of Intune's about a device, without the blanks around it. Intune writes
 * "Unknown" for what it does not know; `unknown` is a member of enumerations.
 */
export function known(value: unknown): string | undefined {
  const written = text(value);
  const trimmed = written?.trim();
  if (trimmed === 'Unknown') {
    return undefined;
  }
  return trimmed === written ? trimmed : text(trimmed);
}

/**
 * What the firmware of a device tells: nothing that all devices of a
 * manufacturer may have in common, since JupiterOne joins hosts by it.
 */
export function fromFirmware(
  kind: 'hardware' | 'identifier' | 'model',
  value: unknown,
): string | undefined {
  const trimmed = text(value)?.trim();
  return trimmed === undefined || isSentinel(kind, trimmed)
    ? undefined
    : trimmed;
}

/** Nearly all texts begin with a visible ASCII character: then there is nothing to trim. */
function isBlank(value: string): boolean {
  const first = value.charCodeAt(0);
  const isVisible = first > 0x20 && first < 0x7f;
  return !isVisible && value.trim() === '';
}

/** For properties that are documented as `string | null`. */
export function textOrNull(value: unknown): string | null {
  return text(value) ?? null;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The texts of a list, each once, in their order. */
export function textList(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [];
  return [...new Set(values.flatMap((item) => text(item) ?? []))];
}

/** The items of a list that are something: one null must not stop all others. */
export function present<Item>(items: readonly Item[]): NonNullable<Item>[] {
  return items.filter((item) => item != null);
}

/** null instead of an empty list, as the data model has it. */
export function listOrNull<Item>(list: Item[]): Item[] | null {
  return list.length > 0 ? list : null;
}

/** A number that is one: versions, counts. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}

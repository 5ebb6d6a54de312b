/**
 * Reads single values of a payload. Each is total: whatever Graph sends, the
 * result has the type that it says, and what makes no sense is absent.
 */
import { isSentinel } from './sentinels';

/** A text that says something: Graph writes "", the zero GUID or `unknownFutureValue` where it has nothing. */
export function text(value: unknown): string | undefined {
  return saying(value) === undefined ? undefined : (value as string);
}

/** The same without the blanks around it. */
function saying(value: unknown): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const trimmed = trim(value);
  return trimmed === '' || isSentinel('text', trimmed) ? undefined : trimmed;
}

/** Nearly all texts begin and end with a visible ASCII character: then there is nothing to trim. */
function trim(value: string): string {
  const isTrimmed = isVisible(value, 0) && isVisible(value, value.length - 1);
  return isTrimmed ? value : value.trim();
}

function isVisible(value: string, at: number): boolean {
  const code = value.charCodeAt(at);
  return code > 0x20 && code < 0x7f;
}

/**
 * A text of Intune's about a device, without the blanks around it. Intune writes
 * "Unknown" for what it does not know; `unknown` is a member of enumerations.
 */
export function known(value: unknown): string | undefined {
  const said = saying(value);
  return said === 'Unknown' ? undefined : said;
}

/**
 * What the firmware of a device tells: nothing that all devices of a
 * manufacturer may have in common, since JupiterOne joins hosts by it.
 */
export function fromFirmware(
  kind: 'hardware' | 'identifier' | 'model',
  value: unknown,
): string | undefined {
  const reported = known(value);
  return reported === undefined || isSentinel(kind, reported)
    ? undefined
    : reported;
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

/** `#microsoft.graph.iosCompliancePolicy` -> iosCompliancePolicy */
export function graphTypeName(odataType: unknown): string | undefined {
  return text(text(odataType)?.replace(/^#microsoft\.graph\./, ''));
}

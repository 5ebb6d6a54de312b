/** Replaces what a text says of people, devices and the tenant, and takes secrets out. */
import type { PseudonymKind, Pseudonyms } from './pseudonyms';
import { isPublicHost, shapes } from './shapes';

type KnownValues = ReadonlyMap<string, PseudonymKind | 'secret'>;

export type Scrubber = (text: string) => string;

export const REMOVED = '[removed]';

interface Found {
  readonly kind: PseudonymKind | 'secret';
  readonly length: number;
}

/** A run of letters and digits, or one other character. */
const token = /[\p{L}\p{N}\p{M}]+|[^]/gu;

/** What comes before it is not about the tenant; what it leads to is. */
const beginnings = {
  /** Of a download or a callback: whoever has it, may read. */
  signature:
    /\b(?:sig|code|client_secret|client_assertion|password|access_token)(?:=|%3D)(?!redacted)/iy,
  bearer: /\b(?:Bearer|Basic) +/iy,
  host: /\b(?:https?|wss?):\/\/(?:[^\s/"'@]*@)?/iy,
  /** As our messages quote it: Microsoft's support asks for it, and it is not about the tenant. */
  request: /\brequest (?:[\da-f]{4,12}-){4}[\da-f]{12}\b/iy,
  home: /(?:\/home|\/Users|[A-Z]:\\+Users)[/\\]+/iy,
};

/**
 * @param known the longest value counts where several begin at one place; case does not count
 */
export function createScrubber(
  pseudonyms: Pseudonyms,
  known: KnownValues,
): Scrubber {
  const byFirstToken = indexed(known);

  const at = (text: string, lower: string, first: string, index: number) => {
    const candidates = byFirstToken.get(first) ?? [];
    const value = candidates.find(
      (candidate) =>
        lower.startsWith(candidate.text, index) &&
        endsThere(lower, index + candidate.text.length),
    );
    const found: Found[] = value
      ? [{ kind: value.kind, length: value.text.length }]
      : [];
    for (const { kind, pattern } of shapes) {
      const length = lengthAt(pattern, text, index);
      if (length > 0) {
        found.push({ kind, length });
      }
    }
    return found.reduce<Found | undefined>(
      (longest, one) => (one.length > (longest?.length ?? 0) ? one : longest),
      undefined,
    );
  };

  return (original) => {
    const text = original.normalize('NFC');
    const lower = lowered(text);
    let result = '';
    let index = 0;
    const put = ({ kind, length }: Found) => {
      const value = text.slice(index, index + length);
      result += kind === 'secret' ? REMOVED : pseudonyms(kind, value);
      index += length;
    };
    while (index < text.length) {
      const lead = leadAt(text, index);
      if (lead) {
        result += lead.shown;
        index += lead.length;
        if (lead.next.length > 0) {
          put(lead.next);
        }
        continue;
      }
      token.lastIndex = index;
      const [whole] = token.exec(text) ?? [text.slice(index)];
      const found = at(text, lower, lowered(whole), index);
      if (found) {
        put(found);
      } else {
        result += whole;
        index += whole.length;
      }
    }
    return result;
  };
}

/** In lower case, and as long as before: a few letters would grow. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : [...text]
        .map((letter) =>
          letter.toLowerCase().length === letter.length
            ? letter.toLowerCase()
            : letter,
        )
        .join('');
}

interface KnownText {
  readonly text: string;
  readonly kind: PseudonymKind | 'secret';
}

/** The longest first. */
function indexed(known: KnownValues): Map<string, KnownText[]> {
  const index = new Map<string, KnownText[]>();
  for (const [value, kind] of known) {
    const text = lowered(value.normalize('NFC'));
    token.lastIndex = 0;
    const first = token.exec(text)?.[0];
    if (first !== undefined) {
      const list = index.get(first) ?? [];
      list.push({ text, kind });
      index.set(first, list);
    }
  }
  for (const list of index.values()) {
    list.sort((a, b) => b.text.length - a.text.length);
  }
  return index;
}

/** Whether a value that ends there is not the beginning of a longer word. */
function endsThere(text: string, index: number): boolean {
  const [before, after] = [text[index - 1], text[index] ?? ''];
  return !(/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after));
}

function lengthAt(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0].length ?? 0;
}

interface Lead {
  readonly shown: string;
  readonly length: number;
  /** What follows it. */
  readonly next: Found;
}

function leadAt(text: string, index: number): Lead | undefined {
  const lead = (
    pattern: RegExp,
    value: RegExp,
    kindOf: (value: string) => Found['kind'] | undefined,
    shown?: string,
  ): Lead | undefined => {
    const length = lengthAt(pattern, text, index);
    if (length === 0) {
      return undefined;
    }
    const next = lengthAt(value, text, index + length);
    const kind = kindOf(text.slice(index + length, index + length + next));
    return {
      shown: shown ?? text.slice(index, index + length),
      length,
      next: { kind: kind ?? 'secret', length: kind ? next : 0 },
    };
  };
  const before = text[index - 1] ?? ' ';
  if (/[\p{L}\p{N}]/u.test(before)) {
    return undefined;
  }
  return (
    lead(beginnings.request, /(?:)/y, () => 'id') ??
    lead(beginnings.signature, /[^&\s"'\\]+/y, () => 'secret') ??
    lead(beginnings.bearer, /[^\s"'\\]{8,}/y, (value) =>
      value === '' ? undefined : 'secret',
    ) ??
    lead(
      beginnings.host,
      /[^\s/:"'?#\\]+/y,
      (host) => (isPublicHost(host) || host === '' ? undefined : 'domain'),
      // Without the user and the password that may stand in it.
      /^https?|^wss?/i.exec(text.slice(index, index + 5))?.[0].concat('://'),
    ) ??
    lead(beginnings.home, /[^\s/\\"':]+/y, (name) =>
      name === '' ? undefined : 'person',
    )
  );
}

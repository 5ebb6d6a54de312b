/**
 * One entry for each application name, whatever its case: what all rows say of
 * it together. Their order makes no difference, so both sources give the same.
 */
import { detectedApplicationKey, flatKey, keyPart } from '../../model/keys';
import { byteCount } from '../../model/sizes';
import { known, text } from '../../model/values';
import { platformOf } from './platform';

/** One application on one device, whatever the source. */
export interface DetectedRow {
  readonly deviceId: string;
  /** Intune's key of the application, version and platform. */
  readonly detectionId?: string;
  readonly name: unknown;
  readonly version: unknown;
  readonly sizeInByte?: unknown;
  /** undefined in a source that has none; null or empty where the source tells none of this application. */
  readonly publisher?: unknown;
  readonly platform?: unknown;
}

export interface DetectedApplication {
  /** Of all spellings, the smallest one by code unit: "GIMP" before "Gimp". */
  readonly name: string;
  /** undefined when no row has one, or when rows differ. */
  readonly version?: string;
  readonly sizeInByte?: number;
  /** undefined when no row names one, when rows differ, or when some source has none. */
  readonly publisher?: string;
  readonly platform?: string;
  readonly hasSeveralVersions: boolean;
}

/** What rows say of an application in one version; two may have the same key. */
export interface Detection {
  readonly number: number;
  readonly detectionId: string | undefined;
  /** Of the application. */
  readonly key: string;
  readonly version: string | undefined;
  /** What its relationships' keys end in, after the device. */
  readonly keyEnd: string;
  /** The same for those whose `keyEnd` is the same. */
  readonly keyNumber: number;
}

/** What rows say: undefined when none says anything, null when they contradict each other or a source does not tell. */
type Said = string | null | undefined;

/** What all rows of an application say together. */
interface Facts {
  readonly publisher: Said;
  readonly platform: Said;
}

interface Entry {
  readonly key: string;
  name: string;
  sizeInByte?: number;
  publisher: Said;
  platform: Said;
  readonly versions: Set<string | undefined>;
}

/** A detection, and how it was written. */
interface Written {
  readonly name: unknown;
  readonly version: unknown;
  readonly publisher: unknown;
  readonly platform: unknown;
  readonly entry: Entry;
  readonly detection: Detection;
}

export class ApplicationCatalogue {
  readonly #byKey = new Map<string, Entry>();
  /** The last ones by their ids: millions of rows have a few thousand. */
  readonly #byId = new Map<string | undefined, Written>();
  readonly #detections: Detection[] = [];
  /** By what distinguishes them. */
  readonly #numbers = new Map<string, number>();
  readonly #keyNumbers = new Map<string, number>();

  /** @returns what was detected, or undefined for a row without a name */
  add(row: DetectedRow): Detection | undefined {
    const written = this.#knownFor(row) ?? this.#begin(row);
    if (written && row.sizeInByte !== undefined) {
      mergeSize(written.entry, byteCount(row.sizeInByte));
    }
    return written?.detection;
  }

  detection(number: number): Detection {
    return this.#detections[number];
  }

  /** Of the application with this key. */
  nameOf(key: string): string | undefined {
    return this.#byKey.get(key)?.name;
  }

  /** Takes over what another catalogue knows of the application with this key. */
  adoptFacts(key: string, from: ApplicationCatalogue): void {
    const [own, other] = [this.#byKey.get(key), from.#byKey.get(key)];
    if (own && other) {
      mergeFacts(own, other);
    }
  }

  *applications(): Generator<DetectedApplication> {
    for (const entry of this.#byKey.values()) {
      const { name, sizeInByte, versions } = entry;
      const hasSeveralVersions = versions.size > 1;
      const [version] = hasSeveralVersions ? [] : versions;
      yield {
        name,
        version,
        sizeInByte,
        hasSeveralVersions,
        publisher: entry.publisher ?? undefined,
        platform: entry.platform ?? undefined,
      };
    }
  }

  #knownFor(row: DetectedRow): Written | undefined {
    const written = this.#byId.get(row.detectionId);
    return written?.name === row.name &&
      written?.version === row.version &&
      written?.platform === row.platform &&
      written?.publisher === row.publisher
      ? written
      : undefined;
  }

  #begin(row: DetectedRow): Written | undefined {
    const [name, version] = [ownText(row.name), ownText(row.version)];
    const trimmed = text(name)?.trim();
    if (trimmed === undefined) {
      return undefined;
    }
    const entry = this.#entryOf(trimmed);
    const [publisher, platform] = [
      ownText(row.publisher),
      ownText(row.platform),
    ];
    mergeFacts(entry, {
      publisher: publisher === undefined ? null : known(publisher),
      platform: platform === undefined ? null : platformOf(platform),
    });
    entry.versions.add(text(version));
    const detectionId = text(ownText(row.detectionId));
    const detection = this.#detect(detectionId, entry.key, text(version));
    // No spread: V8 reads such an object twice as slowly, and each row reads it.
    const written = { name, version, publisher, platform, entry, detection };
    this.#byId.set(detectionId, written);
    return written;
  }

  #entryOf(name: string): Entry {
    const key = detectedApplicationKey(name);
    const known = this.#byKey.get(key);
    if (known) {
      known.name = name < known.name ? name : known.name;
      return known;
    }
    const entry: Entry = {
      key,
      name,
      publisher: undefined,
      platform: undefined,
      versions: new Set(),
    };
    this.#byKey.set(key, entry);
    return entry;
  }

  #detect(
    detectionId: string | undefined,
    key: string,
    version: string | undefined,
  ): Detection {
    // A device may have several versions of one application.
    const keyEnd = flatKey('installed', keyPart(key), keyPart(version ?? ''));
    const number = numberOf(
      this.#numbers,
      JSON.stringify([detectionId, keyEnd]),
    );
    this.#detections[number] ??= {
      number,
      detectionId,
      key,
      version,
      keyEnd,
      keyNumber: numberOf(this.#keyNumbers, keyEnd),
    };
    return this.#detections[number];
  }
}

/**
 * A text that was cut out of a piece of a file keeps all of that piece in memory;
 * a copy does not.
 */
function ownText(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(JSON.stringify(value)) : value;
}

/** Numbers things from 0 on. */
function numberOf(numbers: Map<string, number>, thing: string): number {
  const number = numbers.get(thing) ?? numbers.size;
  numbers.set(thing, number);
  return number;
}

function mergeFacts(entry: Entry, { publisher, platform }: Facts): void {
  entry.publisher = agreed(entry.publisher, publisher);
  entry.platform = agreed(entry.platform, platform);
}

/** The order makes no difference. */
function agreed(one: Said, other: Said): Said {
  if (one === undefined) {
    return other;
  }
  return other === undefined || one === other ? one : null;
}

function mergeSize(entry: Entry, sizeInByte: number | undefined): void {
  if (sizeInByte !== undefined) {
    entry.sizeInByte = Math.max(sizeInByte, entry.sizeInByte ?? 0);
  }
}

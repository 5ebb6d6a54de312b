/**
 * One entry for each application name, whatever its case: what all rows say of
 * it together. Their order makes no difference, so both sources give the same.
 */
import { detectedApplicationKey } from '../../model/keys';
import { flatKey } from '../../model/relationships';
import { byteCount } from '../../model/sizes';
import { text } from '../../model/values';

/** One application on one device, whatever the source. */
export interface DetectedRow {
  readonly deviceId: string;
  /** Intune's key of the application, version and platform. */
  readonly detectionId?: string;
  readonly name: unknown;
  readonly version: unknown;
  readonly sizeInByte?: unknown;
}

export interface DetectedApplication {
  /** As most of the alphabet before lower case has it: "GIMP" before "Gimp". */
  readonly name: string;
  /** undefined when no row has one, or when rows differ. */
  readonly version?: string;
  readonly sizeInByte?: number;
  readonly hasSeveralVersions: boolean;
}

/** An application in one version. */
export interface Detection {
  /** Two have the same when `keyEnd` is the same. */
  readonly number: number;
  /** Of the application. */
  readonly key: string;
  readonly version: string | undefined;
  /** What its relationships' keys end in, after the device. */
  readonly keyEnd: string;
}

interface Entry {
  readonly key: string;
  name: string;
  sizeInByte?: number;
  readonly versions: Set<string | undefined>;
}

/** A name as it was written, and what it is the name of. */
interface Writing {
  readonly entry: Entry;
  /** By the version as it was written. */
  readonly detections: Map<unknown, Detection>;
}

export class ApplicationCatalogue {
  readonly #byKey = new Map<string, Entry>();
  /** Of names as they were written: millions of rows have a few thousand. */
  readonly #byWriting = new Map<unknown, Writing>();
  /** By the end of a key. */
  readonly #numbers = new Map<string, number>();

  /** @returns what was detected, or undefined for a row without a name */
  add({ name, version, sizeInByte }: DetectedRow): Detection | undefined {
    const writing = this.#byWriting.get(name) ?? this.#begin(name);
    if (!writing) {
      return undefined;
    }
    if (sizeInByte !== undefined) {
      mergeSize(writing.entry, byteCount(sizeInByte));
    }
    return (
      writing.detections.get(version) ?? this.#beginVersion(writing, version)
    );
  }

  *applications(): Generator<DetectedApplication> {
    for (const { name, sizeInByte, versions } of this.#byKey.values()) {
      const hasSeveralVersions = versions.size > 1;
      const [version] = hasSeveralVersions ? [] : versions;
      yield { name, version, sizeInByte, hasSeveralVersions };
    }
  }

  #begin(written: unknown): Writing | undefined {
    const name = text(written)?.trim();
    if (name === undefined) {
      return undefined;
    }
    const writing = { entry: this.#entryOf(name), detections: new Map() };
    this.#byWriting.set(written, writing);
    return writing;
  }

  #entryOf(name: string): Entry {
    const key = detectedApplicationKey(name);
    const known = this.#byKey.get(key);
    if (known) {
      known.name = name < known.name ? name : known.name;
      return known;
    }
    const entry = { key, name, versions: new Set<string | undefined>() };
    this.#byKey.set(key, entry);
    return entry;
  }

  #beginVersion({ entry, detections }: Writing, written: unknown): Detection {
    const { key } = entry;
    const version = text(written);
    entry.versions.add(version);
    // A device may have several versions of one application.
    const keyEnd = flatKey('installed', key, version ?? '');
    const number = this.#numbers.get(keyEnd) ?? this.#numbers.size;
    this.#numbers.set(keyEnd, number);
    const detection = { number, key, version, keyEnd };
    detections.set(written, detection);
    return detection;
  }
}

function mergeSize(entry: Entry, sizeInByte: number | undefined): void {
  if (sizeInByte !== undefined) {
    entry.sizeInByte = Math.max(sizeInByte, entry.sizeInByte ?? 0);
  }
}

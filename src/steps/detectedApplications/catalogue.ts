/**
 * One entry for each application name, whatever its case: what all rows say of
 * it together. Their order makes no difference, so both sources give the same.
 */
import { detectedApplicationKey } from '../../model/keys';
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
  name: string;
  /** undefined when no row has one, or when rows differ. */
  version?: string;
  sizeInByte?: number;
  hasSeveralVersions: boolean;
}

interface Entry {
  readonly key: string;
  /** Undefined until a row was seen. */
  application?: DetectedApplication;
}

/** A name as it was written, and what it is the name of. */
interface Writing {
  readonly name: string;
  readonly entry: Entry;
}

export class ApplicationCatalogue {
  readonly #byKey = new Map<string, Entry>();
  /** Of names as they were written: millions of rows have a few thousand. */
  readonly #byWriting = new Map<unknown, Writing>();

  /** @returns the key of the application, or undefined for a row without a name */
  add(row: DetectedRow): string | undefined {
    const writing = this.#byWriting.get(row.name) ?? this.#begin(row.name);
    if (!writing) {
      return undefined;
    }
    const { entry, name } = writing;
    merge(entry, name, text(row.version), byteCount(row.sizeInByte));
    return entry.key;
  }

  #begin(written: unknown): Writing | undefined {
    const name = text(written)?.trim();
    if (name === undefined) {
      return undefined;
    }
    const key = detectedApplicationKey(name);
    const entry = this.#byKey.get(key) ?? { key };
    const writing = { name, entry };
    this.#byKey.set(key, entry);
    this.#byWriting.set(written, writing);
    return writing;
  }

  *applications(): Generator<DetectedApplication> {
    for (const { application } of this.#byKey.values()) {
      if (application) {
        const { hasSeveralVersions, version } = application;
        yield {
          ...application,
          version: hasSeveralVersions ? undefined : version,
        };
      }
    }
  }
}

function merge(
  entry: Entry,
  name: string,
  version: string | undefined,
  sizeInByte: number | undefined,
): void {
  const known = entry.application;
  if (!known) {
    const hasSeveralVersions = false;
    entry.application = { name, version, sizeInByte, hasSeveralVersions };
    return;
  }
  if (name < known.name) {
    known.name = name;
  }
  if (version !== known.version) {
    known.hasSeveralVersions = true;
  }
  if (sizeInByte !== undefined) {
    known.sizeInByte = Math.max(sizeInByte, known.sizeInByte ?? 0);
  }
}

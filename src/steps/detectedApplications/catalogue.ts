/**
 * One entry for each application name, whatever its case: what all rows say of
 * it together. Their order makes no difference, so both sources give the same.
 */
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

export class ApplicationCatalogue {
  readonly #byName = new Map<string, DetectedApplication>();

  /** @returns the name, or undefined for a row without one */
  add(row: DetectedRow): string | undefined {
    const name = text(row.name)?.trim();
    if (name === undefined) {
      return undefined;
    }
    const version = text(row.version);
    const size = byteCount(row.sizeInByte);
    const key = name.toLowerCase();
    const known = this.#byName.get(key);
    if (!known) {
      this.#byName.set(key, {
        name,
        version,
        sizeInByte: size,
        hasSeveralVersions: false,
      });
      return name;
    }
    if (name < known.name) {
      known.name = name;
    }
    if (version !== known.version) {
      known.hasSeveralVersions = true;
    }
    if (size !== undefined) {
      known.sizeInByte = Math.max(size, known.sizeInByte ?? 0);
    }
    return name;
  }

  *applications(): Generator<DetectedApplication> {
    for (const application of this.#byName.values()) {
      const { hasSeveralVersions, version } = application;
      yield {
        ...application,
        version: hasSeveralVersions ? undefined : version,
      };
    }
  }
}

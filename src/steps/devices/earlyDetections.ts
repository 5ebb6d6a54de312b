/**
 * What devices said of their applications when their details were read: one
 * request brings both. Kept as they come only as long as devices are listed.
 */
import { defineHandover } from '../../run/handover';
import { present } from '../../model/values';
import {
  isWhole,
  type DetectedAppPayload,
  type ExpandedDevicePayload,
} from './expandedDevice';

/** Where they are moved to. */
interface DetectionTable {
  addAll(deviceId: string, applications: readonly DetectedAppPayload[]): void;
}

export class EarlyDetections {
  readonly #byDevice = new Map<string, readonly DetectedAppPayload[]>();
  /** The same application is one object, on however many devices it is. */
  readonly #shared = new Map<string, DetectedAppPayload>();
  #isRefused = false;
  #found = 0;

  /** Whether details are still asked for together with applications. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Graph does not take the two together. */
  refuse(): void {
    this.#isRefused = true;
  }

  /**
   * Whether the device named its applications: else it has to be asked again.
   * Where no device named any, the lists say nothing: lists of devices have empty ones, too.
   */
  has(deviceId: string): boolean {
    return this.#found > 0 && this.#byDevice.has(deviceId);
  }

  add(deviceId: string, payload: ExpandedDevicePayload): void {
    if (isWhole(payload)) {
      const applications = present(payload.detectedApps ?? []);
      this.#found += applications.length;
      this.#byDevice.set(
        deviceId,
        applications.map((application) => this.#share(application)),
      );
    }
  }

  /** Moves everything into a table. */
  moveTo(table: DetectionTable): void {
    for (const [deviceId, applications] of this.#byDevice) {
      table.addAll(deviceId, applications);
    }
    this.#byDevice.clear();
    this.#shared.clear();
  }

  #share(detected: DetectedAppPayload) {
    const { id, displayName, platform, publisher, sizeInByte, version } =
      detected;
    const application = {
      id,
      displayName,
      platform,
      publisher,
      sizeInByte,
      version,
    };
    const key = JSON.stringify(application);
    const known = this.#shared.get(key);
    if (!known) {
      this.#shared.set(key, application);
    }
    return known ?? application;
  }
}

/** undefined when no details were read. */
export const earlyDetections = defineHandover<EarlyDetections | undefined>(
  'earlyDetections',
  () => undefined,
);

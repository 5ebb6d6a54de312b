/** What was detected on which device, from one source: a number for each pair. */
import { DistinctNumbers } from '../../model/distinctNumbers';
import type { DeviceIndex } from '../devices/deviceIndex';
import {
  ApplicationCatalogue,
  type DetectedApplication,
  type DetectedRow,
  type Detection,
} from './catalogue';

export class DetectionTable {
  readonly #catalogue = new ApplicationCatalogue();
  /** Devices, and the numbers of what was detected on them. */
  readonly #byDevice: ReadonlyMap<string, DistinctNumbers>;
  #rowCount = 0;
  #rowsOfUnknownDevices = 0;
  #rowsWithoutName = 0;

  constructor(devices: DeviceIndex) {
    this.#byDevice = new Map(
      Array.from(devices.keys(), (id) => [id, new DistinctNumbers()]),
    );
  }

  /** Rows as they came. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Rows whose device was not listed: it was deleted, or came later. */
  get rowsOfUnknownDevices(): number {
    return this.#rowsOfUnknownDevices;
  }

  get rowsWithoutName(): number {
    return this.#rowsWithoutName;
  }

  add(row: DetectedRow): void {
    this.#rowCount += 1;
    const found = this.#byDevice.get(row.deviceId);
    if (!found) {
      this.#rowsOfUnknownDevices += 1;
      return;
    }
    const detection = this.#catalogue.add(row);
    if (detection) {
      found.add(detection.number);
    } else {
      this.#rowsWithoutName += 1;
    }
  }

  /** Those that have a key of their own; the first of each counts. */
  onDevice(deviceId: string): Detection[] {
    const seenKeys = new DistinctNumbers();
    const detections: Detection[] = [];
    for (const number of this.#byDevice.get(deviceId) ?? []) {
      const detection = this.#catalogue.detection(number);
      if (seenKeys.add(detection.keyNumber)) {
        detections.push(detection);
      }
    }
    return detections;
  }

  applications(): Iterable<DetectedApplication> {
    return this.#catalogue.applications();
  }
}

/** What was detected on which device, from one source: a number for each row. */
import { DistinctPairs } from '../../model/distinctPairs';
import type { DeviceIndex } from '../devices/deviceIndex';
import {
  ApplicationCatalogue,
  type DetectedApplication,
  type DetectedRow,
  type Detection,
} from './catalogue';

export class DetectionTable {
  readonly #devices: DeviceIndex;
  readonly #catalogue = new ApplicationCatalogue();
  /** Devices, and the numbers of what was detected on them. */
  readonly #found = new DistinctPairs();
  #rowCount = 0;
  #rowsOfUnknownDevices = 0;
  #rowsWithoutName = 0;

  constructor(devices: DeviceIndex) {
    this.#devices = devices;
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
    if (!this.#devices.has(row.deviceId)) {
      this.#rowsOfUnknownDevices += 1;
      return;
    }
    const detection = this.#catalogue.add(row);
    if (detection) {
      this.#found.add(row.deviceId, detection.number);
    } else {
      this.#rowsWithoutName += 1;
    }
  }

  /** Those that have a key of their own; the first of each counts. */
  onDevice(deviceId: string): Detection[] {
    const keyEnds = new Set<string>();
    const detections: Detection[] = [];
    for (const number of this.#found.secondsOf(deviceId)) {
      const detection = this.#catalogue.detection(number);
      if (keyEnds.size < keyEnds.add(detection.keyEnd).size) {
        detections.push(detection);
      }
    }
    return detections;
  }

  applications(): Iterable<DetectedApplication> {
    return this.#catalogue.applications();
  }
}

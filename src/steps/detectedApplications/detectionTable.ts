/** What was detected on which device, from one source: a number for each row. */
import { DistinctNumbers } from '../../model/distinctNumbers';
import type { DeviceIndex } from '../devices/deviceIndex';
import { NumbersByDevice } from '../devices/numbersByDevice';
import {
  ApplicationCatalogue,
  type DetectedApplication,
  type DetectedRow,
  type Detection,
} from './catalogue';

export class DetectionTable {
  readonly #catalogue = new ApplicationCatalogue();
  /** The numbers of what was detected on them. */
  readonly #byDevice: NumbersByDevice;
  readonly #distinct = new DistinctNumbers();
  #rowCount = 0;
  #rowsWithoutName = 0;

  constructor(devices: DeviceIndex) {
    this.#byDevice = new NumbersByDevice(devices);
  }

  /** Rows as they came. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Rows whose device was not listed: it was deleted, or came later. */
  get rowsOfUnknownDevices(): number {
    return this.#byDevice.rowsOfUnknownDevices;
  }

  get rowsWithoutName(): number {
    return this.#rowsWithoutName;
  }

  add(row: DetectedRow): void {
    this.#rowCount += 1;
    const found = this.#byDevice.rowsOf(row.deviceId);
    if (!found) {
      return;
    }
    const detection = this.#catalogue.add(row);
    if (detection) {
      found.push(detection.number);
    } else {
      this.#rowsWithoutName += 1;
    }
  }

  /** Those that have a key of their own; the first of each counts. */
  onDevice(deviceId: string): Detection[] {
    this.#distinct.startOver();
    return this.#byDevice
      .onDevice(deviceId)
      .map((number) => this.#catalogue.detection(number))
      .filter(({ keyNumber }) => this.#distinct.add(keyNumber));
  }

  applications(): Iterable<DetectedApplication> {
    return this.#catalogue.applications();
  }
}

/** What was detected on which device: a number for each row. */
import { DistinctNumbers } from '../../model/distinctNumbers';
import { present, text } from '../../model/values';
import type { ListedDevices } from '../devices/listedDevices';
import { NumbersByDevice } from '../devices/numbersByDevice';
import { UnlistedIds } from '../../run/wholeness/unlistedIds';
import {
  ApplicationCatalogue,
  type DetectedApplication,
  type DetectedRow,
  type Detection,
} from './catalogue';
import type { DetectedAppPayload } from '../devices/expandedDevice';

export class DetectionTable {
  #catalogue = new ApplicationCatalogue();
  /** The numbers of what was detected on them. */
  #byDevice: NumbersByDevice;
  readonly #distinct = new DistinctNumbers();
  #rowCount = 0;
  #rowsWithoutName = 0;
  /** Of tables that were taken over. */
  readonly #otherUnknownDevices = new UnlistedIds();

  constructor(devices: ListedDevices) {
    this.#byDevice = new NumbersByDevice(devices);
  }

  /** Rows as they came. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Devices of rows that were listed. */
  get knownDevices(): number {
    return this.#byDevice.knownDevices;
  }

  /** Devices of rows that were not listed. */
  get unknownDevices(): UnlistedIds {
    return UnlistedIds.of([
      this.#byDevice.unknownDevices,
      this.#otherUnknownDevices,
    ]);
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

  /** What a device itself says. */
  addAll(
    deviceId: string,
    applications: readonly (DetectedAppPayload | null)[],
  ): void {
    for (const application of present(applications)) {
      this.add({
        deviceId,
        detectionId: text(application.id),
        name: application.displayName,
        version: application.version,
        publisher: application.publisher,
        platform: application.platform,
        sizeInByte: application.sizeInByte,
      });
    }
  }

  /** Takes over what another table, of the same devices, has of these. */
  adopt(deviceIds: Iterable<string>, from: DetectionTable): void {
    if (this.#rowCount === 0) {
      this.#catalogue = from.#catalogue;
      this.#byDevice = from.#byDevice;
      this.#rowCount = from.#rowCount;
      this.#rowsWithoutName = from.#rowsWithoutName;
      return;
    }
    for (const deviceId of deviceIds) {
      for (const { detectionId, key, version } of from.onDevice(deviceId)) {
        const name = from.#catalogue.nameOf(key);
        this.add({
          deviceId,
          detectionId,
          name,
          version,
          publisher: null,
          platform: null,
        });
        this.#catalogue.adoptFacts(key, from.#catalogue);
      }
    }
    this.#rowCount += from.#rowsWithoutName;
    this.#rowsWithoutName += from.#rowsWithoutName;
    this.#otherUnknownDevices.addAll(from.unknownDevices);
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

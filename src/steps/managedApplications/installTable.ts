/** Which application is on which device, from one source: a number for each row. */
import { DistinctNumbers } from '../../model/distinctNumbers';
import type { DeviceIndex } from '../devices/deviceIndex';
import { NumbersByDevice } from '../devices/numbersByDevice';

/** An application on a device; the pair comes once for each user of the device. */
export interface InstallRow {
  readonly applicationId: string;
  readonly deviceId: string;
}

export class InstallTable {
  readonly #applicationIds: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;
  /** By the application's number. */
  readonly #rowCounts: number[];
  /** The numbers of their applications. */
  readonly #byDevice: NumbersByDevice;
  readonly #distinct = new DistinctNumbers();
  #rowCount = 0;
  #rowsOfUnknownApplications = 0;

  constructor(devices: DeviceIndex, applicationIds: readonly string[]) {
    this.#applicationIds = applicationIds;
    this.#numbers = new Map(applicationIds.map((id, index) => [id, index]));
    this.#rowCounts = applicationIds.map(() => 0);
    this.#byDevice = new NumbersByDevice(devices);
  }

  /** Rows as they came. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Rows of applications that were not listed. */
  get rowsOfUnknownApplications(): number {
    return this.#rowsOfUnknownApplications;
  }

  /** Rows of listed applications whose device was not listed: it was deleted, or came later. */
  get rowsOfUnknownDevices(): number {
    return this.#byDevice.rowsOfUnknownDevices;
  }

  add({ applicationId, deviceId }: InstallRow): void {
    this.#rowCount += 1;
    const number = this.#numbers.get(applicationId);
    if (number === undefined) {
      this.#rowsOfUnknownApplications += 1;
      return;
    }
    this.#rowCounts[number] += 1;
    this.#byDevice.rowsOf(deviceId)?.push(number);
  }

  /** Rows of an application as they came, those of unknown devices included. */
  rowsOf(applicationId: string): number {
    const number = this.#numbers.get(applicationId);
    return number === undefined ? 0 : this.#rowCounts[number];
  }

  /** Ids of the device's applications, each once. */
  onDevice(deviceId: string): string[] {
    this.#distinct.startOver();
    return this.#byDevice
      .onDevice(deviceId)
      .filter((number) => this.#distinct.add(number))
      .map((number) => this.#applicationIds[number]);
  }
}

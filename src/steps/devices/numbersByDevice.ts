/**
 * What each device has, from one source: a number for each row, since a large
 * tenant has millions of them.
 */
import { devicePositions, type DeviceIndex } from './deviceIndex';

export class NumbersByDevice {
  readonly #positions: ReadonlyMap<string, number>;
  /** By the device's position. */
  readonly #numbers: number[][];
  #rowsOfUnknownDevices = 0;

  constructor(devices: DeviceIndex) {
    this.#positions = devicePositions(devices);
    this.#numbers = Array.from(devices, () => []);
  }

  /** Rows whose device was not listed: it was deleted, or came later. */
  get rowsOfUnknownDevices(): number {
    return this.#rowsOfUnknownDevices;
  }

  /** What a device has, to be added to; undefined for one that was not listed, which is counted. */
  rowsOf(deviceId: string): number[] | undefined {
    const position = this.#positions.get(deviceId);
    if (position === undefined) {
      this.#rowsOfUnknownDevices += 1;
      return undefined;
    }
    return this.#numbers[position];
  }

  /** In the order in which they came; those that came again come again. */
  onDevice(deviceId: string): readonly number[] {
    const position = this.#positions.get(deviceId);
    return position === undefined ? [] : this.#numbers[position];
  }
}

/**
 * What each device has, from one source: a number for each row, since a large
 * tenant has millions of them.
 */
import { UnlistedIds } from '../../run/wholeness/unlistedIds';
import { devicePositions, type ListedDevices } from './listedDevices';

export class NumbersByDevice {
  readonly #positions: ReadonlyMap<string, number>;
  /** By the device's position. */
  readonly #numbers: number[][];
  /** Devices of rows that were not listed. */
  readonly unknownDevices = new UnlistedIds();

  constructor(devices: ListedDevices) {
    this.#positions = devicePositions(devices);
    this.#numbers = Array.from(devices, () => []);
  }

  /** Devices of rows that were listed. */
  get knownDevices(): number {
    return this.#numbers.filter(({ length }) => length > 0).length;
  }

  /** What a device has, to be added to; undefined for one that was not listed, which is counted. */
  rowsOf(deviceId: string): number[] | undefined {
    const position = this.#positions.get(deviceId);
    if (position === undefined) {
      this.unknownDevices.add(deviceId);
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

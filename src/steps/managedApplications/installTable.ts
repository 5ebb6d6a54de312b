/**
 * Which application is on which device, and in which state: a number for each
 * row, since a large tenant has millions of them.
 */
import { isOutside } from '../../model/closedList';
import type { ListedDevices } from '../devices/listedDevices';
import { NumbersByDevice } from '../devices/numbersByDevice';
import { UnlistedIds } from '../../run/wholeness/unlistedIds';
import {
  installRank,
  installStateOfRank,
  readInstallState,
  type ResultantAppState,
} from './installState';
import {
  KnownDetails,
  moreTelling,
  type DetailCells,
  type InstallDetails,
} from './installDetails';

/** An application on a device; the pair comes once for each user of the device. */
export interface InstallRow extends DetailCells {
  readonly applicationId: string;
  readonly deviceId: string;
  /** As the source writes it; undefined where it has none. */
  readonly state: unknown;
}

/** The details are those of the row whose state is taken. */
export interface Install extends InstallDetails {
  readonly applicationId: string;
  /** The worst that is known, of all users of the device. */
  readonly state: ResultantAppState | undefined;
  /** Where a row of it has a state that is not in Microsoft's list. */
  readonly hasUnreadable?: true;
}

/** A row is a number of three parts: its application's slot, the rank of its state, and what else it says. */
const RANKS = 9;
const DETAILS = 2 ** 24;
/** Of a row without a state: any state says more. */
const NO_STATE = RANKS - 2;
/** Of a row whose state is not in Microsoft's list: nobody knows what it says, and it has to be counted. */
const UNREADABLE = RANKS - 1;

export class InstallTable {
  readonly #devices: ListedDevices;
  /** Where an application's rows are: it gets another slot when they come anew. */
  #slots: Map<string, number>;
  /** By slot; undefined for one that is no longer used. */
  #applications: (string | undefined)[];
  /** Ids of devices that are not listed, by slot. */
  #unknownDevices: UnlistedIds[];
  /** Rows as they came, by slot. */
  #rowCounts: number[];
  #byDevice: NumbersByDevice;
  #details = new KnownDetails();
  #rowCount = 0;
  readonly #unknownApplications = new UnlistedIds();

  constructor(devices: ListedDevices, applicationIds: readonly string[]) {
    this.#devices = devices;
    this.#slots = new Map(applicationIds.map((id, index) => [id, index]));
    this.#applications = [...applicationIds];
    this.#unknownDevices = applicationIds.map(() => new UnlistedIds());
    this.#rowCounts = applicationIds.map(() => 0);
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

  /** Listed applications that have rows. */
  get knownApplications(): number {
    return Array.from(
      this.#slots.values(),
      (slot) => this.#rowCounts[slot],
    ).filter((rows) => rows > 0).length;
  }

  /** Applications of rows that were not listed. */
  get unknownApplications(): UnlistedIds {
    return this.#unknownApplications;
  }

  /** Devices of rows that were not listed. */
  get unknownDevices(): UnlistedIds {
    return UnlistedIds.of(
      Array.from(this.#slots.values(), (slot) => this.#unknownDevices[slot]),
    );
  }

  /** Rows of one application: several of the same device, where it has several users. */
  rowCountOf(applicationId: string): number {
    const slot = this.#slots.get(applicationId);
    return slot === undefined ? 0 : this.#rowCounts[slot];
  }

  add(row: InstallRow): void {
    const { applicationId, deviceId, state } = row;
    this.#add(applicationId, deviceId, rankOfState(state), row);
  }

  /** Forgets the rows of an application: another source has them all. */
  beginAnew(applicationId: string): void {
    const slot = this.#slots.get(applicationId);
    if (slot !== undefined) {
      this.#applications[slot] = undefined;
      this.#slots.set(applicationId, this.#applications.length);
      this.#applications.push(applicationId);
      this.#unknownDevices.push(new UnlistedIds());
      this.#rowCounts.push(0);
    }
  }

  /** Takes over what another table, of the same devices, has of these applications; everything, when this one is empty. */
  adopt(applicationIds: Iterable<string>, from: InstallTable): void {
    if (this.#rowCount === 0) {
      this.#slots = from.#slots;
      this.#applications = from.#applications;
      this.#unknownDevices = from.#unknownDevices;
      this.#rowCounts = from.#rowCounts;
      this.#byDevice = from.#byDevice;
      this.#details = from.#details;
      this.#rowCount = from.#rowCount;
      this.#unknownApplications.addAll(from.#unknownApplications);
      return;
    }
    const wanted = new Set(applicationIds);
    wanted.forEach((id) => this.beginAnew(id));
    for (const deviceId of this.#devices.keys()) {
      for (const number of from.#byDevice.onDevice(deviceId)) {
        const applicationId = from.#applications[slotOf(number)];
        if (applicationId !== undefined && wanted.has(applicationId)) {
          const details = from.#details.of(detailsNumberOf(number));
          this.#add(applicationId, deviceId, rankOf(number), details);
        }
      }
    }
    for (const applicationId of wanted) {
      this.#adoptUnknownDevices(applicationId, from);
    }
    this.#unknownApplications.addAll(from.#unknownApplications);
  }

  /** Different devices of each application, those that are not listed included. */
  deviceCounts(): Map<string, number> {
    const counts = new Map<string, number>();
    const count = (id: string, more: number) =>
      counts.set(id, (counts.get(id) ?? 0) + more);
    for (const deviceId of this.#devices.keys()) {
      this.onDevice(deviceId).forEach((install) =>
        count(install.applicationId, 1),
      );
    }
    this.#slots.forEach((slot, id) =>
      count(id, this.#unknownDevices[slot].size),
    );
    return counts;
  }

  /** The device's applications, each once. */
  onDevice(deviceId: string): Install[] {
    // Application by application; of each the worst state first, and what is no state last.
    const numbers = [...this.#byDevice.onDevice(deviceId)].sort(
      (a, b) => a - b,
    );
    const installs: Install[] = [];
    let slotBefore: number | undefined;
    let rankBefore: number | undefined;
    for (const number of numbers) {
      const slot = slotOf(number);
      const applicationId = this.#applications[slot];
      if (applicationId === undefined) {
        continue;
      }
      const details = this.#details.of(detailsNumberOf(number));
      if (slot !== slotBefore) {
        installs.push({ applicationId, state: stateOf(number), ...details });
        slotBefore = slot;
        rankBefore = rankOf(number);
      } else if (rankOf(number) === rankBefore) {
        const install = installs[installs.length - 1];
        installs[installs.length - 1] = {
          ...install,
          ...moreTelling(install, details),
        };
      }
      if (rankOf(number) === UNREADABLE) {
        const install = installs[installs.length - 1];
        installs[installs.length - 1] = { ...install, hasUnreadable: true };
      }
    }
    return installs;
  }

  #add(
    applicationId: string,
    deviceId: string,
    rank: number,
    cells: DetailCells,
  ): void {
    this.#rowCount += 1;
    const slot = this.#slots.get(applicationId);
    if (slot === undefined) {
      this.#unknownApplications.add(applicationId);
      return;
    }
    this.#rowCounts[slot] += 1;
    const numbers = this.#byDevice.rowsOf(deviceId);
    if (numbers) {
      const details = this.#details.numberOf(cells);
      numbers.push((slot * RANKS + rank) * DETAILS + details);
    } else {
      this.#unknownDevices[slot].add(deviceId);
    }
  }

  #adoptUnknownDevices(applicationId: string, from: InstallTable): void {
    const slot = this.#slots.get(applicationId);
    const fromSlot = from.#slots.get(applicationId);
    if (slot !== undefined && fromSlot !== undefined) {
      this.#unknownDevices[slot].addAll(from.#unknownDevices[fromSlot]);
    }
  }
}

function rankOfState(value: unknown): number {
  const state = readInstallState(value);
  if (state !== undefined) {
    return installRank(state);
  }
  return isOutside(readInstallState, value) ? UNREADABLE : NO_STATE;
}

function slotOf(number: number): number {
  return Math.floor(number / (RANKS * DETAILS));
}

function rankOf(number: number): number {
  return Math.floor(number / DETAILS) % RANKS;
}

function detailsNumberOf(number: number): number {
  return number % DETAILS;
}

function stateOf(number: number): ResultantAppState | undefined {
  const rank = rankOf(number);
  return rank < NO_STATE ? installStateOfRank(rank) : undefined;
}

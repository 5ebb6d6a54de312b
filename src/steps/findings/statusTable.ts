/**
 * The status of every policy on every device, merged to the worst: Intune has a
 * row for each user of a device. A byte for each pair, because a large tenant
 * has tens of millions of them; times are kept for open ones only.
 */
import {
  devicePositions,
  type ListedDevices,
  type ListedDevice,
} from '../devices/listedDevices';
import { usual } from '../../run/leftOut/allowances';
import type { ListedPolicy, ListedPolicies } from '../policies';
import { UnlistedIds } from '../../run/wholeness/unlistedIds';
import {
  badness,
  severityOf,
  statusOfBadness,
  type ComplianceStatus,
} from './status';

/** One status, whatever its source. */
export interface StatusRow {
  readonly policyId: string;
  readonly deviceId: string;
  /** undefined for a value that is not in Microsoft's list. */
  readonly status: ComplianceStatus | undefined;
  /** In milliseconds since the Unix epoch. */
  readonly reportedOn?: number;
}

export interface DeviceStatus {
  readonly deviceId: string;
  readonly device: ListedDevice;
  readonly status: ComplianceStatus;
  readonly reportedOn?: number;
}

interface PolicyStatuses {
  /** badness + 1 by the device's position; 0 where there is no row. */
  readonly worst: Uint8Array;
  /** By the device's position. */
  readonly reportedOn: Map<number, number>;
  /** Ids of devices that were not listed: they were deleted, or came later. */
  readonly unknownDevices: UnlistedIds;
  knownDevices: number;
  rowCount: number;
  unreadableRows: number;
}

export class StatusTable {
  /** By their position. */
  readonly #devices: readonly [id: string, device: ListedDevice][];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #policies: ListedPolicies;
  readonly #statuses = new Map<string, PolicyStatuses>();
  /** Policies of rows that were not listed: deleted ones, and Intune's built-in one. */
  readonly unknownPolicies = new UnlistedIds();

  constructor(devices: ListedDevices, policies: ListedPolicies) {
    this.#devices = [...devices];
    this.#positions = devicePositions(devices);
    this.#policies = policies;
  }

  /** Whether there was no row at all. */
  get isEmpty(): boolean {
    return this.#statuses.size === 0 && this.unknownPolicies.size === 0;
  }

  /** Devices of rows that were listed. */
  get knownDevices(): number {
    const tables = [...this.#statuses.values()];
    return this.#devices.filter((_, position) =>
      tables.some(({ worst }) => worst[position] > 0),
    ).length;
  }

  /** Devices of rows that were not listed. */
  get unknownDevices(): UnlistedIds {
    return UnlistedIds.of(
      Array.from(this.#statuses.values(), (each) => each.unknownDevices),
    );
  }

  add(row: StatusRow): void {
    const statuses = this.#statusesOf(row.policyId);
    if (!statuses) {
      this.unknownPolicies.add(row.policyId);
      return;
    }
    statuses.rowCount += 1;
    const position = this.#positions.get(row.deviceId);
    if (position === undefined) {
      statuses.unknownDevices.add(row.deviceId);
    } else if (row.status === undefined) {
      statuses.unreadableRows += 1;
    } else {
      merge(statuses, position, row.status, row.reportedOn);
    }
  }

  /** Rows of a policy whose status is not in Microsoft's list: they make neither a state nor a finding. */
  unreadableRows(policyId: string): number {
    return this.#statuses.get(policyId)?.unreadableRows ?? 0;
  }

  /** Rows of a policy as they came, those of unknown devices included. */
  rowCount(policyId: string): number {
    return this.#statuses.get(policyId)?.rowCount ?? 0;
  }

  /**
   * Different devices of a policy. Unknown ones count as far as so many are normal:
   * the ids of more may only look like those of others.
   */
  deviceCount(policyId: string): number {
    const statuses = this.#statuses.get(policyId);
    if (!statuses) {
      return 0;
    }
    const { knownDevices, unknownDevices } = statuses;
    const normal = usual(knownDevices + unknownDevices.size, 'unlisted');
    return knownDevices + Math.min(unknownDevices.size, normal);
  }

  /** Not 0 at the position of each listed device that has a status; undefined where there is no row. */
  given(policyId: string): Uint8Array | undefined {
    return this.#statuses.get(policyId)?.worst;
  }

  /** Listed devices of a policy that have one of these statuses. */
  countOf(policyId: string, statuses: readonly ComplianceStatus[]): number {
    const ranks = statuses.map((status) => badness(status) + 1);
    const worst = this.#statuses.get(policyId)?.worst;
    return worst?.filter((rank) => ranks.includes(rank)).length ?? 0;
  }

  /** Forgets the rows of a policy: another source has them all. */
  beginAnew(policyId: string): void {
    this.#statuses.delete(policyId);
  }

  /** Takes over what another table, of the same devices, has of a policy. */
  adopt(policyId: string, from: StatusTable): void {
    const statuses = from.#statuses.get(policyId);
    if (statuses) {
      this.#statuses.set(policyId, statuses);
    }
  }

  /** Takes over that another table had rows of policies that are not listed. */
  adoptUnknownPolicies(from: StatusTable): void {
    this.unknownPolicies.addAll(from.unknownPolicies);
  }

  *ofPolicy(policyId: string): Generator<DeviceStatus> {
    const statuses = this.#statuses.get(policyId);
    if (!statuses) {
      return;
    }
    for (let position = 0; position < statuses.worst.length; position += 1) {
      const worst = statuses.worst[position];
      if (worst > 0) {
        const [deviceId, device] = this.#devices[position];
        yield {
          deviceId,
          device,
          status: statusOfBadness(worst - 1),
          reportedOn: statuses.reportedOn.get(position),
        };
      }
    }
  }

  /** undefined for a policy that was not listed. */
  #statusesOf(policyId: string): PolicyStatuses | undefined {
    const known = this.#statuses.get(policyId);
    if (known) {
      return known;
    }
    const policy = this.#policies.get(policyId);
    return policy && this.#beginStatuses(policy);
  }

  /** By the id of the policy itself: a row's is cut out of a whole piece of the file. */
  #beginStatuses({ id }: ListedPolicy): PolicyStatuses {
    const statuses: PolicyStatuses = {
      worst: new Uint8Array(this.#positions.size),
      reportedOn: new Map(),
      unknownDevices: new UnlistedIds(),
      knownDevices: 0,
      rowCount: 0,
      unreadableRows: 0,
    };
    this.#statuses.set(id, statuses);
    return statuses;
  }
}

/** The order of the rows makes no difference: the worst status, and of its rows the latest time. */
function merge(
  statuses: PolicyStatuses,
  position: number,
  status: ComplianceStatus,
  time: number | undefined,
): void {
  const { worst, reportedOn } = statuses;
  const rank = badness(status) + 1;
  if (rank < worst[position]) {
    return;
  }
  if (rank > worst[position]) {
    statuses.knownDevices += worst[position] === 0 ? 1 : 0;
    worst[position] = rank;
    reportedOn.delete(position);
  }
  const isOpen = severityOf(status) !== undefined;
  const known = reportedOn.get(position);
  if (isOpen && time !== undefined && (known === undefined || time > known)) {
    reportedOn.set(position, time);
  }
}

/** What tests of the sources of states share: a table, the policies that it is about, and what it says. */
import type { ListedDevices } from '../../src/steps/devices/listedDevices';
import type { ComplianceStatus } from '../../src/steps/findings/status';
import type { DeviceCounts } from '../../src/steps/findings/overviews';
import {
  StatusTable,
  type StatusRow,
} from '../../src/steps/findings/statusTable';
import type { ListedPolicy } from '../../src/steps/policies';

export function policiesOf(...ids: string[]): ListedPolicy[] {
  return ids.map((id) => ({ id, name: `Policy ${id}` }));
}

/** Devices that Intune counts by policy; pairs: all of them, and those of other platforms. */
export function countsOf(
  counts: Readonly<Record<string, number | readonly [number, number]>>,
): DeviceCounts {
  return new Map(
    Object.entries(counts).map(([id, count]) => {
      const [total, ofOtherPlatforms] =
        typeof count === 'number' ? [count, 0] : count;
      return [id, { total, ofOtherPlatforms }];
    }),
  );
}

/** `d1`, `d2` and so on. */
export function devicesOf(count: number): ListedDevices {
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `d${index + 1}`,
      { type: 'laptop' },
    ]),
  );
}

/** A table of so many devices. */
export function tableOf(
  policies: readonly ListedPolicy[],
  deviceCount = 100,
  rows: readonly StatusRow[] = [],
): StatusTable {
  const table = new StatusTable(
    devicesOf(deviceCount),
    new Map(policies.map((policy) => [policy.id, policy])),
  );
  rows.forEach((row) => table.add(row));
  return table;
}

/** A row for each of the first devices. */
export function rowsOf(
  policyId: string,
  count: number,
  status: ComplianceStatus | undefined = 'compliant',
): StatusRow[] {
  return [...devicesOf(count).keys()].map((deviceId) => ({
    policyId,
    deviceId,
    status,
  }));
}

/** Device and status of each row of a policy. */
export function statusesIn(table: StatusTable, policyId: string): string[] {
  return Array.from(
    table.ofPolicy(policyId),
    ({ deviceId, status }) => `${deviceId} ${status}`,
  );
}

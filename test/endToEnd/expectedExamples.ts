/** What the examples of docs/results.md have to print of a tenant, computed from the tenant alone. */
import { stepIds } from '../../src/run/stepIds';
import type { Tenant } from '../emulator';
import { factsOf, type Fact } from '../contracts/questions/facts';
import { expectedGraph, sorted } from './expectedGraph';

type Row = readonly (string | null)[];

/** As jq's `@csv` writes a row: texts in quotes, nothing for null. */
function csv(rows: readonly Row[]): string[] {
  return sorted(
    rows.map((row) =>
      row
        .map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`))
        .join(','),
    ),
  );
}

function countsOfTypes(tenant: Tenant): string[] {
  const counts = new Map<string, number>();
  for (const entity of expectedGraph(tenant).entities) {
    const [type] = entity.split(' ');
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return sorted(
    Array.from(
      counts,
      ([type, count]) => `${String(count).padStart(7)} ${type}`,
    ),
  );
}

const directorySteps: readonly string[] = [
  ...[stepIds.account, stepIds.users, stepIds.groups],
  ...[stepIds.groupMembers, stepIds.groupUsers],
];

/** Those that collect Intune, of a tenant that has none. */
export function disabledSteps({ intune }: Tenant): string[] {
  const others = Object.values(stepIds).filter(
    (id) => !directorySteps.includes(id),
  );
  return intune ? [] : sorted(others.map((id) => `${id}: disabled`));
}

/** Lines in any order, by the sentence before the example. */
export function expectedExamples(
  tenant: Tenant,
): ReadonlyMap<string, readonly string[]> {
  const { people, endpoints } = factsOf(tenant, Date.now());
  const text = (value: unknown) => (value === null ? null : String(value));
  const managed = new Map(
    tenant.intune?.data.managedDevices.map((device) => [device.id, device]),
  );
  // Intune makes up a name from the owner and the system where a device has none.
  const nameOf = ({ id, displayName }: Fact) =>
    String(displayName || managed.get(String(id))?.managedDeviceName);
  return new Map([
    ['How many entities of each type', countsOfTypes(tenant)],
    [
      'Noncompliant devices. The host agent of a device carries the verdict, and is named after the device',
      sorted(
        endpoints
          .filter(({ agent }) => agent.isCompliant === false)
          .map(({ device }) => nameOf(device)),
      ),
    ],
    [
      'Devices without encryption, as CSV',
      csv(
        endpoints
          .filter(({ device }) => !device.encrypted)
          .map(({ device }) => [
            nameOf(device),
            text(device.username),
            device.osName || null,
            device.osVersion || null,
          ]),
      ),
    ],
    [
      "Enabled members who are in Microsoft's report and have no second factor",
      sorted(
        people
          .filter(({ accountEnabled, isGuest }) => accountEnabled && !isGuest)
          .filter(({ isMfaEnabled }) => isMfaEnabled === false)
          .map(({ userPrincipalName }) => String(userPrincipalName)),
      ),
    ],
    [
      'Administrators and their roles',
      csv(
        people
          .filter(({ isAdmin }) => isAdmin)
          .map(({ userPrincipalName, directoryRoles }) => [
            text(userPrincipalName),
            [directoryRoles ?? []].flat().join('; '),
          ]),
      ),
    ],
    ['Which steps did not succeed', disabledSteps(tenant)],
  ]);
}

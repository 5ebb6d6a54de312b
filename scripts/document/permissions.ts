/** The permission tables, from what the steps' requests declare. */
import {
  endpointName,
  type RequestDeclaration,
  type PermissionNeed,
} from '../../src/graph/request';
import type { Microsoft365Step } from '../../src/steps/defineStep';
import { markdownTable } from './markers';

/** A permission of the product's consent page, in our own words. */
interface ConsentedPermission {
  readonly name: string;
  readonly allows: string;
  readonly neededFor: string;
}

/** The eight permissions that JupiterOne's own application asks an administrator for. */
const consented: readonly ConsentedPermission[] = [
  {
    name: 'DeviceManagementApps.Read.All',
    allows: 'Read Microsoft Intune apps',
    neededFor: '`Application` entities',
  },
  {
    name: 'DeviceManagementConfiguration.Read.All',
    allows: 'Read Microsoft Intune device configuration and policies',
    neededFor: '`Configuration` and `ControlPolicy` entities',
  },
  {
    name: 'DeviceManagementManagedDevices.Read.All',
    allows: 'Read Microsoft Intune devices',
    neededFor: '`Device` and `HostAgent` entities',
  },
  {
    name: 'Organization.Read.All',
    allows: 'Read organization information',
    neededFor: 'the `Account` entity',
  },
  {
    name: 'APIConnectors.Read.All',
    allows: 'Read API connectors for authentication flows',
    neededFor: 'the Intune subscription of the `Account` entity',
  },
  {
    name: 'DeviceManagementServiceConfig.Read.All',
    allows: 'Read Microsoft Intune configuration',
    neededFor: 'the Intune subscription of the `Account` entity',
  },
  {
    name: 'Directory.Read.All',
    allows: 'Read directory data',
    neededFor: '`User`, `Group` and `GroupUser` entities',
  },
  {
    name: 'AuditLog.Read.All',
    allows: 'Read audit log data (optional)',
    neededFor:
      'the sign-in times of the `User` entity, in a B2C or premium tenant',
  },
];

interface Use {
  readonly step: string;
  readonly request: RequestDeclaration;
  readonly need: PermissionNeed;
}

function usesOf(steps: readonly Microsoft365Step[]): Use[] {
  return steps.flatMap(({ id, requests }) =>
    requests.flatMap((request) =>
      [request.permission, ...(request.detailPermissions ?? [])].map(
        (need) => ({ step: id, request, need }),
      ),
    ),
  );
}

/** What the code needs: the least privileged permission of each request. */
export function leastPrivilegeTable(
  steps: readonly Microsoft365Step[],
): string {
  const uses = usesOf(steps);
  const names = unique(uses.map(({ need }) => need.anyOf[0]));
  const rows = names.map((name) => {
    const own = uses.filter(({ need }) => need.anyOf[0] === name);
    const isOptional = own.every(({ need }) => need.isOptional);
    return [
      `\`${name}\``,
      isOptional ? 'optional' : 'required',
      unique(own.map((use) => `\`${use.step}\``)).join(', '),
      unique(
        own.map(
          ({ request }) =>
            `[${endpointName(request)}](${request.documentation})`,
        ),
      ).join('<br>'),
      unique(own.map(({ need }) => need.without)).join('; '),
      unique(
        own.flatMap(({ need }) => need.anyOf.slice(1).map((n) => `\`${n}\``)),
      ).join(', '),
    ];
  });
  return markdownTable(
    [
      'Permission',
      '',
      'Steps',
      'Requests',
      'Missing without it',
      'Also enough',
    ],
    // Required ones first.
    rows.sort((a, b) => b[1].localeCompare(a[1])),
  );
}

/** The product's own list, and what each entry is to this code. */
export function consentedTable(steps: readonly Microsoft365Step[]): string {
  const uses = usesOf(steps);
  return markdownTable(
    ['Permission', 'What it allows', 'Asked for because of', 'In this version'],
    consented.map(({ name, allows, neededFor }) => [
      `\`${name}\``,
      allows,
      neededFor,
      verdict(name, uses),
    ]),
  );
}

function verdict(name: string, uses: readonly Use[]): string {
  const asLeast = uses.filter(({ need }) => need.anyOf[0] === name);
  if (asLeast.length > 0) {
    const kind = asLeast.every(({ need }) => need.isOptional)
      ? 'optional'
      : 'required';
    return `${kind}: ${unique(asLeast.map((use) => `\`${use.step}\``)).join(', ')}`;
  }
  const instead = uses.filter(({ need }) => need.anyOf.includes(name));
  const others = unique(instead.map(({ need }) => `\`${need.anyOf[0]}\``));
  return others.length > 0
    ? `not needed beside ${others.join(', ')}, which allow less`
    : 'not needed: no request uses it';
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

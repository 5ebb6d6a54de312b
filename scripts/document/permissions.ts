/** The permission tables, from what the steps' requests declare. */
import { endpointName, type RequestDeclaration } from '../../src/graph/request';
import type { Microsoft365Step } from '../../src/run/defineStep';
import { comparePermissions } from '../../src/run/permissions/compare';
import {
  leastOf,
  usesOf,
  type PermissionUse,
} from '../../src/run/permissions/uses';
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

/** What the code needs, from three sides: by permission, by step, by request. */
export function permissionTables(steps: readonly Microsoft365Step[]): string {
  return [
    leastPrivilegeTable(steps),
    'What each step loses without them:',
    lossTable(steps),
    'The requests that they are for; one of the permissions of a row is enough:',
    requestTable(steps),
  ].join('\n\n');
}

/** To copy: the permissions that are required, or those that are optional, one a line. */
export function permissionList(
  steps: readonly Microsoft365Step[],
  kind: 'required' | 'optional',
): string {
  const names = neededPermissions(steps)
    .filter(({ isRequired }) => isRequired === (kind === 'required'))
    .map(({ name }) => name)
    .sort();
  return ['```text', ...names, '```'].join('\n');
}

/** The least privileged permission of each need, required ones first. */
export function leastPrivilegeTable(
  steps: readonly Microsoft365Step[],
): string {
  const typesOf = new Map(
    steps.map(({ id, entities }) => [id, entities.map(({ _type }) => _type)]),
  );
  return markdownTable(
    ['Permission', '', 'Steps', 'Entities', 'Also enough'],
    neededPermissions(steps).map(({ name, isRequired, uses, alternatives }) => [
      code(name),
      isRequired ? 'required' : 'optional',
      codes(uses.map(({ step }) => step)),
      codes(uses.flatMap(({ step }) => typesOf.get(step) ?? [])),
      codes(alternatives),
    ]),
  );
}

export function lossTable(steps: readonly Microsoft365Step[]): string {
  const needed = neededPermissions(steps);
  const rows = steps.flatMap(({ id }) =>
    needed.flatMap(({ name, uses }) =>
      uses
        .filter(({ step }) => step === id)
        .map(({ isRequired, without }) => [
          code(id),
          code(name),
          isRequired ? 'required' : 'optional',
          without.join('; '),
        ]),
    ),
  );
  return markdownTable(['Step', 'Permission', '', 'Missing without it'], rows);
}

type RequestUse = Pick<PermissionUse, 'step' | 'request'>;

/** Each request once for each list of permissions: exports have one for each report. */
export function requestTable(steps: readonly Microsoft365Step[]): string {
  const uses = steps.flatMap(({ id, requests }) =>
    requests.map((request) => ({ step: id, request })),
  );
  const cellsOf = ({ request }: RequestUse) => [
    linkTo(request),
    request.isShortcut || request.permission.isUnrequested
      ? `where it is granted: ${codes(request.permission.anyOf)}`
      : codes(request.permission.anyOf),
    codes((request.detailPermissions ?? []).map(({ anyOf }) => anyOf[0])),
  ];
  const keyOf = (use: RequestUse) => cellsOf(use).join('|');
  const firsts = new Map(uses.map((use) => [keyOf(use), use] as const));
  return markdownTable(
    ['Request', 'Permissions', 'For details', 'Steps'],
    [...firsts].map(([key, first]) => {
      const own = uses.filter((use) => keyOf(use) === key);
      return [...cellsOf(first), codes(own.map(({ step }) => step))];
    }),
  );
}

/** Those of a run that is granted nothing. */
function neededPermissions(steps: readonly Microsoft365Step[]) {
  return comparePermissions(usesOf(steps), new Set()).missing;
}

function linkTo(request: RequestDeclaration): string {
  return `[${endpointName(request)}](${request.documentation})`;
}

/** The product's own list, and what each entry is to this code. */
export function consentedTable(steps: readonly Microsoft365Step[]): string {
  const uses = usesOf(steps);
  return markdownTable(
    ['Permission', 'What it allows', 'Asked for because of', 'In this version'],
    consented.map(({ name, allows, neededFor }) => [
      code(name),
      allows,
      neededFor,
      verdict(name, uses),
    ]),
  );
}

function verdict(name: string, uses: readonly PermissionUse[]): string {
  const asLeast = uses.filter((use) => leastOf(use) === name);
  if (asLeast.length > 0) {
    const kind = asLeast.every(({ need }) => need.isOptional)
      ? 'optional'
      : 'required';
    return `${kind}: ${codes(asLeast.map(({ step }) => step))}`;
  }
  const instead = uses.filter(({ need }) => need.anyOf.includes(name));
  return instead.length > 0
    ? `not needed beside ${codes(instead.map(leastOf))}, which allow less`
    : 'not needed: no request uses it';
}

/** Each once. */
function codes(names: readonly string[]): string {
  return unique(names).map(code).join(', ');
}

function code(name: string): string {
  return `\`${name}\``;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

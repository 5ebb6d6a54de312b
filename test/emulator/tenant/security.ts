/**
 * Administrators and second factors of a tenant. They follow from the ids of its
 * users, without the random source: it would make other tenants of the same seeds.
 */
import type {
  UnifiedRoleAssignment,
  UnifiedRoleDefinition,
  User,
  UserRegistrationDetails,
} from '@microsoft/microsoft-graph-types';
import type { Identified, Tenant } from './tenant';

/** https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const roles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  reportsReader: '4a5d8f65-41da-4de4-8968-e035b65339cf',
  /** Made by the tenant. */
  custom: 'f3a0c6a2-4d5b-4a57-9d0e-6a1f3c1b7e55',
  /** Deleted since; assignments still name it. */
  deleted: '0b9f1e7c-2a34-4c1d-8e5f-7d6c5b4a3f21',
} as const;

export const roleDefinitions: readonly Identified<UnifiedRoleDefinition>[] = [
  definition(roles.globalAdministrator, 'Global Administrator', true),
  definition(roles.helpdeskAdministrator, 'Helpdesk Administrator', true),
  definition(roles.reportsReader, 'Reports Reader', true),
  definition(roles.custom, 'Contoso: read applications', false),
];

function definition(id: string, displayName: string, isBuiltIn: boolean) {
  return {
    ...{ id, templateId: id, displayName, isBuiltIn },
    ...{
      isEnabled: true,
      description: null,
      version: '1',
      resourceScopes: ['/'],
    },
  };
}

/** Which of so many cases a user is; the same for the same id. */
export function caseOf({ id }: { readonly id: string }, cases: number): number {
  return Number.parseInt(id.slice(0, 8), 16) % cases;
}

/** Users by themselves, a group, a service principal, one for a part of the directory only, and one whose role is gone. */
export function roleAssignmentsOf(
  tenant: Tenant,
): Identified<UnifiedRoleAssignment>[] {
  const assigned: [principalId: string, role: string, scope?: string][] = [];
  for (const user of tenant.users) {
    const isBreakGlass = user.userPrincipalName?.startsWith('break-glass@');
    if (isBreakGlass) {
      assigned.push([user.id, roles.globalAdministrator]);
      assigned.push([user.id, roles.deleted]);
    }
    if (caseOf(user, 25) === 1) {
      assigned.push([user.id, roles.reportsReader]);
      assigned.push([user.id, roles.custom, '/administrativeUnits/6c1b7a2e']);
    }
  }
  for (const group of tenant.groups) {
    if (group.isAssignableToRole) {
      assigned.push([group.id, roles.helpdeskAdministrator]);
    }
  }
  const [principal] = tenant.servicePrincipals;
  if (principal) {
    assigned.push([principal.id, roles.globalAdministrator]);
  }
  return assigned.map(
    ([principalId, roleDefinitionId, scope = '/'], index) => ({
      id: `lAPpYvVpN0KRkAEhdxReE${principalId}-${index}`,
      principalId,
      roleDefinitionId,
      directoryScopeId: scope,
      appScopeId: null,
      condition: null,
    }),
  );
}

/** The ids of users who have a role, by themselves or by a group. */
export function administratorsOf(tenant: Tenant): ReadonlySet<string> {
  const principals = roleAssignmentsOf(tenant).map(
    ({ principalId }) => principalId ?? '',
  );
  return new Set(
    principals.flatMap((id) => [
      id,
      ...(tenant.members.get(id) ?? []).map((member) => member.id),
    ]),
  );
}

type Registration = Identified<UserRegistrationDetails>;

/**
 * The report of authentication methods. Disabled users are not in it.
 * https://learn.microsoft.com/graph/api/resources/userregistrationdetails
 */
export function registrationsOf(tenant: Tenant): readonly Registration[] {
  const known = reports.get(tenant);
  if (known) return known;
  const admins = administratorsOf(tenant);
  const made = tenant.users
    .filter(({ accountEnabled }) => accountEnabled !== false)
    .map((user) => registrationOf(user, admins.has(user.id)));
  reports.set(tenant, made);
  return made;
}

/** Each page is cut out of the whole report. */
const reports = new WeakMap<Tenant, readonly Registration[]>();

function registrationOf(
  user: Identified<User>,
  isAdmin: boolean,
): Registration {
  const details = cases[caseOf(user, cases.length)] as object;
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName ?? undefined,
    userDisplayName: user.displayName ?? undefined,
    userType: user.userType === 'Guest' ? 'guest' : 'member',
    isAdmin,
    isSsprCapable: false,
    isSsprEnabled: false,
    isSsprRegistered: false,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: ['push'],
    userPreferredMethodForSecondaryAuthentication: 'none',
    lastUpdatedDateTime: '2025-06-30T06:12:45.1201274Z',
    ...details,
  };
}

const withoutMethod = {
  isMfaCapable: false,
  isMfaRegistered: false,
  isPasswordlessCapable: false,
  methodsRegistered: [],
};

/** Ordinary users first, then odd ones: nulls, methods that nobody has documented, and repeated ones. */
const cases: readonly object[] = [
  {
    isMfaCapable: true,
    isMfaRegistered: true,
    isPasswordlessCapable: false,
    methodsRegistered: ['mobilePhone', 'microsoftAuthenticatorPush'],
  },
  {
    isMfaCapable: true,
    isMfaRegistered: true,
    isPasswordlessCapable: true,
    methodsRegistered: ['passKeyDeviceBound', 'windowsHelloForBusiness'],
  },
  withoutMethod,
  {
    // Registered a method that the tenant does not allow.
    isMfaCapable: false,
    isMfaRegistered: true,
    isPasswordlessCapable: false,
    methodsRegistered: ['mobilePhone'],
  },
  { ...withoutMethod, methodsRegistered: ['email'] },
  {
    isMfaCapable: null,
    isMfaRegistered: null,
    isPasswordlessCapable: null,
    methodsRegistered: null,
    isAdmin: null,
  },
  {
    isMfaCapable: true,
    isMfaRegistered: true,
    isPasswordlessCapable: true,
    methodsRegistered: ['', 'unknownFutureValue', 'quantumKey', 'quantumKey'],
  },
];

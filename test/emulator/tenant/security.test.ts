import { generateTenant } from './generate';
import {
  administratorsOf,
  registrationsOf,
  roleAssignmentsOf,
  roleDefinitions,
} from './security';

const tenant = generateTenant({ size: 'demo' });
const registrations = registrationsOf(tenant);

describe('the report of authentication methods', () => {
  test('leaves out disabled users only', () => {
    const enabled = tenant.users.filter(
      (user) => user.accountEnabled !== false,
    );
    expect(enabled.length).toBeLessThan(tenant.users.length);
    expect(registrations.map(({ id }) => id)).toEqual(
      enabled.map(({ id }) => id),
    );
  });

  test('has users with a second factor, without one, with a forbidden one, and of whom it knows nothing', () => {
    const kinds = new Set(
      registrations.map(({ isMfaCapable, isMfaRegistered }) =>
        String([isMfaCapable, isMfaRegistered]),
      ),
    );
    expect([...kinds].sort()).toEqual([
      ',',
      'false,false',
      'false,true',
      'true,true',
    ]);
  });

  test('knows administrators', () => {
    const admins = administratorsOf(tenant);
    for (const { id, isAdmin } of registrations) {
      expect([admins.has(id), null]).toContain(isAdmin);
    }
    expect(registrations.some(({ isAdmin }) => isAdmin)).toBe(true);
  });
});

test('roles are assigned to users, to groups of users and to service principals, and one is gone', () => {
  const assigned = roleAssignmentsOf(tenant);
  const holders = new Set(assigned.map(({ principalId }) => principalId));
  const known = new Set(roleDefinitions.map(({ id }) => id));
  const has = (objects: readonly { id: string }[]) =>
    objects.some(({ id }) => holders.has(id));
  expect(
    [tenant.users, tenant.groups, tenant.servicePrincipals].map(has),
  ).toEqual([true, true, true]);
  expect(
    assigned.some(({ roleDefinitionId }) => !known.has(roleDefinitionId ?? '')),
  ).toBe(true);
});

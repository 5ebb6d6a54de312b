/** Properties of generated tenants, above all that the test size holds every ugly case. */
import type { User } from '@microsoft/microsoft-graph-types';
import { generateTenant, tenantSizes, withoutIntune, withoutPremium } from './';
import type { DirectoryObjectRef, Tenant } from './';
import { servicePlanIds } from './organization';

const tenant = generateTenant({ size: 'test' });

function membersOf(of: Tenant, displayName: string) {
  const group = of.groups.find((each) => each.displayName === displayName);
  return of.members.get(group?.id ?? '') ?? [];
}

function allMembers(of: Tenant): DirectoryObjectRef[] {
  return [...of.members.values()].flat();
}

describe('every size', () => {
  test.each(['small', 'demo', 'test', 'medium'] as const)(
    'a %s tenant has the promised numbers, no duplicate and no dangling reference',
    (size) => {
      const generated = generateTenant({ size });
      const { users, groups, devices } = generated;
      const objects = [
        ...users,
        ...generated.deletedUsers,
        ...groups,
        ...devices,
        ...generated.servicePrincipals,
        ...generated.contacts,
      ];
      const ids = new Set(objects.map(({ id }) => id));
      expect(users).toHaveLength(tenantSizes[size].users);
      expect(groups).toHaveLength(tenantSizes[size].groups);
      expect(ids.size).toBe(objects.length);
      expect(allMembers(generated).every(({ id }) => ids.has(id))).toBe(true);
      expect(new Set(users.map((user) => user.userPrincipalName)).size).toBe(
        users.length,
      );
      for (const members of generated.members.values()) {
        expect(new Set(members.map(({ id }) => id)).size).toBe(members.length);
      }
    },
  );

  test('the demo looks like a company: no name is that of a test', () => {
    const toy =
      /\b(?:test|foo|bar|lorem|ipsum|dummy|sample|nested|cycle|invalid|empty|null|leaver|former|padded|quoted|every type|[a-z]+ \d)\b/i;
    const real = /^(?:iPhone|Pixel|MacBook Pro|iPad|Galaxy) \d+\b/;
    const { groups, users, deletedUsers, intune, ...others } = generateTenant({
      size: 'demo',
    });
    const named = [
      ...[groups, users, deletedUsers, others.devices],
      ...[others.servicePrincipals, others.contacts],
      ...[intune?.data.mobileApps ?? []],
      ...[intune?.data.compliancePolicies ?? []],
      ...[intune?.data.deviceConfigurations ?? []],
    ].flat();
    const names = [
      ...named.map(({ displayName }) => displayName),
      ...[...users, ...deletedUsers].map((user) => user.userPrincipalName),
      ...(intune?.data.managedDevices ?? []).map((each) => each.deviceName),
      ...[...(intune?.data.detectedApps.values() ?? [])]
        .flat()
        .map((app) => app.displayName),
    ].filter((name) => typeof name === 'string');
    expect(names.length).toBeGreaterThan(400);
    expect(names.filter((name) => toy.test(name) && !real.test(name))).toEqual(
      [],
    );
  });

  test('the demo has no vanished group', () => {
    expect(generateTenant({ size: 'demo' }).vanishedGroupIds.size).toBe(0);
  });
});

test('the same seed gives the same tenant, another seed another one', () => {
  expect(generateTenant({ size: 'demo', seed: 7 })).toEqual(
    generateTenant({ size: 'demo', seed: 7 }),
  );
  expect(generateTenant({ size: 'demo', seed: 8 }).id).not.toBe(
    generateTenant({ size: 'demo', seed: 7 }).id,
  );
});

test('what the demo has for questions changes nothing else of it', () => {
  const size = { ...tenantSizes.demo, isNeglected: false };
  const [demo, ordinary] = [
    generateTenant({ size: 'demo' }),
    generateTenant({ size }),
  ];
  const idsOf = ({ users, groups, intune }: Tenant) =>
    [users, groups, intune?.data.managedDevices ?? []].map((objects) =>
      objects.map(({ id }) => id),
    );
  expect(idsOf(demo)).toEqual(idsOf(ordinary));
  expect(demo.intune?.data.policyStatuses).toEqual(
    ordinary.intune?.data.policyStatuses,
  );
  expect(
    ordinary.groups.some(({ visibility }) => visibility === 'Public'),
  ).toBe(false);
  for (const [id, refs] of ordinary.members) {
    expect(demo.members.get(id)?.slice(0, refs.length)).toEqual(refs);
  }
});

const oddUsers: Record<string, (user: User) => boolean> = {
  'no given name': ({ givenName }) => givenName === null,
  'no surname': ({ surname }) => surname === null,
  'no mail': ({ mail }) => mail === null,
  'no mobile phone': ({ mobilePhone }) => mobilePhone === null,
  'no business phone': ({ businessPhones }) => businessPhones?.length === 0,
  'a mail with a space': ({ mail }) => mail?.includes(' ') ?? false,
  'a mail without an at sign': ({ mail }) => mail === 'none',
  'a guest': ({ userType, userPrincipalName }) =>
    userType === 'Guest' && (userPrincipalName?.includes('#EXT#') ?? false),
  'a disabled account': ({ accountEnabled }) => accountEnabled === false,
  'an account of unknown state': ({ accountEnabled }) =>
    accountEnabled === null,
  'an account without a type': ({ userType }) => userType === null,
  'no display name': ({ displayName }) => displayName === null,
  'an empty display name': ({ displayName }) => displayName === '',
  'never signed in': ({ signInActivity }) => signInActivity === undefined,
  'sign-in activity null': ({ signInActivity }) => signInActivity === null,
  'only non-interactive sign-ins': ({ signInActivity }) =>
    signInActivity?.lastSignInDateTime === null &&
    typeof signInActivity.lastNonInteractiveSignInDateTime === 'string',
  'an apostrophe': ({ surname }) => surname === "O'Brien",
  'right-to-left script': ({ givenName }) => givenName === 'نور',
  'an emoji': ({ displayName }) => displayName?.includes('🎉') ?? false,
  'no proxy address': ({ proxyAddresses }) => proxyAddresses?.length === 0,
};

test.each(Object.keys(oddUsers))(
  'the test size has a user with %s',
  (oddity) => {
    expect(tenant.users.some(oddUsers[oddity])).toBe(true);
  },
);

describe('groups of the test size', () => {
  test.each([
    ['Summer Interns', 0],
    ['Exactly one page', 999],
    ['One page and one', 1000],
    ['Exactly two pages', 1998],
  ])('%s has %i members', (displayName, count) => {
    expect(membersOf(tenant, displayName)).toHaveLength(count);
  });

  test('one group needs three pages', () => {
    expect(membersOf(tenant, 'All users').length).toBeGreaterThan(2100);
  });

  test('one group has members of every type', () => {
    const types = membersOf(tenant, 'Building Access Headquarters');
    expect(new Set(types.map(({ type }) => type)).size).toBe(5);
  });

  test('two groups contain each other', () => {
    const [a] = membersOf(tenant, 'Sales and Marketing');
    const [b] = membersOf(tenant, 'Marketing and Sales');
    expect(tenant.members.get(a.id)).toContainEqual(b);
    expect(tenant.members.get(b.id)).toContainEqual(a);
  });

  test('groups are nested three deep', () => {
    const [middle] = membersOf(tenant, 'All employees (EMEA)');
    const [inner] = tenant.members.get(middle.id) ?? [];
    expect(inner.type).toBe('group');
    expect(tenant.members.get(inner.id)?.[0].type).toBe('user');
  });

  test('a deleted user is a member', () => {
    const listed = new Set(tenant.users.map(({ id }) => id));
    const strangers = allMembers(tenant).filter(
      ({ type, id }) => type === 'user' && !listed.has(id),
    );
    expect(strangers.map(({ id }) => id).sort()).toEqual(
      tenant.deletedUsers.map(({ id }) => id).sort(),
    );
  });

  test('every kind of group is there', () => {
    const some = (property: keyof (typeof tenant.groups)[number]) => [
      ...new Set(tenant.groups.map((group) => group[property])),
    ];
    expect(some('visibility')).toContain('HiddenMembership');
    expect(some('isAssignableToRole')).toContain(true);
    expect(some('onPremisesSyncEnabled')).toContain(true);
    expect(some('mailNickname')).toContain(null);
    expect(some('description')).toContain(null);
    expect(some('renewedDateTime')).toContain(null);
    expect(some('groupTypes').flat()).toEqual(
      expect.arrayContaining(['Unified', 'DynamicMembership']),
    );
    const kinds = tenant.groups.map(
      ({ mailEnabled, securityEnabled, groupTypes }) =>
        `${mailEnabled} ${securityEnabled} ${groupTypes?.includes('Unified')}`,
    );
    expect(new Set(kinds).size).toBe(4);
  });

  test('vanished groups are listed but have no members', () => {
    expect(tenant.vanishedGroupIds.size).toBeGreaterThan(0);
    const listed = tenant.groups.filter(({ id }) =>
      tenant.vanishedGroupIds.has(id),
    );
    expect(listed).toHaveLength(tenant.vanishedGroupIds.size);
  });
});

test('licences can be taken away', () => {
  const plansOf = ({ organization }: Tenant) =>
    organization.assignedPlans?.map(({ servicePlanId }) => servicePlanId);
  const bare = withoutPremium(withoutIntune(tenant));
  expect(bare.intune).toBeUndefined();
  expect(bare.hasPremiumLicense).toBe(false);
  expect(plansOf(bare)).toEqual([servicePlanIds.exchange]);
  expect(plansOf(tenant)).toEqual(
    expect.arrayContaining(Object.values(servicePlanIds)),
  );
});

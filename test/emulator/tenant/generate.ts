/** Generates a whole tenant: pure, and the same for the same size and seed. */
import { generateContact, generateServicePrincipal } from './applications';
import { generateDevice } from './devices';
import {
  ordinaryGroup,
  securityGroup,
  type GroupWithMembers,
  type Population,
} from './groups';
import { generateIntune } from './intune/generateIntune';
import { addDerived } from './licenses';
import { neglected } from './neglect';
import { generateOddGroups } from './oddGroups';
import { generateDeletedUsers, generateOddUsers } from './oddUsers';
import { generateOrganization } from './organization';
import { createSeed, type Seed } from './seed';
import { tenantSizes, type TenantSize, type TenantSizeName } from './sizes';
import type { DirectoryObjectRef, DirectoryObjectType, Tenant } from './tenant';
import { generateUser } from './users';

export interface TenantOptions {
  readonly size: TenantSizeName | TenantSize;
  readonly seed?: number;
  /** What times are counted back from, in ms since the Unix epoch; default: a fixed day, so that the tenant is always the same. */
  readonly today?: number;
}

export function generateTenant(options: TenantOptions): Tenant {
  const size: TenantSize =
    typeof options.size === 'string' ? tenantSizes[options.size] : options.size;
  const seed = createSeed(options.seed ?? 1, options.today);
  const organization = generateOrganization(seed);
  const objects = generateObjects(seed, size);
  const vanished = size.vanishingGroups ? vanishedGroups(seed) : [];
  const groups = generateGroups(
    seed,
    size,
    objects,
    size.groups - vanished.length,
  );
  const tenant: Tenant = {
    id: organization.id,
    organization,
    ...objects,
    groups: seed.random.shuffle([
      ...groups.map(({ group }) => group),
      ...vanished,
    ]),
    members: new Map(groups.map(({ group, members }) => [group.id, members])),
    vanishedGroupIds: new Set(vanished.map(({ id }) => id)),
    intune: {
      accountId: seed.random.guid(),
      subscriptionState: 'active',
      mdmAuthority: 'intune',
      data: generateIntune(seed, size.intune, objects, options.seed ?? 1),
    },
    hasPremiumLicense: true,
  };
  return size.isNeglected ? neglected(tenant, seed.random.today) : tenant;
}

function generateObjects(seed: Seed, size: TenantSize) {
  const oddUsers = generateOddUsers(seed);
  const ordinaryUsers = times(size.users - oddUsers.length, (index) =>
    generateUser(seed, index),
  );
  return {
    users: seed.random.shuffle([...oddUsers, ...ordinaryUsers]).map(addDerived),
    deletedUsers: generateDeletedUsers(seed, 2),
    devices: times(size.devices, (index) => generateDevice(seed, index)),
    servicePrincipals: times(size.servicePrincipals, (index) =>
      generateServicePrincipal(seed, index),
    ),
    contacts: times(size.contacts, (index) => generateContact(seed, index)),
  };
}

function generateGroups(
  seed: Seed,
  size: TenantSize,
  objects: ReturnType<typeof generateObjects>,
  count: number,
): GroupWithMembers[] {
  const population: Population = {
    users: refs('user', objects.users),
    deletedUsers: refs('user', objects.deletedUsers),
    devices: refs('device', objects.devices),
    servicePrincipals: refs('servicePrincipal', objects.servicePrincipals),
    contacts: refs('orgContact', objects.contacts),
  };
  const groups = generateOddGroups(seed, population).slice(0, count);
  for (let index = groups.length; index < count; index += 1) {
    groups.push(
      ordinaryGroup(seed, population, groups, index, size.meanMembers),
    );
  }
  return groups;
}

function vanishedGroups(seed: Seed) {
  return times(2, (index) => securityGroup(seed, `Deleted meanwhile ${index}`));
}

function refs(
  type: DirectoryObjectType,
  objects: readonly { readonly id: string }[],
): DirectoryObjectRef[] {
  return objects.map(({ id }) => ({ type, id }));
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: Math.max(count, 0) }, (_, index) => make(index));
}

/** Generates the groups that break naive collectors: cycles, page boundaries, hidden, empty and vanished ones. */
import {
  distributionList,
  microsoft365Group,
  securityGroup,
  type GroupWithMembers,
  type Population,
} from './groups';
import { pagingGroups } from './pagingGroups';
import { daysAgo, type Seed } from './seed';
import type { DirectoryObjectRef } from './tenant';

/** In order of importance: a small tenant has only the first ones. */
export function generateOddGroups(
  seed: Seed,
  population: Population,
): GroupWithMembers[] {
  const chain = nestedChain(seed, population);
  return [
    ...chain,
    membersOfEveryType(seed, population, chain),
    hiddenGroup(seed, population),
    { group: securityGroup(seed, 'Summer Interns'), members: [] },
    renewedGroup(seed, population),
    ...kindsOfGroups(seed, population),
    ...cycle(seed, population),
    ...groupsWithoutUsers(seed, population),
    ...pagingGroups(seed, population),
  ];
}

function groupRef({ group }: GroupWithMembers): DirectoryObjectRef {
  return { type: 'group', id: group.id };
}

/** Three levels: the outermost group has no user of its own. */
function nestedChain(seed: Seed, { users }: Population): GroupWithMembers[] {
  const inner = {
    group: securityGroup(seed, 'All employees (Munich)'),
    members: seed.random.sample(users, 5),
  };
  const middle = {
    group: securityGroup(seed, 'All employees (Germany)'),
    members: [groupRef(inner), ...seed.random.sample(users, 2)],
  };
  const outer = {
    group: securityGroup(seed, 'All employees (EMEA)'),
    members: [groupRef(middle)],
  };
  return [outer, middle, inner];
}

/** A contains B and B contains A, which Entra ID allows. */
function cycle(seed: Seed, { users }: Population): GroupWithMembers[] {
  const a = securityGroup(seed, 'Sales and Marketing');
  const b = securityGroup(seed, 'Marketing and Sales');
  const user = seed.random.sample(users, 1);
  return [
    { group: a, members: [{ type: 'group', id: b.id }, ...user] },
    { group: b, members: [{ type: 'group', id: a.id }] },
  ];
}

function membersOfEveryType(
  seed: Seed,
  population: Population,
  otherGroups: readonly GroupWithMembers[],
): GroupWithMembers {
  const { random } = seed;
  return {
    group: securityGroup(seed, 'Building Access Headquarters'),
    members: [
      ...random.sample(otherGroups, 1).map(groupRef),
      ...random.sample(population.users, 4),
      ...random.sample(population.devices, 3),
      ...random.sample(population.servicePrincipals, 2),
      ...random.sample(population.contacts, 2),
      ...population.deletedUsers,
    ],
  };
}

/** https://learn.microsoft.com/graph/api/resources/group, property visibility */
function hiddenGroup(seed: Seed, { users }: Population): GroupWithMembers {
  return {
    group: microsoft365Group(seed, 'Project Zenith (confidential)', {
      visibility: 'HiddenMembership',
    }),
    members: seed.random.sample(users, 6),
  };
}

function renewedGroup(seed: Seed, { users }: Population): GroupWithMembers {
  return {
    group: microsoft365Group(seed, 'Project Borealis', {
      createdDateTime: '2021-02-03T08:00:00Z',
      renewedDateTime: '2025-01-15T09:30:00Z',
      expirationDateTime: '2025-07-14T09:30:00Z',
    }),
    members: seed.random.sample(users, 8),
  };
}

function kindsOfGroups(
  seed: Seed,
  { users, contacts }: Population,
): GroupWithMembers[] {
  const { random } = seed;
  return [
    {
      group: distributionList(seed, 'Finance Approvers', {
        securityEnabled: true,
      }),
      members: random.sample(users, 7),
    },
    {
      group: distributionList(seed, 'Newsletter'),
      members: [...random.sample(users, 3), ...contacts],
    },
    {
      group: securityGroup(seed, 'Helpdesk administrators', {
        isAssignableToRole: true,
        visibility: 'Private',
      }),
      members: random.sample(users, 2),
    },
    {
      group: securityGroup(seed, 'Entwicklung 開発 🚀 "R&D" <Tokyo>', {
        mailNickname: null,
        description: null,
        renewedDateTime: null,
        createdDateTime: null,
      }),
      members: random.sample(users, 3),
    },
    {
      group: securityGroup(seed, 'Domain Users', {
        onPremisesSyncEnabled: true,
        onPremisesLastSyncDateTime: daysAgo(random, 0, 1),
        onPremisesSamAccountName: 'Domain Users',
        onPremisesDomainName: 'corp.contoso.com',
      }),
      members: random.sample(users, 10),
    },
  ];
}

/** Service principals are left out by v1.0, so the last of these groups looks empty there. */
function groupsWithoutUsers(
  seed: Seed,
  { devices, servicePrincipals }: Population,
): GroupWithMembers[] {
  return [
    {
      group: securityGroup(seed, 'All Windows devices', {
        groupTypes: ['DynamicMembership'],
        membershipRule: '(device.deviceOSType -eq "Windows")',
        membershipRuleProcessingState: 'On',
      }),
      members: seed.random.sample(devices, 20),
    },
    {
      group: securityGroup(seed, 'Workload identities'),
      members: seed.random.sample(servicePrincipals, 3),
    },
  ];
}

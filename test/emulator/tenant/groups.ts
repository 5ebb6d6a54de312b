/** Generates ordinary groups of each kind that Entra ID knows, with their members. */
import type { Group } from '@microsoft/microsoft-graph-types';
import { groupNames, nameAt } from './companyNames';
import { daysAgo, type Seed } from './seed';
import type { DirectoryObjectRef, Identified } from './tenant';

/** References to everything that a group can contain. */
export interface Population {
  readonly users: readonly DirectoryObjectRef[];
  readonly deletedUsers: readonly DirectoryObjectRef[];
  readonly devices: readonly DirectoryObjectRef[];
  readonly servicePrincipals: readonly DirectoryObjectRef[];
  readonly contacts: readonly DirectoryObjectRef[];
}

export interface GroupWithMembers {
  readonly group: Identified<Group>;
  readonly members: readonly DirectoryObjectRef[];
}

/** https://learn.microsoft.com/graph/api/resources/groups-overview tells the kinds apart by these properties. */
export function securityGroup(
  seed: Seed,
  displayName: string,
  differences: Partial<Omit<Group, 'id'>> = {},
): Identified<Group> {
  const { random } = seed;
  const createdDateTime = daysAgo(random, 100, 3000);
  return {
    id: random.guid(),
    deletedDateTime: null,
    classification: null,
    createdDateTime,
    description: `${displayName} of Contoso`,
    displayName,
    expirationDateTime: null,
    groupTypes: [],
    isAssignableToRole: null,
    mail: null,
    mailEnabled: false,
    mailNickname: random.guid().slice(0, 10),
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesDomainName: null,
    onPremisesLastSyncDateTime: null,
    onPremisesNetBiosName: null,
    onPremisesProvisioningErrors: [],
    onPremisesSamAccountName: null,
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: [],
    renewedDateTime: createdDateTime,
    securityEnabled: true,
    securityIdentifier: `S-1-12-1-${random.integer(1, 2 ** 31)}`,
    theme: null,
    uniqueName: null,
    visibility: null,
    ...differences,
  };
}

export function microsoft365Group(
  seed: Seed,
  displayName: string,
  differences: Partial<Omit<Group, 'id'>> = {},
): Identified<Group> {
  return securityGroup(seed, displayName, {
    ...mailbox(seed, displayName),
    groupTypes: ['Unified'],
    securityEnabled: false,
    visibility: 'Private',
    ...differences,
  });
}

export function distributionList(
  seed: Seed,
  displayName: string,
  differences: Partial<Omit<Group, 'id'>> = {},
): Identified<Group> {
  return securityGroup(seed, displayName, {
    ...mailbox(seed, displayName),
    securityEnabled: false,
    ...differences,
  });
}

function mailbox({ random, domain }: Seed, displayName: string) {
  const ascii = displayName.toLowerCase().replace(/[^a-z0-9]/g, '') || 'group';
  const mailNickname = `${ascii}.${random.integer(1000, 9999)}`;
  const mail = `${mailNickname}@${domain}`;
  return {
    mail,
    mailEnabled: true,
    mailNickname,
    proxyAddresses: [`SMTP:${mail}`],
  };
}

/** As an organization may name them; most have none. */
const classifications = [null, 'Confidential', null, ''] as const;

export function ordinaryGroup(
  seed: Seed,
  population: Population,
  earlierGroups: readonly GroupWithMembers[],
  index: number,
  meanMembers: number,
): GroupWithMembers {
  const { random } = seed;
  // The name was drawn once: without the two draws all that follows would change.
  random.next();
  random.next();
  const displayName = ordinaryName(index);
  const users = random.sample(
    population.users,
    memberCount(seed, population, meanMembers),
  );
  if (index % 3 === 0) {
    const classification = classifications[index % classifications.length];
    return {
      group: microsoft365Group(seed, displayName, { classification }),
      members: users,
    };
  }
  if (index % 7 === 0) {
    return { group: distributionList(seed, displayName), members: users };
  }
  const extras = otherMembers(seed, population, earlierGroups);
  return {
    group: securityGroup(seed, displayName),
    members: [...users, ...extras],
  };
}

/** The kinds count on their own, so that no name comes twice. */
function ordinaryName(index: number): string {
  if (index % 3 === 0) {
    return nameAt(groupNames.team, index / 3, 'team');
  }
  return index % 7 === 0
    ? nameAt(groupNames.list, Math.floor(index / 7), 'list')
    : nameAt(groupNames.security, index - Math.floor(index / 3) - 1, 'group');
}

const ordinaryNames: ReadonlySet<string> = new Set(
  Object.values(groupNames).flat(),
);

/** Whether a group of a small tenant is none of the odd ones. */
export function isOrdinaryGroup({ displayName }: Group): boolean {
  return ordinaryNames.has((displayName ?? '').replace(/ \(\w+ \d+\)$/, ''));
}

/** Most groups are small, few are large: an exponential distribution around the mean. */
function memberCount(
  { random }: Seed,
  population: Population,
  meanMembers: number,
) {
  const count = Math.round(-Math.log(1 - random.next()) * meanMembers);
  return Math.min(count, Math.floor(population.users.length / 2));
}

/** Only earlier groups are nested here, so that no cycle arises by chance. */
function otherMembers(
  { random }: Seed,
  population: Population,
  earlierGroups: readonly GroupWithMembers[],
): DirectoryObjectRef[] {
  const others: DirectoryObjectRef[] = [];
  if (random.chance(0.15) && earlierGroups.length > 0) {
    others.push({ type: 'group', id: random.pick(earlierGroups).group.id });
  }
  if (random.chance(0.15)) {
    others.push(...random.sample(population.devices, random.integer(1, 10)));
  }
  if (random.chance(0.05)) {
    others.push(...random.sample(population.servicePrincipals, 2));
  }
  return others;
}

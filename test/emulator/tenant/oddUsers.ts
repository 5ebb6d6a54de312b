/** Generates the users that break naive collectors; each is something that real directories contain. */
import type { User } from '@microsoft/microsoft-graph-types';
import { daysAgo, type Seed } from './seed';
import type { Identified } from './tenant';
import { employee } from './users';

type Oddity = Partial<Omit<User, 'id'>>;

/** Keyed by account name; the value is how the account differs from an ordinary employee. */
function oddities(seed: Seed): Record<string, Oddity> {
  return {
    'meeting-room': roomMailbox,
    'break-glass': cloudAdmin(seed),
    'invalid-mail': { mail: 'front desk@contoso.com', proxyAddresses: [] },
    'not-a-mail': { mail: 'none', otherMails: ['also not a mail'] },
    'disabled-leaver': { accountEnabled: false, signInActivity: undefined },
    'never-signed-in': { signInActivity: undefined },
    'null-sign-in': { signInActivity: null },
    'only-background': onlyNonInteractive(seed),
    'old-account': { userType: null, createdDateTime: null },
    'no-display-name': { displayName: null },
    'empty-display-name': { displayName: '', givenName: '', surname: '' },
    'no-state': { accountEnabled: null, usageLocation: null },
    ...namesOfTheWorld,
  };
}

const roomMailbox: Oddity = {
  accountEnabled: false,
  displayName: 'Conf Room Adams',
  givenName: null,
  surname: null,
  jobTitle: null,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  businessPhones: [],
  signInActivity: undefined,
};

function cloudAdmin(seed: Seed): Oddity {
  return {
    displayName: 'Break Glass',
    givenName: null,
    surname: null,
    mail: null,
    mobilePhone: null,
    jobTitle: null,
    officeLocation: null,
    preferredLanguage: null,
    usageLocation: null,
    department: null,
    userPrincipalName: `break-glass@${seed.initialDomain}`,
    proxyAddresses: [],
    onPremisesSyncEnabled: null,
  };
}

/** A service account: tokens are refreshed for it, but nobody ever signs in. */
function onlyNonInteractive({ random }: Seed): Oddity {
  return {
    signInActivity: {
      lastSignInDateTime: null,
      lastSignInRequestId: null,
      lastNonInteractiveSignInDateTime: daysAgo(random, 0, 5),
      lastNonInteractiveSignInRequestId: random.guid(),
      lastSuccessfulSignInDateTime: null,
      lastSuccessfulSignInRequestId: null,
    },
  };
}

const namesOfTheWorld: Record<string, Oddity> = {
  'miles.obrien': person('Miles', "O'Brien"),
  'chloe.lefevre': person('Chloé', 'Lefèvre-Çelik'),
  'yuki.tanaka': person('ゆき', '田中'),
  'noor.alsayed': person('نور', 'السيد'),
  'party.person': person('Party 🎉', 'Person 👩‍💻'),
  'spacey.name': person('  Spacey ', ' Name\t'),
};

function person(givenName: string, surname: string): Oddity {
  return { givenName, surname, displayName: `${givenName} ${surname}` };
}

export function generateOddUsers(seed: Seed): Identified<User>[] {
  return Object.entries(oddities(seed)).map(([nickname, oddity], index) => ({
    ...employee(seed, ...personAt(seed, index), nickname),
    ...oddity,
  }));
}

/** From the end of the pools, without a draw. */
function personAt({ names }: Seed, index: number): [string, string] {
  const { firstNames, lastNames } = names;
  return [
    firstNames[firstNames.length - 1 - index],
    lastNames[lastNames.length - 1 - index],
  ];
}

/** The names of ordinary accounts, and of odd ones that stand for people, have no hyphen. */
export function isOddAccount({ mailNickname }: User): boolean {
  return mailNickname?.includes('-') ?? false;
}

/** Users in the recycle bin: groups may still name them, `/users` does not. */
export function generateDeletedUsers(
  seed: Seed,
  count: number,
): Identified<User>[] {
  return Array.from({ length: count }, (_, index) => ({
    ...employee(seed, 'Former', 'Colleague', `former.colleague${index}`),
    accountEnabled: false,
    deletedDateTime: daysAgo(seed.random, 1, 29),
  }));
}

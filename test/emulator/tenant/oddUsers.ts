/** Generates the users that break naive collectors; each is something that real directories contain. */
import type { User } from '@microsoft/microsoft-graph-types';
import { daysAgo, type Seed } from './seed';
import type { Identified } from './tenant';
import { accountName, employee } from './users';

type Oddity = Partial<Omit<User, 'id'>>;

/** Stands for the name of the person in the name of an account. */
const PERSON = '*';

/** The account name, and how the account differs from an ordinary employee's. */
function oddities(seed: Seed): [account: string, oddity: Oddity][] {
  return [
    ['room-adams', roomMailbox],
    ['break-glass', cloudAdmin(seed)],
    [
      'front-desk',
      {
        displayName: 'Front Desk',
        mail: 'front desk@contoso.com',
        proxyAddresses: [],
      },
    ],
    [
      'reception-berlin',
      {
        displayName: 'Reception Berlin',
        mail: 'none',
        otherMails: ['ask the front desk'],
      },
    ],
    // Somebody who left.
    [`ext-${PERSON}`, { accountEnabled: false, signInActivity: undefined }],
    [`ext-${PERSON}`, { signInActivity: undefined }],
    [`ext-${PERSON}`, { signInActivity: null }],
    [
      'svc-enrollment',
      { displayName: 'Device Enrollment', ...onlyNonInteractive(seed) },
    ],
    [`adm-${PERSON}`, { userType: null, createdDateTime: null }],
    ['svc-scanner', { displayName: null }],
    ['svc-telephony', { displayName: '', givenName: '', surname: '' }],
    [`ext-${PERSON}`, { accountEnabled: null, usageLocation: null }],
    ...Object.entries(namesOfTheWorld),
  ];
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
  'lucia.fernandez': person('Lucía 🎉', 'Fernández 👩‍💻'),
  'marta.kowalska': person('  Marta ', ' Kowalska\t'),
};

function person(givenName: string, surname: string): Oddity {
  return { givenName, surname, displayName: `${givenName} ${surname}` };
}

export function generateOddUsers(seed: Seed): Identified<User>[] {
  return oddities(seed).map(([account, oddity], index) => {
    const name = personAt(seed, index);
    const nickname = account.replace(PERSON, accountName(...name));
    return { ...employee(seed, ...name, nickname), ...oddity };
  });
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

/** Not of the pools: these names are of nobody who is there. */
const leavers = [
  ['Ingrid', 'Solberg'],
  ['Tomasz', 'Wojcik'],
] as const;

function leaverAt(index: number): [string, string, string] {
  const [givenName, surname] = leavers[index % leavers.length];
  return [givenName, surname, accountName(givenName, surname, index)];
}

/** Users in the recycle bin: groups may still name them, `/users` does not. */
export function generateDeletedUsers(
  seed: Seed,
  count: number,
): Identified<User>[] {
  return Array.from({ length: count }, (_, index) => ({
    ...employee(seed, ...leaverAt(index)),
    accountEnabled: false,
    deletedDateTime: daysAgo(seed.random, 1, 29),
  }));
}

/** Generates ordinary users: employees with a mailbox, some of them disabled, and invited guests. */
import type { SignInActivity, User } from '@microsoft/microsoft-graph-types';
import { daysAgo, type Seed } from './seed';
import type { Random } from './random';
import type { Identified } from './tenant';

const countries = [
  { country: 'United States', usageLocation: 'US', language: 'en-US' },
  { country: 'Germany', usageLocation: 'DE', language: 'de-DE' },
  { country: 'France', usageLocation: 'FR', language: 'fr-FR' },
  { country: 'Japan', usageLocation: 'JP', language: 'ja-JP' },
] as const;

/** `index` makes the account names unique; one in twelve is a guest. */
export function generateUser(seed: Seed, index: number): Identified<User> {
  const { random, names } = seed;
  const givenName = random.pick(names.firstNames);
  const surname = random.pick(names.lastNames);
  const nickname = accountName(givenName, surname, index);
  return index % 12 === 11
    ? guest(seed, givenName, surname, nickname)
    : employee(seed, givenName, surname, nickname);
}

/** `ann.smith`, and a number where names may come twice. */
export function accountName(
  givenName: string,
  surname: string,
  index: number | '' = '',
): string {
  const ascii = `${givenName}.${surname}`.replace(/[^A-Za-z.]/g, '');
  return `${ascii.toLowerCase()}${index}`;
}

/** An employee; the ugly users of `oddUsers.ts` are variations of it. */
export function employee(
  seed: Seed,
  givenName: string,
  surname: string,
  nickname: string,
): Identified<User> {
  const { random, names, domain, initialDomain } = seed;
  const place = random.pick(countries);
  const mail = `${nickname}@${domain}`;
  const synced = random.chance(0.4);
  return {
    id: random.guid(),
    deletedDateTime: null,
    accountEnabled: random.chance(0.94),
    ageGroup: null,
    businessPhones: random.chance(0.6) ? [phone(random)] : [],
    city: random.pick(names.cities),
    companyName: 'Contoso',
    country: place.country,
    createdDateTime: daysAgo(random, 30, 3000),
    creationType: null,
    department: random.pick(names.departments),
    displayName: `${givenName} ${surname}`,
    employeeId: String(random.integer(10_000, 999_999)),
    employeeType: 'Employee',
    externalUserState: null,
    externalUserStateChangeDateTime: null,
    givenName,
    jobTitle: random.chance(0.9) ? random.pick(names.jobTitles) : null,
    mail,
    mailNickname: nickname,
    mobilePhone: random.chance(0.5) ? phone(random) : null,
    officeLocation: random.chance(0.7) ? officeLocation(random) : null,
    onPremisesSyncEnabled: synced ? true : null,
    onPremisesSamAccountName: synced ? nickname.slice(0, 20) : null,
    otherMails: [],
    postalCode: String(random.integer(10_000, 99_999)),
    preferredLanguage: random.chance(0.5) ? place.language : null,
    proxyAddresses: [`SMTP:${mail}`, `smtp:${nickname}@${initialDomain}`],
    state: null,
    streetAddress: random.pick(names.streets),
    surname,
    usageLocation: place.usageLocation,
    userPrincipalName: mail,
    userType: 'Member',
    signInActivity: signInActivity(random),
  };
}

/** An invited outsider: `#EXT#` in the sign-in name, hardly any properties. */
function guest(
  seed: Seed,
  givenName: string,
  surname: string,
  nickname: string,
): Identified<User> {
  const { random, initialDomain } = seed;
  const mail = `${nickname}@partner.example`;
  const redeemed = random.chance(0.8);
  return {
    ...employee(seed, givenName, surname, nickname),
    businessPhones: [],
    city: null,
    companyName: null,
    country: null,
    creationType: 'Invitation',
    department: null,
    employeeId: null,
    employeeType: null,
    externalUserState: redeemed ? 'Accepted' : 'PendingAcceptance',
    externalUserStateChangeDateTime: daysAgo(random, 1, 30),
    givenName: null,
    jobTitle: null,
    mail,
    mailNickname: `${nickname}_partner.example#EXT#`,
    mobilePhone: null,
    officeLocation: null,
    onPremisesSyncEnabled: null,
    onPremisesSamAccountName: null,
    otherMails: [mail],
    postalCode: null,
    preferredLanguage: null,
    proxyAddresses: [`SMTP:${mail}`],
    streetAddress: null,
    surname: null,
    usageLocation: null,
    userPrincipalName: `${nickname}_partner.example#EXT#@${initialDomain}`,
    userType: 'Guest',
    signInActivity: redeemed ? signInActivity(random) : undefined,
  };
}

/** https://learn.microsoft.com/graph/api/resources/signinactivity */
function signInActivity(random: Random): SignInActivity {
  const interactive = daysAgo(random, 0, 90);
  const requestId = random.guid();
  return {
    lastSignInDateTime: interactive,
    lastSignInRequestId: requestId,
    lastNonInteractiveSignInDateTime: daysAgo(random, 0, 5),
    lastNonInteractiveSignInRequestId: random.guid(),
    lastSuccessfulSignInDateTime: interactive,
    lastSuccessfulSignInRequestId: requestId,
  };
}

function phone(random: Random) {
  return `+1 ${random.integer(200, 989)} 555 ${random.integer(1000, 9999)}`;
}

function officeLocation(random: Random) {
  return `${random.integer(1, 40)}/${random.integer(1000, 4999)}`;
}

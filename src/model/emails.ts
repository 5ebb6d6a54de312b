/** E-mail addresses that the data model accepts, and what its User class wants of a person. */
import { listOrNull, text, textOrNull } from './values';

const ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';

/** Plain RFC 5322 addresses: no quotes, no comments, no international mailboxes. */
const EMAIL = new RegExp(
  `^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${LABEL}$`,
  'i',
);

/** The valid ones among the values, each once. One bad address would fail a whole step. */
export function emails(...values: unknown[]): string[] {
  const addresses = values.flatMap((value) => text(value) ?? []);
  return [...new Set(addresses.filter((address) => EMAIL.test(address)))];
}

/** The domains of e-mail addresses, in lower case, each once. */
export function emailDomains(addresses: readonly string[]): string[] {
  const domains = addresses.map((address) =>
    address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
  );
  return [...new Set(domains)];
}

/** What stands before the `@` of a login name; the whole name when it has none. */
export function shortLoginId(loginName: string): string {
  const [shortId] = loginName.split('@');
  return shortId === '' ? loginName : shortId;
}

/** What a login and a mailbox are made of. */
export interface PersonSource {
  readonly mail?: unknown;
  readonly userPrincipalName?: unknown;
  readonly givenName?: unknown;
  readonly surname?: unknown;
}

/** The required properties of the User class; null says that the directory has none. */
export function personProperties(source: PersonSource) {
  const addresses = emails(source.mail);
  const loginName = text(source.userPrincipalName);
  const ofLogin = (value: string) => (loginName ? [value] : null);
  return {
    email: listOrNull(addresses),
    emailDomain: listOrNull(emailDomains(addresses)),
    username: ofLogin(loginName ?? ''),
    shortLoginId: ofLogin(shortLoginId(loginName ?? '')),
    firstName: textOrNull(source.givenName),
    lastName: textOrNull(source.surname),
  };
}

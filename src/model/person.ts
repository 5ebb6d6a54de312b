/** What JupiterOne's User class wants to know of a login and a mailbox. */
import { emailDomains, emails, shortLoginId } from './emails';
import { listOrNull, text, textOrNull } from './values';

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

/** Names that stand for other names: the same for the same, and nothing leads back from them. */
import { createHmac } from 'node:crypto';

/** What a value is called after: `device-0f3a…` says that it was the name of a device. */
export type PseudonymKind =
  | 'address'
  | 'application'
  | 'device'
  | 'domain'
  | 'group'
  | 'id'
  | 'name'
  | 'person'
  | 'policy'
  | 'serial';

/** Gives the pseudonym of a value, such as `person-5d41402abc4b`. */
export type Pseudonyms = (kind: PseudonymKind, value: string) => string;

/** 48 bits: among a million values, two get the same one with a chance of 1 in 560. */
const HEX_DIGITS = 12;

/**
 * Within one key, a value of a kind always gets the same pseudonym, and spellings that
 * differ in case or in the form of Unicode only are one value. Who does not have the key
 * cannot find out whether a value that they guess is behind a pseudonym.
 *
 * @param key as hard to guess as a password; a random one that is thrown away makes
 * pseudonyms that nobody can compare with those of another time
 */
export function createPseudonyms(key: string): Pseudonyms {
  return (kind, value) => {
    const text = value.normalize('NFC').toLowerCase();
    const hash = createHmac('sha256', key).update(`${kind}\0${text}`);
    return `${kind}-${hash.digest('hex').slice(0, HEX_DIGITS)}`;
  };
}

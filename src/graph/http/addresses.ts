/** Hosts of Microsoft have several addresses, of which some may not be reachable from here. */
import {
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
} from 'node:net';
import { ADDRESS_ATTEMPT_MS } from '../basics/limits';

/**
 * Gives each address of a host some seconds before the next one is tried. The
 * setting is the whole process's, because the login's library lets nobody set it
 * for its own connections. A longer time that the process has already stays.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/net.html#netsetdefaultautoselectfamilyattempttimeoutvalue
 */
export function bePatientWithAddresses(): void {
  setDefaultAutoSelectFamilyAttemptTimeout(
    Math.max(ADDRESS_ATTEMPT_MS, getDefaultAutoSelectFamilyAttemptTimeout()),
  );
}

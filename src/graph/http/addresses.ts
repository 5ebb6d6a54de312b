/** Microsoft's hosts have several addresses, and some of them may not be reachable from here. */
import {
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
} from 'node:net';
import { ADDRESS_ATTEMPT_MS } from '../basics/limits';

/**
 * Tries each address of a host for some seconds before the next one. The setting
 * holds for the whole process, because the library of the login has no setting for
 * its own connections. If the process already has a longer time, it stays.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/net.html#netsetdefaultautoselectfamilyattempttimeoutvalue
 */
export function bePatientWithAddresses(): void {
  setDefaultAutoSelectFamilyAttemptTimeout(
    Math.max(ADDRESS_ATTEMPT_MS, getDefaultAutoSelectFamilyAttemptTimeout()),
  );
}

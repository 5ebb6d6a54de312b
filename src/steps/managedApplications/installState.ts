/**
 * What became of an application on a device:
 * https://learn.microsoft.com/graph/api/resources/intune-shared-resultantappstate?view=graph-rest-beta
 *
 * Not the `installState` of v1.0, which is of eBooks and has other numbers.
 */
import type { ResultantAppState } from '@microsoft/microsoft-graph-types-beta';
import { closedList } from '../../model/closedList';

export type { ResultantAppState };

/** As reports write them, and relationships. */
export const installStateNumbers: Readonly<Record<ResultantAppState, number>> =
  {
    notApplicable: -1,
    installed: 1,
    failed: 2,
    notInstalled: 3,
    uninstallFailed: 4,
    pendingInstall: 5,
    unknown: 99,
  };

/** undefined for what is not in Microsoft's list, as `unknownFutureValue`; `unknown` is in it. */
export const readInstallState = closedList<ResultantAppState>(
  installStateNumbers,
  {
    // The portal's words.
    'Install pending': 'pendingInstall',
    Pending: 'pendingInstall',
    'Install failed': 'failed',
    'Failed to install': 'failed',
    'Failed to uninstall': 'uninstallFailed',
  },
);

/**
 * A device has a row for each of its users, and one for itself, where
 * applications that are assigned to users are not applicable: what says least
 * comes last.
 */
const fromWorst = [
  'failed',
  'uninstallFailed',
  'pendingInstall',
  'notInstalled',
  'installed',
  'unknown',
  'notApplicable',
] as const satisfies readonly ResultantAppState[];

/** Lower is worse; 0 is the worst. */
export function installRank(state: ResultantAppState): number {
  return fromWorst.indexOf(state);
}

/** The state of a rank. */
export function installStateOfRank(
  rank: number,
): ResultantAppState | undefined {
  return fromWorst.at(rank);
}

/** Of two rows of one device and application, whatever their order. */
export function worseInstallState(
  one: ResultantAppState,
  other: ResultantAppState,
): ResultantAppState {
  return installRank(other) < installRank(one) ? other : one;
}

/** What both findings steps say of rows that fit nothing, and of states that are missing. */
import { joinedCauses } from '../../run/wholeness/completeness';
import type { StepContext } from '../../run/context';
import { publishOdd } from '../../run/oddities';
import type { ListedPolicy, ListedPolicies } from '../policies';
import { addMissed } from '../../run/sources/missed';
import { causesOf, type Missed } from '../../run/sources/sources';
import type { StatusTable } from './statusTable';

export function addOddRows(
  context: StepContext,
  table: StatusTable,
  policies: ListedPolicies,
): void {
  const { completeness } = context;
  completeness.addUnlisted('devices that have states of policies', {
    unknown: table.unknownDevices.size,
    known: table.knownDevices,
  });
  // Not all listed policies have states, and Intune's built-in one is in no list.
  completeness.addUnlisted('policies', {
    unknown: table.unknownPolicies.size,
    known: policies.size,
  });
  let unreadable = 0;
  for (const id of policies.keys()) {
    unreadable += table.unreadableRows(id);
  }
  publishOdd(context, {
    code: 'M365-DATA-013',
    kind: 'unreadable',
    count: unreadable,
    description:
      `${unreadable} states of policies on devices are not in Microsoft's list of states (https://learn.microsoft.com/graph/api/resources/intune-shared-compliancestatus): ` +
      'they are not collected, and make neither an assignment nor a finding.',
  });
}

/**
 * Policies that no source completed make the step partial. Those that are gone may
 * have been deleted meanwhile, of some nobody else could say that there are no
 * states, and of some two sources agree against Intune's count.
 *
 * @param of how many policies
 * @param what as messages name them
 */
export function addMissedPolicies(
  context: StepContext,
  table: StatusTable,
  missed: readonly Missed<ListedPolicy>[],
  of: number,
  what: string,
): void {
  // What has states exists, whatever one source said of it later.
  const stateless = missed.filter(({ item }) => table.rowCount(item.id) === 0);
  const gone = [
    ...stateless.filter(({ outcome }) => outcome === 'gone'),
    ...missed.filter(({ outcome }) => outcome === 'vanished'),
  ];
  const unchecked = stateless.filter(({ outcome }) => outcome === 'unchecked');
  const agreed = missed.filter(({ outcome }) => outcome === 'agreed');
  const reported = new Set([...gone, ...unchecked, ...agreed]);
  const others = missed.filter((each) => !reported.has(each));
  const nameOf = ({ id }: ListedPolicy) => `policy ${id}`;
  const { completeness } = context;
  addMissed(context, gone, others, {
    of,
    gone: `${what} were deleted before their states were read`,
    goneCauses: causesOf(gone, nameOf),
    missing: `${what} whose states on devices are missing`,
    nameOf,
  });
  if (unchecked.length > 0) {
    completeness.addUnchecked(
      `states of ${unchecked.length} ${what}`,
      joinedCauses(causesOf(unchecked, nameOf)),
    );
  }
  if (agreed.length > 0) {
    completeness.addUnchecked(
      `states of ${agreed.length} ${what}`,
      'two sources agree on their devices, and deviceStatusOverview counts more, but may lag behind; ' +
        `nothing has to be done unless the Intune admin center shows more devices of these policies, too: ${joinedCauses(causesOf(agreed, nameOf))}`,
    );
  }
}

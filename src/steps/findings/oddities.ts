/** What both findings steps say of rows that fit nothing, and of states that are missing. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import type { StepContext } from '../context';
import { warnUsers } from '../events';
import { Oddities } from '../oddities';
import type { IndexedPolicy } from '../policyIndex';
import type { Missed } from '../sources';
import type { StatusTable } from './statusTable';

export function tellOddRows(
  context: StepContext,
  table: StatusTable,
  policies: Iterable<IndexedPolicy>,
): void {
  const oddities = new Oddities({
    unknownDevice: 'Statuses of devices that are not listed were left out',
    unknownPolicy: 'Statuses of policies that are not listed were left out',
    unreadable: "Statuses whose value is not in Microsoft's list were left out",
  });
  oddities.count('unknownDevice', table.rowsOfUnknownDevices);
  oddities.count('unknownPolicy', table.rowsOfUnknownPolicies);
  for (const { id } of policies) {
    oddities.count('unreadable', table.unreadableRows(id));
  }
  oddities.log(context);
  const unreadable = oddities.counted('unreadable');
  if (unreadable > 0) {
    warnUsers(
      context.logger,
      IntegrationWarnEventName.IncompleteData,
      `${unreadable} states of policies on devices are not in Microsoft's list of states (https://learn.microsoft.com/graph/api/resources/intune-shared-compliancestatus): ` +
        'they are not collected, and make neither an assignment nor a finding.',
    );
  }
}

/** Policies that no source completed make the step partial. */
export function tellMissed(
  { missing }: StepContext,
  missed: readonly Missed<IndexedPolicy>[],
  what: string,
): void {
  missing.add({
    count: missed.length,
    what,
    causes: missed.flatMap(({ causes }) => causes),
  });
}

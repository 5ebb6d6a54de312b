/** What both findings steps say of rows that fit nothing. */
import type { StepContext } from '../context';
import { Oddities } from '../oddities';
import type { StatusTable } from './statusTable';

export function logOddRows(context: StepContext, table: StatusTable): void {
  const oddities = new Oddities({
    unknownDevice: 'Statuses of devices that are not listed were left out',
    unknownPolicy: 'Statuses of policies that are not listed were left out',
  });
  oddities.count('unknownDevice', table.rowsOfUnknownDevices);
  oddities.count('unknownPolicy', table.rowsOfUnknownPolicies);
  oddities.log(context);
}

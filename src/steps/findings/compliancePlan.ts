/** Where the states of compliance policies come from, and in which order the sources may be asked. */
import type { StepContext } from '../../run/context';
import type { RowCounts } from '../../run/sources/exportSample';
import {
  REQUESTS_OF_EXPORT,
  sumOf,
  type Plan,
  type Plans,
} from '../../run/sources/plans';
import type { Source } from '../../run/sources/sources';
import { MANY_DEVICES, MANY_DEVICES_FOR_LISTS } from '../../run/thresholds';
import type { ListedCompliancePolicy as Policy } from '../compliancePolicies';
import type { ListedDevices } from '../devices/listedDevices';
import { complianceExport } from '../exports';
import type { ListedPolicies } from '../policies';
import { deviceStatusList, readStatusLists } from './deviceStatuses';
import type { DeviceCounts } from './overviews';
import { readStatusReports } from './policyReports';
import { policyStatusRequests } from './request';
import { readStatusExport } from './stateExports';
import { StateCosts } from './statePlans';
import { complianceExports, complianceReports } from './stateSources';
import { StatusTable } from './statusTable';

/**
 * The lists come first where they are short: they are there at once, and an export
 * takes a minute. Policies of the catalog have no list.
 */
export function compliancePlans(
  deviceCount: number,
  policies: readonly Policy[],
  counts: DeviceCounts,
  { fromLists, fromReports, fromExport }: ReturnType<typeof complianceSources>,
  isPuzzling: (policy: Policy) => boolean,
): Plans<Policy> {
  const costs = new StateCosts(counts, deviceCount);
  const exportFirst: Plan<Policy> = {
    sources: [fromExport, fromLists, fromReports],
    cost: sumOf([costs.ofZeros(), costs.ofExport(policies)]),
    needs: complianceExport,
  };
  const others = policies.filter((policy) => !isClassic(policy));
  const lists = sumOf([
    costs.ofZeros(),
    costs.ofLists(policies.filter(isClassic)),
  ]);
  const listsAndReports: Plan<Policy> = {
    sources: [fromLists, fromReports, fromExport],
    cost: sumOf([
      lists,
      costs.ofReports(others),
      policies.some(isPuzzling) ? { exportJobs: REQUESTS_OF_EXPORT } : {},
    ]),
  };
  if (deviceCount <= MANY_DEVICES) {
    return [listsAndReports, exportFirst];
  }
  if (deviceCount > MANY_DEVICES_FOR_LISTS) {
    return [exportFirst, listsAndReports];
  }
  const listsAndExport: Plan<Policy> = {
    sources: [fromLists, fromExport, fromReports],
    cost: others.length > 0 ? sumOf([lists, costs.ofExport(others)]) : lists,
    needs: others.length > 0 ? complianceExport : undefined,
  };
  return [listsAndExport, exportFirst, listsAndReports];
}

export function complianceSources(
  context: StepContext,
  devices: ListedDevices,
  index: ListedPolicies<Policy>,
  table: StatusTable,
  counts: DeviceCounts,
  isPuzzling: (policy: Policy) => boolean,
  rowCounts: RowCounts,
) {
  return {
    fromLists: {
      suits: isClassic,
      read: readStatusLists(
        context,
        table,
        deviceStatusList(policyStatusRequests.statuses),
        counts,
      ),
    },
    fromReports: {
      read: readStatusReports(
        context,
        table,
        complianceReports,
        counts,
        isPuzzling,
        rowCounts,
      ),
    },
    fromExport: {
      read: readStatusExport(
        context,
        table,
        {
          exports: complianceExports,
          createTable: () => new StatusTable(devices, index),
          sample: complianceReports,
          counts,
          rowCounts,
        },
        isPuzzling,
      ),
    },
  } satisfies Record<string, Source<Policy>>;
}

export const isClassic = ({ family }: Policy) => family === 'classic';

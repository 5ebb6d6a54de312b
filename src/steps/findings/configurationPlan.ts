/** Where the states of configurations come from, and in which order the sources are asked. */
import { configurationExport } from '../exports';
import { timestamp } from '../../model/dates';
import { readId } from '../../model/keys';
import type { StepContext } from '../../run/context';
import type { ListedConfiguration } from '../deviceConfigurations';
import type { ListedDevices } from '../devices/listedDevices';
import {
  MANY_DEVICES,
  MANY_REPORT_PAGES,
  ROWS_A_REPORT_PAGE,
} from '../../run/thresholds';
import type { ListedPolicies } from '../policies';
import type { RowCounts } from '../../run/sources/exportSample';
import { sumOf, type Plan, type Plans } from '../../run/sources/plans';
import {
  allUnfinished,
  type ReadItems,
  type Source,
} from '../../run/sources/sources';
import {
  deviceStatusList,
  readStatusLists,
  type StatusList,
} from './deviceStatuses';
import { compareWithSummaries, type DeviceCounts } from './overviews';
import { readStatusReports, unlessReportsHaveMore } from './policyReports';
import {
  configurationStatusRequests,
  intentStatesRequest,
  intentSummaryRequest,
} from './request';
import { readStatusExport } from './stateExports';
import { StateCosts } from './statePlans';
import { configurationExports, configurationReports } from './stateSources';
import { readStatus } from './status';
import { StatusTable } from './statusTable';

/** An export takes a minute, and so do very many pages of reports. */
export function configurationPlans(
  context: StepContext,
  devices: ListedDevices,
  index: ListedPolicies<ListedConfiguration>,
  table: StatusTable,
  counts: DeviceCounts,
  rowCounts: RowCounts,
): Plans<ListedConfiguration> {
  const all = [...index.values()];
  const asked = all.filter(({ id }) => counts.get(id)?.total !== 0);
  const fromExport: Source<ListedConfiguration> = {
    read: readStatusExport(
      context,
      table,
      {
        exports: configurationExports,
        createTable: () => new StatusTable(devices, index),
        sample: configurationReports,
        counts,
        rowCounts,
      },
      isIntent,
    ),
  };
  const from = fromEach(context, table, counts, rowCounts);
  const { fromReports, fromIntents, fromCheckedIntents, fromLegacy } = from;
  const costs = new StateCosts(counts, devices.size);
  const isCounted = (configuration: ListedConfiguration) =>
    isLegacy(configuration) && counts.has(configuration.id);
  const reportsFirst: Plan<ListedConfiguration> = {
    sources: [fromReports, fromIntents, fromExport, fromLegacy],
    cost: sumOf([costs.ofZeros(), costs.ofReports(asked)]),
  };
  const exportFirst: Plan<ListedConfiguration> = {
    sources: [fromExport, fromCheckedIntents, fromReports, fromLegacy],
    cost: sumOf([costs.ofZeros(), costs.ofExport(asked)]),
    needs: configurationExport,
  };
  const haveMany = devices.size > MANY_DEVICES;
  const intents = asked.filter(isIntent);
  const isListed = (each: ListedConfiguration) =>
    isCounted(each) || isIntent(each);
  // A list that Intune's count proves needs no report; that of an intent needs its row count where there are many devices.
  const countedListsFirst: Plan<ListedConfiguration> = {
    sources: [
      { ...fromLegacy, suits: isCounted },
      haveMany ? fromCheckedIntents : from.fromCountedIntents,
      ...[fromReports, fromIntents, fromExport],
      { ...fromLegacy, suits: (each) => isLegacy(each) && !isCounted(each) },
    ],
    cost: sumOf([
      costs.ofZeros(),
      costs.ofLists(asked.filter(isListed)),
      costs.ofReports(asked.filter((each) => !isListed(each))),
      haveMany
        ? { reports: intents.length }
        : { intuneConfiguration: intents.length },
    ]),
  };
  return haveMany || areManyPages(all.length, devices.size)
    ? [exportFirst, countedListsFirst, reportsFirst]
    : [reportsFirst, countedListsFirst, exportFirst];
}

/** The reports have all families; what is left has lists of its own, as long as Microsoft keeps them. */
function fromEach(
  context: StepContext,
  table: StatusTable,
  counts: DeviceCounts,
  rowCounts: RowCounts,
) {
  const read = <Payload>(
    list: StatusList<Payload>,
    addUnchecked?: (count: number) => void,
  ) =>
    readStatusLists<Payload, ListedConfiguration>(
      context,
      table,
      list,
      counts,
      addUnchecked,
    );
  // The reports and the summaries are the check.
  const readIntents = read(intentStates, () => undefined);
  const checkIntents: ReadItems<ListedConfiguration> = (intents) =>
    compareWithSummaries(context, table, intents, intentSummaryRequest);
  /** Those that no summary counts are left to their reports. */
  const checkCounted: ReadItems<ListedConfiguration> = (intents) =>
    compareWithSummaries(
      context,
      table,
      intents,
      intentSummaryRequest,
      (uncounted) =>
        allUnfinished(uncounted, 'Intune does not count its devices'),
    );
  return {
    fromReports: {
      read: readStatusReports(
        context,
        table,
        configurationReports,
        counts,
        isIntent,
        rowCounts,
      ),
    },
    fromIntents: {
      suits: isIntent,
      read: checkedBy(readIntents, checkIntents),
    },
    fromCountedIntents: {
      suits: isIntent,
      read: checkedBy(readIntents, checkCounted),
    },
    fromCheckedIntents: {
      suits: isIntent,
      read: unlessReportsHaveMore(
        context,
        table,
        configurationReports,
        readIntents,
        checkIntents,
      ),
    },
    fromLegacy: {
      suits: isLegacy,
      read: read(deviceStatusList(configurationStatusRequests.statuses)),
    },
  } satisfies Record<string, Source<ListedConfiguration>>;
}

/** What one reads, the other checks. */
function checkedBy<Item>(
  read: ReadItems<Item>,
  check: ReadItems<Item>,
): ReadItems<Item> {
  return async (items) => {
    const unfinished = await read(items);
    const left = new Set(unfinished.map(({ item }) => item));
    const others = items.filter((each) => !left.has(each));
    return [...unfinished, ...(await check(others))];
  };
}

export const isLegacy = ({ kind }: ListedConfiguration) => kind === 'legacy';

/** Callers name intents in the filter of the report, and nobody has published a row of one: no rows there prove nothing. */
const isIntent = ({ kind }: ListedConfiguration) => kind === 'intent';

/** At most: few configurations are on every device. */
function areManyPages(configurations: number, devices: number): boolean {
  const pages = Math.ceil(devices / ROWS_A_REPORT_PAGE);
  return configurations * Math.max(1, pages) > MANY_REPORT_PAGES;
}

const intentStates: StatusList<{
  readonly deviceId?: string | null;
  readonly state?: unknown;
  readonly lastReportedDateTime?: unknown;
}> = {
  request: intentStatesRequest,
  rowOf: ({ deviceId, state, lastReportedDateTime }) => ({
    deviceId: readId(deviceId) ?? '',
    status: readStatus(state),
    reportedOn: timestamp(lastReportedDateTime),
  }),
};

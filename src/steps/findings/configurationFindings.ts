/** The state of device configurations of all families on devices. */
import { configurationExport } from '../exports';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { timestamp } from '../../model/dates';
import { readId } from '../../model/keys';
import { intuneAccountRequest } from '../account/request';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import {
  listedConfigurations,
  type ListedConfiguration,
} from '../deviceConfigurations';
import { listedDevices, type ListedDevices } from '../devices/listedDevices';
import { withoutFalseZeros } from '../../run/sources/falseZeros';
import { ingestionSourceIds } from '../../run/ingestionSources';
import {
  MANY_DEVICES,
  MANY_REPORT_PAGES,
  ROWS_A_REPORT_PAGE,
} from '../../run/thresholds';
import type { ListedPolicies } from '../policies';
import {
  completeFrom,
  type Missed,
  type ReadItems,
  type Source,
} from '../../run/sources/sources';
import { stepIds } from '../../run/stepIds';
import {
  deviceStatusList,
  readStatusLists,
  type StatusList,
} from './deviceStatuses';
import { emitFindings, fetchIntuneAccountId } from './emitFindings';
import { FindingEntity } from './entity';
import { addMissedPolicies, addOddRows } from './oddities';
import {
  compareWithSummaries,
  readDeviceCounts,
  addFewerDevices,
  type DeviceCounts,
} from './overviews';
import {
  readStatusReports,
  unlessReportsHaveMore,
  zerosOfPolicies,
} from './policyReports';
import {
  configurationIdentifiedFinding,
  deviceHasFinding,
  hostAgentAssignedConfiguration,
} from './relationships';
import {
  configurationReport,
  configurationStatusRequests,
  intentStatesRequest,
  intentSummaryRequest,
} from './request';
import { readStatusExport } from './stateExports';
import { configurationExports, configurationReports } from './stateSources';
import { readStatus } from './status';
import { StatusTable } from './statusTable';

async function fetchConfigurationFindings(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const index = await listedConfigurations.load(jobState);
  const devices = await listedDevices.load(jobState);
  if (index.size === 0 || devices.size === 0) {
    return;
  }
  const intuneAccountId = await fetchIntuneAccountId(graph);
  const table = new StatusTable(devices, index);
  const missed = await readStates(context, devices, index, table);
  await emitFindings(context, intuneAccountId, index.values(), table, {
    agentAssigned: hostAgentAssignedConfiguration,
    policyIdentified: configurationIdentifiedFinding,
  });
  addOddRows(context, table, index);
  addMissedPolicies(
    context,
    table,
    missed,
    index.size,
    'device configurations',
  );
}

/** In order: an export takes a minute, and so do very many pages of reports. */
async function readStates(
  context: StepContext,
  devices: ListedDevices,
  index: ListedPolicies<ListedConfiguration>,
  table: StatusTable,
): Promise<Missed<ListedConfiguration>[]> {
  const configurations = [...index.values()];
  const counts = await withoutFalseZeros(
    context,
    await readDeviceCounts(
      context,
      configurations.filter(isLegacy),
      configurationStatusRequests.overview,
    ),
    zerosOfPolicies(configurationReports),
  );
  const fromExport: Source<ListedConfiguration> = {
    read: readStatusExport(
      context,
      table,
      {
        exports: configurationExports,
        createTable: () => new StatusTable(devices, index),
        sample: configurationReports,
        counts,
      },
      isIntent,
    ),
  };
  const { fromReports, fromIntents, fromCheckedIntents, fromLegacy } = fromEach(
    context,
    table,
    counts,
  );
  const missed = await completeFrom(
    configurations.filter(({ id }) => counts.get(id)?.total !== 0),
    devices.size > MANY_DEVICES ||
      areManyPages(configurations.length, devices.size)
      ? [fromExport, fromCheckedIntents, fromReports, fromLegacy]
      : [fromReports, fromIntents, fromExport, fromLegacy],
  );
  addFewerDevices(context, table, counts, missed);
  return missed;
}

/** The reports have all families; what is left has lists of its own, as long as Microsoft keeps them. */
function fromEach(
  context: StepContext,
  table: StatusTable,
  counts: DeviceCounts,
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
  return {
    fromReports: {
      read: readStatusReports(
        context,
        table,
        configurationReports,
        counts,
        isIntent,
      ),
    },
    fromIntents: {
      suits: isIntent,
      read: async (intents) => {
        const unfinished = await readIntents(intents);
        const left = new Set(unfinished.map(({ item }) => item));
        const others = intents.filter((each) => !left.has(each));
        return [...unfinished, ...(await checkIntents(others))];
      },
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

const isLegacy = ({ kind }: ListedConfiguration) => kind === 'legacy';

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

export const configurationFindingsStep = defineStep({
  id: stepIds.configurationFindings,
  name: 'Fetch configuration findings',
  entities: [FindingEntity],
  relationships: [
    hostAgentAssignedConfiguration,
    configurationIdentifiedFinding,
    ...deviceHasFinding.all,
  ],
  dependsOn: [stepIds.managedDevices, stepIds.deviceConfigurations],
  ingestionSourceId: ingestionSourceIds.deviceConfigurations,
  requiresIntune: true,
  datasets: [
    {
      what: 'states of configurations',
      proof: 'checksum',
      how: 'as of compliance policies, but only configurations of the oldest kind have overviews: the others have the row counts of their reports; a list of an intent whose report has no rows is compared with the devices that its summary counts, and counts as unchecked where there is none',
      requests: [
        configurationStatusRequests.statuses,
        configurationStatusRequests.overview,
        intentStatesRequest,
        intentSummaryRequest,
        configurationReport,
        exportDeclaration(configurationExport),
      ],
    },
    {
      what: 'the id of the Intune account',
      proof: 'none',
      how: 'a single value, without which the step fails',
      requests: [intuneAccountRequest],
    },
  ],
  handler: fetchConfigurationFindings,
});

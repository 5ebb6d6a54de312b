/** The state of device configurations of all families on devices. */
import { configurationExport } from '../exports';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { intuneAccountRequest } from '../account/request';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import {
  listedConfigurations,
  type ListedConfiguration,
} from '../deviceConfigurations';
import { listedDevices, type ListedDevices } from '../devices/listedDevices';
import { withoutFalseZeros } from '../../run/sources/falseZeros';
import { RowCounts } from '../../run/sources/exportSample';
import {
  choosePossiblePlan,
  offerPlans,
  prepareWhereScarce,
} from '../../run/sources/plans';
import { ingestionSourceIds } from '../../run/ingestionSources';
import type { ListedPolicies } from '../policies';
import { completeFrom, type Missed } from '../../run/sources/sources';
import { stepIds } from '../../run/stepIds';
import { configurationPlans, isLegacy } from './configurationPlan';
import { emitFindings, fetchIntuneAccountId } from './emitFindings';
import { FindingEntity } from './entity';
import { addMissedPolicies, addOddRows } from './oddities';
import {
  readDeviceCounts,
  addFewerDevices,
  expectedCounts,
  type DeviceCounts,
} from './overviews';
import { zerosOfPolicies } from './policyReports';
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
import { configurationReports } from './stateSources';
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
  const emit = (completed: readonly ListedConfiguration[]) =>
    emitFindings(context, intuneAccountId, completed, table, {
      hasGracePeriod: false,
      agentAssigned: hostAgentAssignedConfiguration,
      policyIdentified: configurationIdentifiedFinding,
    });
  const missed = await readStates(context, devices, index, table, emit);
  await emit(missed.map(({ item }) => item));
  addOddRows(context, table, index);
  addMissedPolicies(
    context,
    table,
    missed,
    index.size,
    'device configurations',
  );
}

/** From one source after the other, until all configurations are complete. */
async function readStates(
  context: StepContext,
  devices: ListedDevices,
  index: ListedPolicies<ListedConfiguration>,
  table: StatusTable,
  emit: (completed: readonly ListedConfiguration[]) => Promise<void>,
): Promise<Missed<ListedConfiguration>[]> {
  const configurations = [...index.values()];
  const step = stepIds.configurationFindings;
  const rowCounts = new RowCounts(context);
  const plansWith = (counts: DeviceCounts) =>
    configurationPlans(context, devices, index, table, counts, rowCounts);
  const planWith = (counts: DeviceCounts) =>
    choosePossiblePlan(context, step, plansWith(counts));
  const legacy = configurations.filter(isLegacy);
  const expected = expectedCounts(legacy, devices.size);
  offerPlans(context, step, plansWith(expected));
  const counted = await readDeviceCounts(
    context,
    legacy,
    configurationStatusRequests.overview,
  );
  await prepareWhereScarce(
    context,
    async () => (await planWith(counted)).needs,
  );
  const counts = await withoutFalseZeros(
    context,
    counted,
    zerosOfPolicies(configurationReports),
  );
  const { sources } = await planWith(counts);
  const missed = await completeFrom(
    configurations.filter(({ id }) => counts.get(id)?.total !== 0),
    sources,
    emit,
  );
  addFewerDevices(context, table, counts, missed);
  return missed;
}

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
      isRequired: true,
      requests: [intuneAccountRequest],
    },
  ],
  handler: fetchConfigurationFindings,
});

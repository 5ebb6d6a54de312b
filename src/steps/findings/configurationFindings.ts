/** The state of device configurations of all kinds on devices. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { isNotFound } from '../../graph/errors';
import { endpointName } from '../../graph/request';
import { timestamp } from '../../model/dates';
import { intuneAccountRequest } from '../account/request';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import {
  configurationIndex,
  type IndexedConfiguration,
} from '../deviceConfigurations';
import { loadDeviceIndex, type DeviceIndex } from '../devices/deviceIndex';
import { warnUsers } from '../events';
import { ingestionSourceIds } from '../ingestionSources';
import { MANY_DEVICES } from '../limits';
import type { PolicyIndex } from '../policyIndex';
import { stepIds } from '../stepIds';
import {
  findShortPolicies,
  readDeviceStatuses,
  requestsFor,
} from './deviceStatuses';
import { emitFindings } from './emitFindings';
import { FindingEntity } from './entity';
import { readConfigurationExport } from './exports';
import { fetchIntuneAccountId } from './intuneAccount';
import { logOddRows } from './oddities';
import {
  configurationIdentifiedFinding,
  deviceHasFinding,
  hostAgentAssignedConfiguration,
} from './relationships';
import {
  configurationExport,
  configurationStatusRequests,
  intentStatesRequest,
} from './request';
import { firstComplete, IncompleteSourceError } from '../sources';
import { statusOfName } from './status';
import { StatusTable } from './statusTable';

type Configurations = PolicyIndex<IndexedConfiguration>;

async function fetchConfigurationFindings(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const devices = await loadDeviceIndex(jobState);
  const configurations = await configurationIndex.load(jobState);
  if (configurations.size === 0) {
    return;
  }
  const intuneAccountId = await fetchIntuneAccountId(graph);
  const table = await readStatuses(context, devices, configurations);
  await emitFindings(context, intuneAccountId, configurations.values(), table, {
    agentAssigned: hostAgentAssignedConfiguration,
    policyIdentified: configurationIdentifiedFinding,
  });
  logOddRows(context, table);
}

/** The export is the only source that has all kinds. */
function readStatuses(
  context: StepContext,
  devices: DeviceIndex,
  configurations: Configurations,
): Promise<StatusTable> {
  const { graph } = context;
  const legacy = ofKind(configurations, 'legacy');
  const check = async (table: StatusTable, endpoint: string) => {
    const short = await findShortPolicies(
      graph,
      legacy,
      configurationStatusRequests,
      table,
    );
    if (short.length > 0) {
      throw new IncompleteSourceError(endpoint, short);
    }
    return table;
  };
  const fromExport = async () => {
    const table = new StatusTable(devices, configurations);
    await readConfigurationExport(graph, table);
    return check(table, configurationExport.reportName);
  };
  const fromConfigurations = async () => {
    const table = new StatusTable(devices, configurations);
    await readDeviceStatuses(graph, legacy, configurationStatusRequests, table);
    await readIntentStates(context, ofKind(configurations, 'intent'), table);
    await check(table, endpointName(configurationStatusRequests.statuses));
    warnOfUnreadable(context, ofKind(configurations, 'exportOnly'));
    return table;
  };
  const needsExport =
    devices.size > MANY_DEVICES || legacy.length < configurations.size;
  return firstComplete(
    context,
    needsExport
      ? [fromExport, fromConfigurations]
      : [fromConfigurations, fromExport],
  );
}

async function readIntentStates(
  { graph }: StepContext,
  intents: readonly IndexedConfiguration[],
  table: StatusTable,
): Promise<void> {
  const results = graph.listMany(
    'beta',
    requestsFor(intents, intentStatesRequest),
    isNotFound,
  );
  for await (const result of results) {
    for (const state of 'items' in result ? result.items : []) {
      table.add({
        policyId: result.source.id,
        deviceId: state.deviceId ?? '',
        status: statusOfName(state.state),
        reportedOn: timestamp(state.lastReportedDateTime),
      });
    }
  }
}

function ofKind(
  configurations: Configurations,
  kind: IndexedConfiguration['kind'],
): IndexedConfiguration[] {
  return [...configurations.values()].filter((each) => each.kind === kind);
}

/** Without exports there is no other source for these. */
function warnOfUnreadable(
  { logger }: StepContext,
  configurations: readonly IndexedConfiguration[],
): void {
  if (configurations.length > 0) {
    warnUsers(
      logger,
      IntegrationWarnEventName.IncompleteData,
      `The state of ${configurations.length} Settings Catalog policies and administrative templates on devices is not collected: ` +
        'it is to be had by report exports only, and this run got none. The policies themselves are collected.',
    );
  }
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
  requests: [
    intuneAccountRequest,
    configurationStatusRequests.statuses,
    configurationStatusRequests.overview,
    intentStatesRequest,
    exportDeclaration(configurationExport),
  ],
  handler: fetchConfigurationFindings,
});

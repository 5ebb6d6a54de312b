/** The state of device configurations of all kinds on devices. */
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { intuneAccountRequest } from '../account/request';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { configurationIndex } from '../deviceConfigurations';
import { loadDeviceIndex } from '../devices/deviceIndex';
import { ingestionSourceIds } from '../ingestionSources';
import { stepIds } from '../stepIds';
import { ConfigurationSources } from './configurationSources';
import { emitFindings } from './emitFindings';
import { FindingEntity } from './entity';
import { fetchIntuneAccountId } from './intuneAccount';
import { logOddRows } from './oddities';
import {
  configurationIdentifiedFinding,
  deviceHasFinding,
  hostAgentAssignedConfiguration,
} from './relationships';
import {
  configurationExport,
  configurationReport,
  configurationStatusRequests,
  intentStatesRequest,
} from './request';

async function fetchConfigurationFindings(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const index = await configurationIndex.load(jobState);
  if (index.size === 0) {
    return;
  }
  const devices = await loadDeviceIndex(jobState);
  const intuneAccountId = await fetchIntuneAccountId(graph);
  const sources = new ConfigurationSources(context, devices, index);
  for (const { configurations, table } of await sources.read()) {
    await emitFindings(context, intuneAccountId, configurations, table, {
      agentAssigned: hostAgentAssignedConfiguration,
      policyIdentified: configurationIdentifiedFinding,
    });
    logOddRows(context, table);
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
    configurationReport,
  ],
  handler: fetchConfigurationFindings,
});

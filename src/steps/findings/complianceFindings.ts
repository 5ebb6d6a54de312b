/** How devices comply with compliance policies. */
import { endpointName } from '../../graph/request';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { compliancePolicyIndex } from '../compliancePolicies';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { loadDeviceIndex, type DeviceIndex } from '../devices/deviceIndex';
import { intuneAccountRequest } from '../account/request';
import { ingestionSourceIds } from '../ingestionSources';
import { MANY_DEVICES } from '../limits';
import type { PolicyIndex } from '../policyIndex';
import { stepIds } from '../stepIds';
import { findShortPolicies, readDeviceStatuses } from './deviceStatuses';
import { emitFindings } from './emitFindings';
import { FindingEntity } from './entity';
import { readComplianceExport } from './exports';
import { fetchIntuneAccountId } from './intuneAccount';
import { logOddRows } from './oddities';
import {
  deviceHasFinding,
  hostAgentAssignedPolicy,
  policyIdentifiedFinding,
} from './relationships';
import { complianceExport, policyStatusRequests } from './request';
import { firstComplete, IncompleteSourceError } from '../sources';
import { StatusTable } from './statusTable';

async function fetchComplianceFindings(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const devices = await loadDeviceIndex(jobState);
  const policies = await compliancePolicyIndex.load(jobState);
  if (policies.size === 0) {
    return;
  }
  const intuneAccountId = await fetchIntuneAccountId(graph);
  const table = await readStatuses(context, devices, policies);
  await emitFindings(context, intuneAccountId, policies.values(), table, {
    agentAssigned: hostAgentAssignedPolicy,
    policyIdentified: policyIdentifiedFinding,
  });
  logOddRows(context, table);
}

function readStatuses(
  context: StepContext,
  devices: DeviceIndex,
  policies: PolicyIndex,
): Promise<StatusTable> {
  const { graph } = context;
  const all = [...policies.values()];
  const check = async (table: StatusTable, endpoint: string) => {
    const short = await findShortPolicies(
      graph,
      all,
      policyStatusRequests,
      table,
    );
    if (short.length > 0) {
      throw new IncompleteSourceError(endpoint, short);
    }
    return table;
  };
  const createTable = () => new StatusTable(devices, policies);
  const fromExport = async () => {
    const table = await readComplianceExport(graph, createTable);
    return check(table, complianceExport.reportName);
  };
  const fromPolicies = async () => {
    const table = createTable();
    await readDeviceStatuses(graph, all, policyStatusRequests, table);
    return check(table, endpointName(policyStatusRequests.statuses));
  };
  return firstComplete(
    context,
    devices.size > MANY_DEVICES
      ? [fromExport, fromPolicies]
      : [fromPolicies, fromExport],
  );
}

export const complianceFindingsStep = defineStep({
  id: stepIds.complianceFindings,
  name: 'Fetch compliance findings',
  entities: [FindingEntity],
  relationships: [
    hostAgentAssignedPolicy,
    policyIdentifiedFinding,
    ...deviceHasFinding.all,
  ],
  dependsOn: [stepIds.managedDevices, stepIds.compliancePolicies],
  ingestionSourceId: ingestionSourceIds.compliancePolicies,
  requiresIntune: true,
  requests: [
    intuneAccountRequest,
    policyStatusRequests.statuses,
    policyStatusRequests.overview,
    exportDeclaration(complianceExport),
  ],
  handler: fetchComplianceFindings,
});

/** How devices comply with compliance policies. */
import { complianceExport } from '../exports';
import { exportDeclaration } from '../../graph/exports/exportRequest';
import { intuneAccountRequest } from '../account/request';
import {
  listedCompliancePolicies,
  type ListedCompliancePolicy,
} from '../compliancePolicies';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { listedDevices, type ListedDevices } from '../devices/listedDevices';
import { publishOdd } from '../../run/oddities';
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
import {
  compliancePlans,
  complianceSources,
  isClassic,
} from './compliancePlan';
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
  deviceHasFinding,
  hostAgentAssignedPolicy,
  policyIdentifiedFinding,
} from './relationships';
import { complianceReport, policyStatusRequests } from './request';
import { complianceReports } from './stateSources';
import { StatusTable } from './statusTable';

type Policy = ListedCompliancePolicy;

async function fetchComplianceFindings(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const policies = await listedCompliancePolicies.load(jobState);
  const devices = await listedDevices.load(jobState);
  if (policies.size === 0 || devices.size === 0) {
    return;
  }
  const intuneAccountId = await fetchIntuneAccountId(graph);
  const table = new StatusTable(devices, policies);
  const emit = (completed: readonly Policy[]) =>
    emitFindings(context, intuneAccountId, completed, table, {
      hasGracePeriod: true,
      agentAssigned: hostAgentAssignedPolicy,
      policyIdentified: policyIdentifiedFinding,
    });
  const missed = await readStates(context, devices, policies, table, emit);
  await emit(missed.map(({ item }) => item));
  addOddRows(context, table, policies);
  publishUnknown(context, missed);
  addMissedPolicies(
    context,
    table,
    missed.filter(({ outcome }) => outcome !== 'unknown'),
    policies.size,
    'compliance policies',
  );
}

async function readStates(
  context: StepContext,
  devices: ListedDevices,
  index: ListedPolicies<Policy>,
  table: StatusTable,
  emit: (completed: readonly Policy[]) => Promise<void>,
): Promise<Missed<Policy>[]> {
  const policies = [...index.values()];
  const step = stepIds.complianceFindings;
  const isPuzzling = puzzlesWithoutStates(devices);
  const rowCounts = new RowCounts(context);
  const plansWith = (counts: DeviceCounts) =>
    compliancePlans(
      devices.size,
      policies.filter(({ id }) => counts.get(id)?.total !== 0),
      counts,
      complianceSources(
        context,
        devices,
        index,
        table,
        counts,
        isPuzzling,
        rowCounts,
      ),
      isPuzzling,
    );
  const planWith = (counts: DeviceCounts) =>
    choosePossiblePlan(context, step, plansWith(counts));
  const classic = policies.filter(isClassic);
  offerPlans(context, step, plansWith(expectedCounts(classic, devices.size)));
  const counted = await readDeviceCounts(
    context,
    classic,
    policyStatusRequests.overview,
  );
  // Without rows in their reports these need the export in any case.
  await prepareWhereScarce(context, async () =>
    policies.some(isPuzzling)
      ? complianceExport
      : (await planWith(counted)).needs,
  );
  const counts = await withoutFalseZeros(
    context,
    counted,
    zerosOfPolicies(complianceReports),
  );
  const { sources } = await planWith(counts);
  const missed = await completeFrom(
    policies.filter(({ id }) => counts.get(id)?.total !== 0),
    sources,
    emit,
  );
  addFewerDevices(context, table, counts, missed);
  return missed;
}

/**
 * Nobody has seen where the states of the catalog's policies are: no rows in one
 * source prove nothing, unless there is no device that could have a state.
 */
function puzzlesWithoutStates(devices: ListedDevices) {
  const osTypes = new Set(Array.from(devices.values(), ({ osType }) => osType));
  return ({ family, isAssigned, platform }: Policy): boolean =>
    family === 'catalog' &&
    isAssigned !== false &&
    (!platform || osTypes.has(platform) || osTypes.has(undefined));
}

/** Every source answered, and none has a state: that is not the same as compliant. */
function publishUnknown(
  context: StepContext,
  missed: readonly Missed<Policy>[],
): void {
  const count = missed.filter(({ outcome }) => outcome === 'unknown').length;
  publishOdd(context, {
    code: 'M365-DATA-012',
    kind: 'stateless',
    count: count,
    description:
      `Microsoft Graph has no states of ${count} compliance policies of Intune's Settings Catalog (Linux and others): ` +
      'neither their reports nor the report exports have a row of them. The policies are collected; whether devices comply with them is unknown.',
  });
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
  datasets: [
    {
      what: 'states of compliance policies',
      proof: 'checksum',
      how: 'the overview of a policy counts its devices, unless two sources agree on fewer, and overviews without any device are compared with the row counts of two reports; a report counts its rows; reports of some policies are a sample of an export',
      requests: [
        policyStatusRequests.statuses,
        policyStatusRequests.overview,
        complianceReport,
        exportDeclaration(complianceExport),
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
  handler: fetchComplianceFindings,
});

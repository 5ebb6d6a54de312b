/** Generates what devices reported about the policies, including what a collector must not trip over. */
import type {
  ComplianceStatus,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type { Seed } from '../seed';
import { reportedCatalogPolicies, runsLinux } from './compliancePolicies';
import type { IdentifiedIntune, PolicyStatus } from './intuneData';
import type { IntuneSize } from './intuneSize';
import { preciseTime } from './managedDevice';
import type { Policies } from './policies';
import type { RowMaker } from './rowStream';

type Device = IdentifiedIntune<ManagedDevice>;

export const systemAccount = 'System account';

const complianceStatuses = [
  'compliant',
  'nonCompliant',
  'error',
  'conflict',
  'unknown',
  'notApplicable',
  'remediated',
  'notAssigned',
] as const satisfies readonly ComplianceStatus[];

/** The states of each policy, in the order in which a held tenant draws them. */
export function policyStatusMakers(
  size: IntuneSize,
  policies: Policies,
  devices: readonly Device[],
): RowMaker<PolicyStatus>[] {
  const { compliancePolicies, deviceConfigurations, unlistedPolicies } =
    policies;
  const others = [
    ...policies.configurationPolicies,
    ...policies.groupPolicyConfigurations,
    ...policies.intents,
    ...unlistedPolicies,
  ];
  return [
    ...ofListed(size, compliancePolicies, devices),
    ...ofListed(size, deviceConfigurations, devices),
    ...ofCatalog(size, policies, devices),
    ...others.map(({ id }) => ofOthers(size, id, devices)),
  ];
}

function ofOthers(
  size: IntuneSize,
  parentId: string,
  devices: readonly Device[],
): RowMaker<PolicyStatus> {
  return { parentId, make: (seed) => ofPolicy(seed, size, parentId, devices) };
}

/** The first policy is for everybody, the last of many for nobody. */
function ofListed(
  size: IntuneSize,
  policies: readonly IdentifiedIntune<object>[],
  devices: readonly Device[],
): RowMaker<PolicyStatus>[] {
  return policies.map(({ id: parentId }, index) => {
    if (index === 0) {
      const make = (seed: Seed) => ofBroadPolicy(seed, size, parentId, devices);
      return { parentId, make };
    }
    const isLastOfMany = index === policies.length - 1 && index > 2;
    return isLastOfMany
      ? { parentId, make: () => [] }
      : ofOthers(size, parentId, devices);
  });
}

/** Linux is what most policies of the catalog are for. That devices of other systems report about them, too, nobody has seen: it must do no harm. */
function ofCatalog(
  size: IntuneSize,
  { complianceCatalogPolicies }: Policies,
  devices: readonly Device[],
): RowMaker<PolicyStatus>[] {
  const statusesPerPolicy = Math.ceil(size.statusesPerPolicy / 2);
  const half = { ...size, statusesPerPolicy };
  const linux = devices.filter(runsLinux);
  const others = devices.filter((device) => !runsLinux(device));
  return reportedCatalogPolicies(complianceCatalogPolicies).map(
    ({ id, platforms }) =>
      platforms === 'linux' || linux.length === 0
        ? {
            parentId: id,
            make: (seed) => [
              ...seed.random
                .sample(linux, statusesPerPolicy)
                .map((device) => statusOf(seed, id, device)),
              ...ofPolicy(seed, half, id, others),
            ],
          }
        : ofOthers(size, id, others),
  );
}

/** One row for each device, with every status there is. */
function ofBroadPolicy(
  seed: Seed,
  { statusesOfBroadPolicy }: IntuneSize,
  policyId: string,
  devices: readonly Device[],
): PolicyStatus[] {
  return seed.random
    .sample(devices, statusesOfBroadPolicy)
    .map((device, index) => {
      const row = statusOf(seed, policyId, device);
      const status = complianceStatuses[index] ?? row.status;
      return { ...row, status };
    });
}

function ofPolicy(
  seed: Seed,
  { statusesPerPolicy }: IntuneSize,
  policyId: string,
  devices: readonly Device[],
): PolicyStatus[] {
  const { random } = seed;
  const count = random.integer(
    Math.ceil(statusesPerPolicy / 2),
    statusesPerPolicy,
  );
  const rows = random.sample(devices, count).flatMap((device, index) => {
    const row = statusOf(seed, policyId, device);
    return index === 0 ? [row, bySystem(seed, row)] : [row];
  });
  return [...rows, ofRemovedDevice(seed, policyId)];
}

function statusOf(seed: Seed, policyId: string, device: Device): PolicyStatus {
  const { random } = seed;
  const status = random.chance(0.75)
    ? 'compliant'
    : random.pick(complianceStatuses);
  const row: PolicyStatus = {
    policyId,
    deviceId: device.id,
    userPrincipalName: device.userPrincipalName || systemAccount,
    status,
    lastReportedDateTime: preciseTime(random, 0, 20),
  };
  if (status !== 'nonCompliant') return row;
  const end = preciseTime(random, 0, 20);
  return { ...row, complianceGracePeriodExpirationDateTime: end };
}

/** A device reports for its user and for itself, and the two need not agree. */
function bySystem({ random }: Seed, row: PolicyStatus): PolicyStatus {
  const status = row.status === 'compliant' ? 'nonCompliant' : 'compliant';
  return {
    policyId: row.policyId,
    deviceId: row.deviceId,
    userPrincipalName:
      row.userPrincipalName === systemAccount
        ? 'somebody@contoso.com'
        : systemAccount,
    status,
    lastReportedDateTime: preciseTime(random, 0, 20),
  };
}

function ofRemovedDevice({ random }: Seed, policyId: string): PolicyStatus {
  return {
    policyId,
    deviceId: random.guid(),
    userPrincipalName: systemAccount,
    status: 'nonCompliant',
    lastReportedDateTime: preciseTime(random, 20, 60),
  };
}

/** What devices reported of policies, found by the policy or the device that a filter names. */
import type { ManagedDevice } from '@microsoft/microsoft-graph-types-beta';
import type { PolicyStatus } from '../../tenant';
import type { IntuneIndex } from '../intune/intuneIndex';
import { valuesOf, type Condition } from './filter';
import type { ReportedAs, ReportSource } from './report';
import { policiesOf, type ReportedPolicy } from './reportedPolicies';

export interface StatusRow {
  readonly row: PolicyStatus;
  readonly policy: ReportedPolicy;
  readonly device?: ManagedDevice;
  readonly intune: IntuneIndex;
}

export type PolicyKind = 'compliance' | 'configuration';

/** `deviceColumn`: what the report calls the id of a device. */
export function statusRows(
  kinds: readonly PolicyKind[],
  deviceColumn: 'DeviceId' | 'IntuneDeviceId',
) {
  return function* (
    source: ReportSource,
    conditions: readonly Condition[],
  ): Iterable<StatusRow> {
    const policies = reportedBy(source, kinds);
    const { intune } = source;
    for (const row of candidates(intune, conditions, deviceColumn)) {
      const policy = policies.get(row.policyId);
      if (policy === undefined) continue;
      yield { row, policy, device: intune.device(row.deviceId), intune };
    }
  };
}

/** The policies of which exports, or reports, of this tenant have states. */
function reportedBy(
  { intune, via, reportedAs }: ReportSource,
  kinds: readonly PolicyKind[],
): ReadonlyMap<string, ReportedPolicy> {
  const policies = kinds.flatMap((kind) => [
    ...policiesOf(intune.subscription.data, kind),
  ]);
  return new Map(
    policies.filter(([, { baseType }]) => hasStates(baseType, via, reportedAs)),
  );
}

export function hasStates(
  baseType: string,
  via: ReportSource['via'],
  { catalogComplianceStates, intentsInPolicyReports }: StateSources,
): boolean {
  switch (baseType) {
    // Linux and others that are made of catalog settings, `/beta/deviceManagement/compliancePolicies`.
    case catalogCompliance:
      return ['everywhere', via].includes(catalogComplianceStates);
    case 'Microsoft.Management.Services.Api.DeviceManagementIntent':
      return via === 'exports' || intentsInPolicyReports;
    default:
      return true;
  }
}

export const catalogCompliance = 'DeviceManagementCompliancePolicy';

type StateSources = Pick<
  ReportedAs,
  'catalogComplianceStates' | 'intentsInPolicyReports'
>;

/** No more rows than the filter lets expect: a client asks for the rows of one policy page by page. */
function candidates(
  intune: IntuneIndex,
  conditions: readonly Condition[],
  deviceColumn: string,
): Iterable<PolicyStatus> {
  const policyIds = valuesOf(conditions, 'PolicyId');
  if (policyIds !== undefined) {
    return policyIds.flatMap((id) => intune.statusesOf(id.toLowerCase()));
  }
  const deviceIds = valuesOf(conditions, deviceColumn);
  if (deviceIds !== undefined) {
    return deviceIds.flatMap((id) => intune.statusesOfDevice(id.toLowerCase()));
  }
  return intune.allStatuses();
}

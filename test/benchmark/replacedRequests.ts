/** How many single requests each report export of a tenant replaces. */
import type { Tenant } from '../emulator';

/** By the name of the report. */
export interface ReplacedRequests {
  readonly AppInvRawData: number;
  readonly DevicePoliciesComplianceReportV3: number;
  readonly DeviceStatusesByConfigurationProfile: number;
  readonly OrgDeviceInstallStatus: number;
}

/** The service's own page sizes, as the emulator has them. */
const DETECTED_APPS_A_PAGE = 100;
const STATUSES_A_PAGE = 1_000;
const INSTALLS_A_PAGE = 50;

/**
 * One request for each device, and one for each page of a policy's statuses and
 * of an application's installs. Configurations of the kinds that have no list
 * of statuses count for nothing: there the export has no alternative.
 */
export function replacedRequests({ intune }: Tenant): ReplacedRequests {
  if (intune === undefined) {
    throw new Error('The tenant has no Intune.');
  }
  const { data } = intune;
  const statuses = countBy(data.policyStatuses.map((row) => row.policyId));
  const installs = countBy(data.installStatuses.map((r) => r.applicationId));
  const statusPages = (policies: readonly { readonly id: string }[]) =>
    sum(policies.map(({ id }) => pages(statuses.get(id), STATUSES_A_PAGE)));
  return {
    AppInvRawData: sum(
      data.managedDevices.map(({ id }) =>
        pages(data.detectedApps.get(id)?.length, DETECTED_APPS_A_PAGE),
      ),
    ),
    DevicePoliciesComplianceReportV3: statusPages(data.compliancePolicies),
    DeviceStatusesByConfigurationProfile: statusPages([
      ...data.deviceConfigurations,
      ...data.intents,
    ]),
    OrgDeviceInstallStatus: sum(
      data.mobileApps.map(({ id }) => pages(installs.get(id), INSTALLS_A_PAGE)),
    ),
  };
}

/** An empty list is a page, too. */
function pages(items: number | undefined, itemsAPage: number): number {
  return Math.max(1, Math.ceil((items ?? 0) / itemsAPage));
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

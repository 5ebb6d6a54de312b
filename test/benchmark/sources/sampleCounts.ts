/** Counts of a tenant for tests: nothing of anything, but for the changes. */
import type { TenantCounts } from './tenantCounts';

export function sampleCounts(
  changes: Partial<TenantCounts> = {},
): TenantCounts {
  return {
    signInPages: 0,
    devices: 0,
    devicesOfUsers: 0,
    compliancePolicies: [],
    catalogCompliancePolicies: [],
    configurations: [],
    intents: [],
    applications: [],
    ...changes,
  };
}

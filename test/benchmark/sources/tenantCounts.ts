/** How many rows each source of a tenant's states has, whatever the integration reads. */
import type { Tenant } from '../../emulator';
import { registrationsOf } from '../../emulator/tenant/security';
import { zeroGuid } from '../../emulator/tenant/intune/emptyDevice';
import { isInPortal } from '../../endToEnd/expectedIntune';

/** A list of numbers has one for each policy or application: how many rows speak of it. */
export interface TenantCounts {
  /** Pages of users with sign-in times, and of the report of authentication methods: one quota has both. */
  readonly signInPages: number;
  readonly devices: number;
  /** Those that have a primary user. */
  readonly devicesOfUsers: number;
  readonly compliancePolicies: readonly number[];
  /** Compliance policies made of settings of the catalog: they have no list of statuses. */
  readonly catalogCompliancePolicies: readonly number[];
  /** Of all families but intents. */
  readonly configurations: readonly number[];
  /** They have lists of states of their own. */
  readonly intents: readonly number[];
  readonly applications: readonly number[];
}

/** Graph's largest pages. */
const USERS_A_SIGN_IN_PAGE = 500;
const USERS_A_REPORT_PAGE = 999;

export function tenantCounts(tenant: Tenant): TenantCounts {
  const { intune, users } = tenant;
  if (intune === undefined) {
    throw new Error('The tenant has no Intune.');
  }
  const { data } = intune;
  const rowsOfPolicy = rowsBy(data.policyStatuses, (row) => row.policyId);
  const rowsOfApp = rowsBy(data.installStatuses, (row) => row.applicationId);
  return {
    signInPages:
      Math.ceil(users.length / USERS_A_SIGN_IN_PAGE) +
      Math.ceil(registrationsOf(tenant).length / USERS_A_REPORT_PAGE),
    devices: data.managedDevices.length,
    devicesOfUsers: data.managedDevices.filter(hasUser).length,
    compliancePolicies: data.compliancePolicies.map(rowsOfPolicy),
    catalogCompliancePolicies: data.complianceCatalogPolicies.map(rowsOfPolicy),
    configurations: [
      ...data.deviceConfigurations,
      ...data.configurationPolicies,
      ...data.groupPolicyConfigurations,
    ].map(rowsOfPolicy),
    intents: data.intents.map(rowsOfPolicy),
    applications: data.mobileApps.filter(isInPortal).map(rowsOfApp),
  };
}

const hasUser = ({ userId }: { readonly userId?: string | null }): boolean =>
  Boolean(userId) && userId !== zeroGuid;

function rowsBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): (parent: { readonly id: string }) => number {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return ({ id }) => counts.get(id) ?? 0;
}

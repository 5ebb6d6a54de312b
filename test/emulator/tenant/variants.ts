/** Variations of a tenant: the same directory with fewer licences. */
import { servicePlanIds } from './organization';
import type { Tenant } from './tenant';

/** The tenant as it would be without an Intune licence. */
export function withoutIntune(tenant: Tenant): Tenant {
  return {
    ...withoutPlans(tenant, [servicePlanIds.intune]),
    intune: undefined,
  };
}

/** The tenant as it would be with Entra ID Free. */
export function withoutPremium(tenant: Tenant): Tenant {
  const { premiumP1, premiumP2 } = servicePlanIds;
  return {
    ...withoutPlans(tenant, [premiumP1, premiumP2]),
    hasPremiumLicense: false,
  };
}

function withoutPlans(tenant: Tenant, planIds: readonly string[]): Tenant {
  const assignedPlans = tenant.organization.assignedPlans?.filter(
    ({ servicePlanId }) => !planIds.includes(servicePlanId ?? ''),
  );
  return {
    ...tenant,
    organization: { ...tenant.organization, assignedPlans },
  };
}

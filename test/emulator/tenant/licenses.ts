/** Licenses of a tenant and of its users, which follow from their ids: see `security.ts`. */
import type {
  AssignedLicense,
  SubscribedSku,
  User,
} from '@microsoft/microsoft-graph-types';
import { caseOf } from './security';
import type { Identified, Tenant } from './tenant';

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const skus: Readonly<Record<string, string>> = {
  SPE_E5: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
  SPE_E3: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  FLOW_FREE: 'f30db892-07e9-47e9-837c-80727f46fd3d',
};

/** The tenant no longer subscribes to it, and some users still have it. */
const EXPIRED = '18181a46-0d4e-45cd-891e-60aabd171b4e';

export function subscribedSkusOf(tenant: Tenant): Identified<SubscribedSku>[] {
  return Object.entries(skus).map(([skuPartNumber, skuId]) => ({
    id: `${tenant.id}_${skuId}`,
    skuId,
    skuPartNumber,
    accountId: tenant.id,
    accountName: 'contoso',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: 14,
    prepaidUnits: { enabled: 25, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: [],
    subscriptionIds: [skuId.replace(/^./, '1')],
  }));
}

/** The ids of the SKUs that a user may have. */
const licenseCases: readonly (readonly string[])[] = [
  [skus.SPE_E5],
  [skus.SPE_E3, skus.FLOW_FREE],
  [],
  [EXPIRED, skus.FLOW_FREE, skus.FLOW_FREE],
];

/** Gives a user what follows from its id: its licenses, and its SID if Active Directory has it. */
export function addDerived(user: Identified<User>): Identified<User> {
  return Object.assign(user, {
    assignedLicenses: licenseCases[caseOf(user, licenseCases.length)].map(
      (skuId): AssignedLicense => ({ disabledPlans: [], skuId }),
    ),
    ...(user.onPremisesSyncEnabled && {
      onPremisesSecurityIdentifier: `S-1-5-21-1004336348-1177238915-682003330-${caseOf(user, 100_000)}`,
    }),
  });
}

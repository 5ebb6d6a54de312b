/** Generates the one organization of the tenant: names, domains and the service plans that tell its licences. */
import type {
  AssignedPlan,
  Organization,
  VerifiedDomain,
} from '@microsoft/microsoft-graph-types';
import type { Seed } from './seed';
import type { Identified } from './tenant';

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
export const servicePlanIds = {
  premiumP1: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  premiumP2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  intune: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
  exchange: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
} as const;

export function generateOrganization(seed: Seed): Identified<Organization> {
  const id = seed.random.guid();
  return {
    id,
    deletedDateTime: null,
    displayName: 'Contoso',
    tenantType: 'AAD',
    partnerTenantType: null,
    createdDateTime: '2016-03-05T10:00:00Z',
    defaultUsageLocation: 'US',
    preferredLanguage: 'en',
    street: '1 Microsoft Way',
    city: 'Redmond',
    state: 'WA',
    postalCode: '98052',
    country: null,
    countryLetterCode: 'US',
    businessPhones: ['8006427676'],
    marketingNotificationEmails: [],
    securityComplianceNotificationMails: [],
    securityComplianceNotificationPhones: [],
    technicalNotificationMails: [`admin@${seed.initialDomain}`],
    onPremisesSyncEnabled: true,
    onPremisesLastSyncDateTime: '2025-06-30T11:31:07Z',
    privacyProfile: null,
    assignedPlans: assignedPlans(),
    provisionedPlans: [
      {
        capabilityStatus: 'Enabled',
        provisioningStatus: 'Success',
        service: 'exchange',
      },
    ],
    verifiedDomains: verifiedDomains(seed),
  };
}

function assignedPlans(): AssignedPlan[] {
  const plan = (service: string, servicePlanId: string): AssignedPlan => ({
    assignedDateTime: '2017-07-29T02:16:28Z',
    capabilityStatus: 'Enabled',
    service,
    servicePlanId,
  });
  return [
    plan('exchange', servicePlanIds.exchange),
    plan('AADPremiumService', servicePlanIds.premiumP1),
    plan('AADPremiumService', servicePlanIds.premiumP2),
    plan('SCO', servicePlanIds.intune),
  ];
}

function verifiedDomains(seed: Seed): VerifiedDomain[] {
  const domain = (name: string, isDefault: boolean, isInitial: boolean) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault,
    isInitial,
    name,
    type: 'Managed',
  });
  return [
    domain(seed.initialDomain, false, true),
    domain(seed.domain, true, false),
    domain('fabrikam.example', false, false),
  ];
}

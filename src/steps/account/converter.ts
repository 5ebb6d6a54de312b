/** organization and Intune's root -> microsoft_365_account */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { accountKey, readId } from '../../model/keys';
import { flag, text, textList, textOrNull } from '../../model/values';
import { timestamp } from '../../model/dates';
import type { WebLinks } from '../../model/webLinks';
import { createAccountEntity } from './entity';
import type { OrganizationPayload } from './request';

export interface AccountSource {
  /** The integration instance: it gives the key and the display name. */
  readonly instance: { readonly id: string; readonly name: string };
  readonly organization: OrganizationPayload;
  /** Absent without Intune, or without the permission to see it. */
  readonly intune: {
    readonly accountId?: unknown;
    readonly mdmAuthority?: unknown;
    readonly subscriptionState?: unknown;
  };
}

/** @param links absent: no address */
export function toAccountEntity(
  source: AccountSource,
  links?: WebLinks,
): Entity {
  const { instance, organization, intune } = source;
  const organizationName = textOrNull(organization.displayName);
  const domains = Array.isArray(organization.verifiedDomains)
    ? organization.verifiedDomains
    : [];
  return createAccountEntity({
    _key: accountKey(instance.id),
    id: readId(organization.id),
    name: organizationName ?? instance.name,
    displayName: instance.name,
    vendor: 'Microsoft',
    accessURL: links?.start,
    createdOn: timestamp(organization.createdDateTime),
    tenantType: text(organization.tenantType),
    countryLetterCode: text(organization.countryLetterCode),
    isOnPremisesSyncEnabled: flag(organization.onPremisesSyncEnabled),
    ...premiumPlans(organization.assignedPlans),
    organizationName,
    defaultDomain: text(
      domains.find((domain) => flag(domain?.isDefault))?.name,
    ),
    verifiedDomains: textList(domains.map((domain) => domain?.name)),
    intuneAccountId: readId(intune.accountId),
    mobileDeviceManagementAuthority: text(intune.mdmAuthority),
    intuneSubscriptionState: text(intune.subscriptionState),
  });
}

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const ENTRA_ID_P1 = '41781fb2-bc02-4b7c-bd55-b576c07bb09d';
const ENTRA_ID_P2 = 'eec0eb4f-6444-4f95-aba0-50c24d67f998';

/** Of plans that can be used: `Warning` is the grace period after a subscription. */
const USABLE: ReadonlySet<string | undefined> = new Set(['Enabled', 'Warning']);

/** Nothing is said where Graph does not list the plans. */
function premiumPlans(assignedPlans: OrganizationPayload['assignedPlans']) {
  if (!Array.isArray(assignedPlans)) {
    return {};
  }
  const usable = new Set(
    assignedPlans
      .filter((plan) => USABLE.has(text(plan?.capabilityStatus)))
      .map((plan) => readId(plan?.servicePlanId)),
  );
  return {
    hasEntraIdP1: usable.has(ENTRA_ID_P1),
    hasEntraIdP2: usable.has(ENTRA_ID_P2),
  };
}

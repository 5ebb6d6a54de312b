/** organization and Intune's root -> microsoft_365_account */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { accountKey, readId } from '../../model/keys';
import { flag, text, textList, textOrNull } from '../../model/values';
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

export function toAccountEntity(source: AccountSource): Entity {
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

/** What the tenant says of itself. */
import {
  intuneSubscriptionRequest,
  organizationRequest,
} from '../../../src/steps/account/request';
import type { TenantCheck } from '../report';
import type { Trial } from '../requests/trials';
import { withoutPeople } from '../words';

export function tenantOf(tried: readonly Trial[]): TenantCheck['tenant'] {
  const trial = tried.find(
    ({ planned }) => planned.request === organizationRequest,
  );
  const [organization] = trial?.answer?.items ?? [];
  const { id, verifiedDomains } = { ...organization };
  if (typeof id !== 'string') {
    return undefined;
  }
  const domains = Array.isArray(verifiedDomains) ? verifiedDomains : [];
  const own = domains.find(
    (domain: { isDefault?: unknown } | null) => domain?.isDefault === true,
  ) as { name?: unknown } | undefined;
  return { id, ...(typeof own?.name === 'string' && { domain: own.name }) };
}

export function intuneStateOf(
  tried: readonly Trial[],
  lacksIntune: boolean,
): string {
  if (lacksIntune) {
    return 'the tenant has no Intune';
  }
  const trial = tried.find(
    ({ planned }) => planned.request === intuneSubscriptionRequest,
  );
  const state = trial?.answer?.object?.value;
  return typeof state === 'string' ? withoutPeople(state) : 'not known';
}

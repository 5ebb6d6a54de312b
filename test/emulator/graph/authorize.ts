/** Refuses calls that the caller's permissions or the tenant's licences do not cover. */
import type { Tenant } from '../tenant';
import { accessDenied } from './errors';
import { intuneAccessDenied, notApplicable } from './intuneErrors';
import { hasAnyRole, type GraphCall } from './route';

export function authorize(call: GraphCall, tenant: Tenant): void {
  const { route, caller, path } = call;
  if (route.service === 'intune' && tenant.intune === undefined) {
    throw notApplicable();
  }
  if (route.permissions.length === 0) return;
  if (hasAnyRole(caller, route.permissions)) return;
  throw route.service === 'intune'
    ? intuneAccessDenied(route.permissions, path)
    : accessDenied();
}
